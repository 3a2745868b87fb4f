// Keeps the spotlight and the tooltip on a target while it moves, is replaced, or goes away. Sleeps while nothing moves.
import type { Locator } from '../contract.ts';
import { type Rect, clip, holePath, mix, radiiOf, sameRect, viewportRect } from './geometry.ts';
import { isVisible, locate } from './locate.ts';
import { prefersReducedMotion } from './reveal.ts';
import { scrollersOf } from './scrollers.ts';
import { waitForTarget } from './wait_for.ts';
import { watchBox } from './watch_box.ts';

const kGlide_ms = 260;
/** Still frames after which the loop sleeps: an animation that eases in moves little at first. */
const kCalmFrames = 12;

export interface FollowOptions {
  target: Element;
  locators: readonly Locator[];
  card: HTMLElement;
  /** The ring that lies on the target, and the dimmed page with a hole for it. */
  ring: HTMLElement | null;
  scrim: SVGPathElement | null;
  /** Where (0, 0) of the root is: not in the corner only where the top layer is missing. */
  origin(): { x: number; y: number };
  /** Where the spotlight comes from, to glide over. */
  from: Rect | undefined;
  place(rect: Rect): void;
  /** The target went away (and may come back: then `found`). */
  lost(): void;
  found(target: Element): void;
  signal: AbortSignal;
}

export interface Following {
  target(): Element | undefined;
  /** The hole as last drawn. */
  hole(): Rect | undefined;
  /** Looks at once, and in every frame until all is still. */
  wake(): void;
}

export function follow(options: FollowOptions): Following {
  const { card, ring, scrim, signal } = options;
  let target: Element | undefined;
  let clippers: Element[] = [];
  let placed: Rect | undefined;
  let hole: Rect | undefined;
  let frame = 0;
  let calm = 0;
  let attached: AbortController | undefined;
  const glideFrom = prefersReducedMotion() ? undefined : options.from;
  const started = performance.now();

  const gliding = () => glideFrom !== undefined && performance.now() - started < kGlide_ms;
  const glided = (rect: Rect): Rect => {
    if (!glideFrom || !gliding()) return rect;
    const t = (performance.now() - started) / kGlide_ms;
    return mix(glideFrom, rect, 1 - (1 - t) ** 3);
  };

  /** Draws one frame. True when something changed. */
  const draw = (): boolean => {
    if (!target) return false;
    if (!target.isConnected || !isVisible(target)) {
      lose();
      return false;
    }
    const rect = viewportRect(target);
    const seen = glided(clip(rect, clippers));
    const moved = !placed || !hole || !sameRect(rect, placed) || !sameRect(seen, hole);
    if (moved) {
      placed = rect;
      hole = seen;
      const style = getComputedStyle(target);
      const { x, y } = options.origin();
      const local = { ...seen, x: seen.x - x, y: seen.y - y };
      scrim?.setAttribute('d', holePath(local, radiiOf(style, seen)));
      if (ring) drawRing(ring, local, style);
    }
    // Even where the target rests: the card may have grown, or the viewport shrunk.
    options.place(rect);
    return moved;
  };

  const loop = () => {
    frame = 0;
    calm = draw() || gliding() ? 0 : calm + 1;
    if (target && calm < kCalmFrames) frame = requestAnimationFrame(loop);
  };
  const wake = () => {
    calm = 0;
    draw();
    if (target) frame ||= requestAnimationFrame(loop);
  };

  function attach(next: Element): void {
    attached?.abort();
    attached = new AbortController();
    target = next;
    clippers = scrollersOf(next).clippers;
    placed = undefined;
    watchBox(next, card, wake, attached.signal);
    watchRemoval(next, attached.signal);
  }

  /** Replaced nodes are found again before the browser paints; others within the wait of an observer. */
  function lose(): void {
    attached?.abort();
    target = undefined;
    const again = locate(options.locators).target;
    if (again) return regain(again);
    hole = undefined;
    scrim?.setAttribute('d', '');
    if (ring) ring.hidden = true;
    options.lost();
    void waitForTarget(options.locators, Infinity, signal).then((late) => {
      if (late && !signal.aborted) regain(late);
    });
  }

  function regain(next: Element): void {
    if (ring) ring.hidden = false;
    attach(next);
    options.found(next);
    wake();
  }

  function watchRemoval(element: Element, until: AbortSignal): void {
    const removal = new MutationObserver(() => {
      if (target && !target.isConnected) lose();
    });
    for (let root = element.getRootNode(); ; root = root.host.getRootNode()) {
      removal.observe(root, { childList: true, subtree: true });
      // Not by its `host`: a link that is nowhere has one, too.
      if (!(root instanceof ShadowRoot)) break;
    }
    until.addEventListener('abort', () => removal.disconnect());
  }

  const listen = { capture: true, passive: true, signal };
  for (const type of ['scroll', 'resize', 'transitionrun', 'animationstart', 'load', 'input']) {
    window.addEventListener(type, wake, listen);
  }
  window.visualViewport?.addEventListener('resize', wake, { signal });
  signal.addEventListener('abort', () => {
    attached?.abort();
    cancelAnimationFrame(frame);
  });
  attach(options.target);
  wake();
  return { target: () => target, hole: () => hole, wake };
}

function drawRing(ring: HTMLElement, rect: Rect, style: CSSStyleDeclaration): void {
  ring.hidden = rect.width <= 0 || rect.height <= 0;
  ring.style.transform = `translate(${rect.x}px,${rect.y}px)`;
  ring.style.width = `${rect.width}px`;
  ring.style.height = `${rect.height}px`;
  ring.style.borderRadius = style.borderRadius === '0px' ? '3px' : style.borderRadius;
}
