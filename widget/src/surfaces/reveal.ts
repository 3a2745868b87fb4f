// Brings a target into view: only when it is outside a safe zone, clear of sticky headers, and waits until it rests.
import { type Rect, sameRect, scrollportOf, viewportRect } from './geometry.ts';
import { scrollersOf } from './scrollers.ts';

/** Space in px that the prompt will need beside the target, at each edge of the viewport. */
export interface Inset {
  top: number;
  bottom: number;
}

const kMargin = 16;
/** How far a bar may float off the edge, or off the bar before it, and how finely it is looked for, in px. */
const kFloat = 48;
const kStep = 8;

export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** How far fixed or sticky bars reach into a box from its edge, seen at the target's middle. */
function barAt(edge: 'top' | 'bottom', x: number, box: Rect, target: Element): number {
  let reach = 0;
  const end = box.y + box.height;
  const inside = Math.min(Math.max(x, 1), innerWidth - 2);
  const half = box.height / 2;
  const seen = new Set<Element>();
  for (let depth = 1; depth < Math.min(reach + kFloat, half); depth += kStep) {
    const y = edge === 'top' ? box.y + depth : end - depth - 1;
    for (const element of document.elementsFromPoint(inside, y)) {
      if (element.localName === 'docent-root') continue;
      for (let up: Element | null = element; up && !up.contains(target); up = up.parentElement) {
        if (seen.has(up)) break;
        seen.add(up);
        const { position } = getComputedStyle(up);
        if (position !== 'fixed' && position !== 'sticky') continue;
        const rect = up.getBoundingClientRect();
        // A cover over half of it is a layer, not a bar.
        if (rect.height > half) continue;
        reach = Math.max(reach, edge === 'top' ? rect.bottom - box.y : end - rect.top);
      }
    }
  }
  return reach;
}

/** The shift that brings [start, end] into [low, high]: none when inside, centred when it fits, else start to start. */
function shiftInto(start: number, end: number, low: number, high: number): number {
  if (start >= low && end <= high) return 0;
  const room = high - low - (end - start);
  return room >= 0 ? start - low - room / 2 : start - low;
}

/** Scrolls every scroller that moves the target as far as needed. True when something moves. */
export function scrollIntoSafeZone(target: Element, inset: Inset): boolean {
  const behavior = prefersReducedMotion() ? 'instant' : 'smooth';
  const rect = viewportRect(target);
  const middle = rect.x + rect.width / 2;
  let moves = false;
  for (const scroller of scrollersOf(target).movers) {
    const box = scrollportOf(scroller);
    const style = getComputedStyle(scroller);
    /** What must stay clear at an edge: bars, what the page keeps free by its styles, the prompt. */
    const clear = (edge: 'top' | 'bottom') =>
      kMargin +
      Math.max(
        barAt(edge, middle, box, target),
        parseFloat(edge === 'top' ? style.scrollPaddingTop : style.scrollPaddingBottom) || 0,
        scroller === document.scrollingElement ? inset[edge] : 0,
      );
    const top = box.y + clear('top');
    const bottom = box.y + box.height - clear('bottom');
    const limit = scroller.scrollHeight - scroller.clientHeight;
    const wanted = scroller.scrollTop + shiftInto(rect.y, rect.y + rect.height, top, bottom);
    const y = Math.min(Math.max(wanted, 0), limit) - scroller.scrollTop;
    const x = shiftInto(rect.x, rect.x + rect.width, box.x, box.x + box.width);
    if (Math.abs(y) < 1 && Math.abs(x) < 1) continue;
    scroller.scrollBy({ left: x, top: y, behavior });
    rect.x -= x;
    rect.y -= y;
    moves = true;
  }
  return moves;
}

/** Resolves when the target's rectangle has not changed for some frames, at the latest after `limit_ms`. */
export function untilRested(target: Element, limit_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const started = performance.now();
    let last: Rect | undefined;
    let calm = 0;
    const look = () => {
      const rect = viewportRect(target);
      calm = last && sameRect(last, rect) ? calm + 1 : 0;
      last = rect;
      // Smooth scrolling starts a frame or two late: a few still frames at the start prove nothing. What is drawn then has
      // a task of its own, besides that of the frame.
      if (calm >= 4 || signal.aborted || performance.now() - started > limit_ms)
        setTimeout(resolve);
      else requestAnimationFrame(look);
    };
    look();
    // Frames stop in a hidden tab; the promise must not.
    setTimeout(resolve, limit_ms + 100);
  });
}

/** Scrolls the target into the safe zone and waits until it rests. Bars may come up by that: then once more. */
export async function reveal(target: Element, inset: Inset, signal: AbortSignal): Promise<void> {
  const scroll = () => !signal.aborted && scrollIntoSafeZone(target, inset);
  if (!scroll()) return untilRested(target, 300, signal);
  await untilRested(target, 1500, signal);
  if (scroll()) await untilRested(target, 1500, signal);
}
