// Waiting for a target without polling: observers and events say when to look again.
import type { Locator } from '../contract.ts';
import { type Search, isVisible, locate } from './locate.ts';

/** What can make a present element visible without touching the tree: animations, late styles, opened layers, a new size. */
const kRevealing = ['transitionend', 'animationend', 'animationstart', 'toggle', 'load', 'resize'];

/** Searches at most once a frame, whenever something changed that could bring a target into being. */
function onChange(search: () => Search, signal: AbortSignal): void {
  let frame = 0;
  const watched = new Set<Node>();
  const awaited = new Set<string>();
  const mutations = new MutationObserver(() => soon());
  const look = () => {
    frame = 0;
    const { trees, undefined_names } = search();
    for (const name of undefined_names) {
      if (!awaited.has(name)) void customElements.whenDefined(name).then(soon, () => undefined);
      awaited.add(name);
    }
    for (const tree of trees) {
      if (watched.has(tree) || signal.aborted) continue;
      watched.add(tree);
      mutations.observe(tree, {
        childList: true,
        subtree: true,
        attributes: true,
        characterData: true,
      });
    }
  };
  const soon = () => {
    if (!signal.aborted) frame ||= requestAnimationFrame(look);
  };
  for (const type of kRevealing) {
    window.addEventListener(type, soon, { capture: true, passive: true, signal });
  }
  signal.addEventListener('abort', () => {
    mutations.disconnect();
    cancelAnimationFrame(frame);
  });
  look();
}

/**
 * The target, as soon as it is there and visible; nothing after `wait_ms` or when `signal` aborts. A `wait_ms` of
 * Infinity waits for ever.
 */
export function waitForTarget(
  locators: readonly Locator[],
  wait_ms: number,
  signal: AbortSignal,
  is_there = isVisible,
): Promise<Element | undefined> {
  const at_once = locate(locators, is_there).target;
  if (at_once || wait_ms <= 0 || signal.aborted) return Promise.resolve(at_once);
  return new Promise((resolve) => {
    const waiting = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (target: Element | undefined) => {
      clearTimeout(timer);
      waiting.abort();
      resolve(target);
    };
    if (wait_ms !== Infinity)
      timer = setTimeout(() => settle(locate(locators, is_there).target), wait_ms);
    signal.addEventListener('abort', () => settle(undefined), { signal: waiting.signal });
    const search = () => {
      const found = locate(locators, is_there);
      if (found.target) settle(found.target);
      return found;
    };
    onChange(search, waiting.signal);
  });
}
