// Where a tooltip goes: Floating UI's arithmetic over plain rectangles, so that it is tested without a browser.
import { arrow, computePosition, flip, offset, type Placement, shift } from '@floating-ui/core';
import type { Rect } from './geometry.ts';
import { keyboardHeight } from './sheet.ts';

const kGap = 18;
const kEdge = 12;
const kArrow = 14;

type Side = 'top' | 'bottom' | 'left' | 'right';

export interface Size {
  width: number;
  height: number;
}

export interface Spot {
  side: Side;
  x: number;
  y: number;
  /** From the card's edge to the start of its arrow; nothing when the card lies over the target. */
  arrow: number | undefined;
}

const isBeside = (side: Side) => side === 'left' || side === 'right';

/**
 * The root is in the top layer, so the viewport is the only coordinate space. Floating UI's own platform would look for
 * containing blocks among the host's ancestors (a transformed dialog, say), which do not apply there.
 */
function platformOf(target: Rect, card: Size, view: Size, rtl: boolean) {
  const pointer: Size = { width: kArrow, height: kArrow };
  return {
    pointer,
    platform: {
      getElementRects: () => ({ reference: target, floating: { x: 0, y: 0, ...card } }),
      getClippingRect: () => ({ x: 0, y: 0, ...view }),
      getDimensions: (element: unknown) => (element === pointer ? pointer : card),
      isRTL: () => rtl,
    },
  };
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && a.x + a.width > b.x && a.y < b.y + b.height && a.y + a.height > b.y;
}

/**
 * The spot for a card: on the wanted side (`top`, `right-start`, …; `auto` is the bottom) if it fits there, else on the
 * opposite one, else across. All rectangles are in the viewport.
 */
export async function spotFor(
  target: Rect,
  card: Size,
  view: Size,
  placement: string,
  rtl: boolean,
): Promise<Spot> {
  const { platform, pointer } = platformOf(target, card, view, rtl);
  const { x, y, middlewareData, ...found } = await computePosition(target, card, {
    placement: (placement === 'auto' || !placement ? 'bottom' : placement) as Placement,
    strategy: 'fixed',
    middleware: [
      offset(kGap),
      flip({ padding: kEdge, crossAxis: 'alignment', fallbackAxisSideDirection: 'end' }),
      shift({ padding: kEdge, crossAxis: true }),
      arrow({ element: pointer, padding: kArrow }),
    ],
    platform,
  });
  const at = middlewareData.arrow;
  return {
    side: found.placement.split('-')[0] as Side,
    x,
    y,
    arrow: overlap({ x, y, ...card }, target) ? undefined : (at?.x ?? at?.y),
  };
}

/** Moves a tooltip to its spot. `origin` is where (0, 0) of the root is. */
export async function placeTooltip(
  card: HTMLElement,
  pointer: HTMLElement,
  target: Rect,
  placement: string,
  rtl: boolean,
  origin: { x: number; y: number },
): Promise<void> {
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const page = document.scrollingElement ?? document.documentElement;
  // Unlike the window's own size, this is without scrollbars.
  const view = { width: page.clientWidth, height: page.clientHeight - keyboardHeight() };
  const { side, x, y, arrow } = await spotFor(target, size, view, placement, rtl);
  const pixel = (value: number) => `${Math.round(value * devicePixelRatio) / devicePixelRatio}px`;
  card.style.left = pixel(x - origin.x);
  card.style.top = pixel(y - origin.y);
  card.dataset['side'] = side;
  pointer.hidden = arrow === undefined;
  // The arrow stands inside the card's border.
  const start = arrow === undefined ? '' : pixel(arrow - card.clientLeft);
  pointer.style.left = isBeside(side) ? '' : start;
  pointer.style.top = isBeside(side) ? start : '';
}
