// Where a tooltip goes: beside a rectangle, whole on screen, its arrow to the middle of the target.
import type { Rect } from './geometry.ts';

const kGap = 18;
const kEdge = 12;
const kArrow = 14;

type Side = 'top' | 'bottom' | 'left' | 'right';

/** Where to look for room: the wanted side, the opposite one, then the other two. */
const kSides: Record<Side, readonly Side[]> = {
  top: ['top', 'bottom', 'right', 'left'],
  bottom: ['bottom', 'top', 'right', 'left'],
  left: ['left', 'right', 'bottom', 'top'],
  right: ['right', 'left', 'bottom', 'top'],
};

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

/** How much room a side has beyond what the card needs; negative when it does not fit. */
function roomAt(side: Side, target: Rect, card: Size, view: Size): number {
  const free = {
    top: target.y,
    left: target.x,
    bottom: view.height - target.y - target.height,
    right: view.width - target.x - target.width,
  }[side];
  return free - kGap - kEdge - (isBeside(side) ? card.width : card.height);
}

function clamp(low: number, value: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

/** The start of the card along the target's side, before it is moved into view. */
function aligned(align: string | undefined, start: number, size: number, card: number): number {
  if (align === 'start') return start;
  return align === 'end' ? start + size - card : start + (size - card) / 2;
}

/**
 * The spot for a card: on the wanted side (`top`, `right-start`, …; `auto` is the bottom) if it fits there, else on the
 * first that has room, else on the one that has most. All rectangles are in the viewport.
 */
export function spotFor(
  target: Rect,
  card: Size,
  view: Size,
  placement: string,
  rtl: boolean,
): Spot {
  const [named = '', alignment] = placement.split('-');
  const sides = kSides[named in kSides ? (named as Side) : 'bottom'];
  const rooms = sides.map((side) => roomAt(side, target, card, view));
  const fitting = rooms.findIndex((room) => room >= 0);
  const side = sides[fitting >= 0 ? fitting : rooms.indexOf(Math.max(...rooms))] ?? 'bottom';
  const beside = isBeside(side);
  const swapped = { start: 'end', end: 'start' }[alignment ?? ''] ?? alignment;
  const wanted = {
    x: aligned(rtl ? swapped : alignment, target.x, target.width, card.width),
    y: aligned(alignment, target.y, target.height, card.height),
  };
  if (side === 'top') wanted.y = target.y - kGap - card.height;
  if (side === 'bottom') wanted.y = target.y + target.height + kGap;
  if (side === 'left') wanted.x = target.x - kGap - card.width;
  if (side === 'right') wanted.x = target.x + target.width + kGap;
  const x = clamp(kEdge, wanted.x, Math.max(kEdge, view.width - kEdge - card.width));
  const y = clamp(kEdge, wanted.y, Math.max(kEdge, view.height - kEdge - card.height));
  const overlaps =
    x < target.x + target.width &&
    x + card.width > target.x &&
    y < target.y + target.height &&
    y + card.height > target.y;
  const middle = beside ? target.y + target.height / 2 - y : target.x + target.width / 2 - x;
  const end = (beside ? card.height : card.width) - kArrow * 2;
  return {
    side,
    x,
    y,
    arrow: overlaps ? undefined : clamp(kArrow, middle - kArrow / 2, end),
  };
}

/** Moves a tooltip to its spot. `origin` is where (0, 0) of the root is. */
export function placeTooltip(
  card: HTMLElement,
  pointer: HTMLElement,
  target: Rect,
  placement: string,
  rtl: boolean,
  origin: { x: number; y: number },
): void {
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const page = document.scrollingElement ?? document.documentElement;
  // Unlike the window's own size, this is without scrollbars.
  const view = { width: page.clientWidth, height: page.clientHeight };
  const { side, x, y, arrow } = spotFor(target, size, view, placement, rtl);
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
