// What is lit besides the target. A chunk of its own, since few steps have it; what it shares with the chunk beside it is
// handed in, so that it shares no file with it.
import type { Locator } from '../contract.ts';
import type { Rect } from './geometry.ts';

export interface LightKit {
  card: HTMLElement;
  /** One for each locator. */
  rings: readonly HTMLElement[];
  /** Has everything drawn anew. */
  wake(): void;
  signal: AbortSignal;
  waitForTarget(
    locators: readonly Locator[],
    wait_ms: number,
    signal: AbortSignal,
  ): Promise<Element | undefined>;
  watchBox(element: Element, card: Element, changed: () => void, signal: AbortSignal): void;
  isVisible(element: Element): boolean;
  /** What of the element is seen in the viewport. */
  seenOf(element: Element): Rect;
  sameRect(a: Rect, b: Rect): boolean;
  /** Draws a ring on an element, and returns the path of the hole for it. */
  light(element: Element, rect: Rect, ring: HTMLElement | undefined): string;
}

export interface Light {
  element(): Element | undefined;
  /** Draws its ring. True when something changed. */
  draw(): boolean;
  /** The hole for it. */
  path(): string;
}

/** Each element is lit as soon as it is there. Its place is looked at whenever the target's is. */
export function createLights(locators: readonly Locator[], kit: LightKit): Light[] {
  return locators.map((locator, index) => lightOf(locator, kit.rings[index], kit));
}

function lightOf(locator: Locator, ring: HTMLElement | undefined, kit: LightKit): Light {
  let element: Element | undefined;
  let drawn: Rect | undefined;
  let path = '';
  let attached = new AbortController();

  function find(): void {
    attached.abort();
    attached = new AbortController();
    const mine = attached.signal;
    element = drawn = undefined;
    path = '';
    if (ring) ring.hidden = true;
    void kit.waitForTarget([locator], Infinity, kit.signal).then((found) => {
      if (!found || kit.signal.aborted) return;
      element = found;
      kit.watchBox(found, kit.card, kit.wake, mine);
      kit.wake();
    });
  }
  kit.signal.addEventListener('abort', () => attached.abort());
  find();
  return {
    element: () => element,
    path: () => path,
    draw() {
      if (!element) return false;
      if (!element.isConnected || !kit.isVisible(element)) {
        find();
        return true;
      }
      const rect = kit.seenOf(element);
      if (drawn && kit.sameRect(rect, drawn)) return false;
      drawn = rect;
      path = kit.light(element, rect, ring);
      return true;
    },
  };
}
