// Keeps the spotlight and the tooltip on a target while it moves, is replaced, or goes away. Sleeps while nothing moves.
import type { Locator } from '../contract.ts';
import {
  type Rect,
  clip,
  holePath,
  kEverything,
  mix,
  radiiOf,
  sameRect,
  viewportRect,
} from './geometry.ts';
import { parentOf } from './layer.ts';
import { isVisible, locate } from './locate.ts';
import { prefersReducedMotion } from './reveal.ts';
import { scrollersOf } from './scrollers.ts';
import { waitForTarget } from './wait_for.ts';
import { watchBox } from './watch_box.ts';

const kGlide_ms = 260;
/** Still frames after which the loop sleeps: an animation that eases in moves little at first. */
const kCalmFrames = 12;
/** What may have moved or hidden a target, besides what is observed. */
const kStirring = [
  'scroll',
  'resize',
  'transitionrun',
  'transitionend',
  'animationstart',
  'animationend',
  'load',
  'input',
];

export interface FollowOptions {
  target: Element;
  locators: readonly Locator[];
  card: HTMLElement;
  /** What is lit besides the target, each by itself. */
  lit: readonly Locator[];
  /** The rings that lie on the target and on what else is lit, and the dimmed page with holes for them. */
  rings: readonly HTMLElement[];
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
  /** What else is lit. */
  lit(): Element[];
  /** The hole as last drawn. */
  hole(): Rect | undefined;
  /** Looks at once, and in every frame until all is still. */
  wake(): void;
}

export function follow(options: FollowOptions): Following {
  const { card, scrim, signal } = options;
  const [ring, ...others] = options.rings;
  let target: Element | undefined;
  let clippers: Element[] = [];
  let placed: Rect | undefined;
  let hole: Rect | undefined;
  let frame = 0;
  let calm = 0;
  let attached: AbortController | undefined;
  const glideFrom = prefersReducedMotion() ? undefined : options.from;
  const started = performance.now();
  const lights = options.lit.map((locator, index) =>
    lightOf(locator, others[index], card, () => wake(), signal),
  );

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
    const { x, y } = options.origin();
    const relit = lights.map((light) => light.draw(x, y));
    const moved = !placed || !hole || !sameRect(rect, placed) || !sameRect(seen, hole);
    if (moved || relit.some(Boolean)) {
      placed = rect;
      hole = seen;
      const style = getComputedStyle(target);
      const local = { ...seen, x: seen.x - x, y: seen.y - y };
      const paths = [holePath(local, radiiOf(style, seen)), ...lights.map((light) => light.path())];
      scrim?.setAttribute('d', kEverything + paths.join(''));
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
    watchLife(next, attached.signal);
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
    attach(next);
    options.found(next);
    wake();
  }

  /** Told by the tree when the target, or a frame around it, is taken out; and of what may hide it without moving it. */
  function watchLife(element: Element, until: AbortSignal): void {
    const changes = new MutationObserver((records) => {
      if (!target?.isConnected || !target.ownerDocument.defaultView) lose();
      else if (records.some(({ type }) => type === 'attributes')) wake();
    });
    for (let node: Node | null = element; node; node = parentOf(node)) {
      const isTree = node.nodeType !== Node.ELEMENT_NODE;
      changes.observe(node, isTree ? { childList: true, subtree: true } : { attributes: true });
    }
    until.addEventListener('abort', () => changes.disconnect());
  }

  const listen = { capture: true, passive: true, signal };
  for (const type of kStirring) {
    window.addEventListener(type, wake, listen);
  }
  window.visualViewport?.addEventListener('resize', wake, { signal });
  signal.addEventListener('abort', () => {
    attached?.abort();
    cancelAnimationFrame(frame);
  });
  attach(options.target);
  wake();
  return {
    target: () => target,
    lit: () => lights.flatMap((light) => light.element() ?? []),
    hole: () => hole,
    wake,
  };
}

interface Light {
  element(): Element | undefined;
  /** Draws its ring. True when something changed. */
  draw(origin_x: number, origin_y: number): boolean;
  /** The hole for it. */
  path(): string;
}

/** One more element that is lit, as soon as it is there. Its place is looked at whenever the target's is. */
function lightOf(
  locator: Locator,
  ring: HTMLElement | undefined,
  card: HTMLElement,
  wake: () => void,
  signal: AbortSignal,
): Light {
  let element: Element | undefined;
  let clippers: Element[] = [];
  let drawn: Rect | undefined;
  let path = '';
  let attached = new AbortController();

  function find(): void {
    attached.abort();
    attached = new AbortController();
    const mine = attached.signal;
    element = undefined;
    path = '';
    if (ring) ring.hidden = true;
    void waitForTarget([locator], Infinity, signal).then((found) => {
      if (!found || signal.aborted) return;
      element = found;
      clippers = scrollersOf(found).clippers;
      drawn = undefined;
      watchBox(found, card, wake, mine);
      wake();
    });
  }
  signal.addEventListener('abort', () => attached.abort());
  find();
  return {
    element: () => element,
    path: () => path,
    draw(x, y) {
      if (!element) return false;
      if (!element.isConnected || !isVisible(element)) {
        find();
        return true;
      }
      const rect = clip(viewportRect(element), clippers);
      if (drawn && sameRect(rect, drawn)) return false;
      drawn = rect;
      const style = getComputedStyle(element);
      const local = { ...rect, x: rect.x - x, y: rect.y - y };
      path = holePath(local, radiiOf(style, rect));
      if (ring) drawRing(ring, local, style);
      return true;
    },
  };
}

function drawRing(ring: HTMLElement, rect: Rect, style: CSSStyleDeclaration): void {
  ring.hidden = rect.width <= 0 || rect.height <= 0;
  ring.style.transform = `translate(${rect.x}px,${rect.y}px)`;
  ring.style.width = `${rect.width}px`;
  ring.style.height = `${rect.height}px`;
  ring.style.borderRadius = style.borderRadius === '0px' ? '3px' : style.borderRadius;
}
