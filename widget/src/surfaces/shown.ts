// The step on screen, as all parts of the stage know it.
import type { ShowEffect } from '../contract.ts';
import type { PresenterEvents } from '../presenter.ts';
import type { CardProps, StepState } from './card.tsx';
import type { FollowOptions, Following } from './follow.ts';
import type { Questions } from './question.tsx';
import type { RichBlocks } from './rich_blocks.tsx';
import type { Strings } from './strings.ts';

export interface Shown {
  effect: ShowEffect;
  events: PresenterEvents;
  strings: Strings;
  questions: Questions | undefined;
  lit: FollowOptions['lit'];
  rich: RichBlocks | undefined;
  from: CardProps['from'];
  state: StepState;
  abort: AbortController;
  following: Following | undefined;
  target: Element | undefined;
  /** The target stayed away: the step goes on in the corner. */
  docked: boolean;
  /** A question of this prompt was answered. */
  answered: boolean;
  /** Its last button was pressed: the end is a completion. */
  finished: boolean;
}
