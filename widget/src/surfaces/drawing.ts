// What the chunks beside this one draw with: handed in, so that they share no code with it, which would be one more file
// to fetch before the first tooltip.
import type { ComponentChildren } from 'preact';
import type { Question } from '../contract.ts';
import type { createActions } from './actions.ts';
import type { BlockView, isRich } from './blocks.tsx';
import type { Card } from './card.tsx';
import type { focusOn, focusedElement } from './focus.ts';
import type { follow } from './follow.ts';
import type { layerFor } from './layer.ts';
import type { isPlace } from './locate.ts';
import type { placeTooltip } from './place.ts';
import type { scrollIntoSafeZone } from './reveal.ts';
import type { RichBlocks } from './rich_blocks.tsx';
import type { Shadow } from './root.ts';
import type { routeOf } from './routes.ts';
import type { linkProps } from './safe_url.ts';
import type { handleKey } from './step_keys.ts';
import type { Tools } from './tools.tsx';
import type { waitForTarget } from './wait_for.ts';

export interface Kit {
  h: typeof import('preact').h;
  render: typeof import('preact').render;
  Fragment: typeof import('preact').Fragment;
  Tools: typeof Tools;
  Card: typeof Card;
  BlockView: typeof BlockView;
  inline(text: string): ComponentChildren;
  plain(text: string): string;
  safeUrl(url: string): string | undefined;
  linkProps: typeof linkProps;
  routeOf: typeof routeOf;
  isRich: typeof isRich;
  scaleOf(question: Question): readonly [number, number] | undefined;
  createActions: typeof createActions;
  focusOn: typeof focusOn;
  focusedElement: typeof focusedElement;
  follow: typeof follow;
  waitForTarget: typeof waitForTarget;
  placeTooltip: typeof placeTooltip;
  scrollIntoSafeZone: typeof scrollIntoSafeZone;
  layerFor: typeof layerFor;
  handleKey: typeof handleKey;
  isPlace: typeof isPlace;
  createShadow(host: HTMLElement, life: AbortSignal): Shadow;
  loadRichBlocks(): Promise<RichBlocks>;
}
