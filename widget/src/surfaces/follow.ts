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
import type { Light, LightKit } from './lights.ts';
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
  /** Lights what the step lights besides its target. */
  lit: ((kit: LightKit) => Light[]) | undefined;
  /** The rings that lie on the target and on what else is lit, and the dimmed page with holes for them. */
  rings: readonly HTMLElement[];
  scrim: SVGPathElement | null;
  /** Where (0, 0) of the root is: not in the corner only where the top layer is missing. */
  origin(): { x: number; y: number };
  /** Where the spotlight comes from, to glide over. */
  from: Rect | undefined;
  /** `seen`: the part of the target that its scrollers let through. */
  place(rect: Rect, seen: Rect): void;
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
  const light = (element: Element, { x, y, width, height }: Rect, on: HTMLElement | undefined) => {
    const style = getComputedStyle(element);
    const origin = options.origin();
    const local = { x: x - origin.x, y: y - origin.y, width, height };
    if (on) drawRing(on, local, style);
    return holePath(local, radiiOf(style, local));
  };
  const lights =
    options.lit?.({
      ...{ card, rings: others, wake: () => wake(), signal, waitForTarget, watchBox, isVisible },
      ...{ sameRect, light },
      seenOf: (element) => clip(viewportRect(element), scrollersOf(element).clippers),
    }) ?? [];

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
    const relit = lights.filter((one) => one.draw()).length > 0;
    const moved = !placed || !hole || !sameRect(rect, placed) || !sameRect(seen, hole);
    if (moved || relit) {
      placed = rect;
      hole = seen;
      const paths = [light(target, seen, ring), ...lights.map((one) => one.path())];
      scrim?.setAttribute('d', kEverything + paths.join(''));
    }
    // Even where the target rests: the card may have grown, or the viewport shrunk.
    options.place(rect, seen);
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
  for (const type of ['resize', 'scroll']) {
    window.visualViewport?.addEventListener(type, wake, { signal });
  }
  signal.addEventListener('abort', () => {
    attached?.abort();
    cancelAnimationFrame(frame);
  });
  attach(options.target);
  wake();
  return {
    target: () => target,
    lit: () => lights.flatMap((one) => one.element() ?? []),
    hole: () => hole,
    wake,
  };
}

function drawRing(ring: HTMLElement, rect: Rect, style: CSSStyleDeclaration): void {
  ring.hidden = rect.width <= 0 || rect.height <= 0;
  ring.style.transform = `translate(${rect.x}px,${rect.y}px)`;
  ring.style.width = `${rect.width}px`;
  ring.style.height = `${rect.height}px`;
  ring.style.borderRadius = style.borderRadius === '0px' ? '3px' : style.borderRadius;
}
