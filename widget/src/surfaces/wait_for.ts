// Waiting for a target without polling: observers and events say when to look again.
import type { Locator } from '../contract.ts';
import { locate } from './locate.ts';

/** What can make a present element visible without touching the tree: animations, late styles, opened layers, a new size. */
const kRevealing = ['transitionend', 'animationend', 'animationstart', 'toggle', 'load', 'resize'];

/** Calls `look` at most once a frame whenever something changed that could bring a target into being. */
function onChange(locators: readonly Locator[], look: () => void, signal: AbortSignal): void {
  let frame = 0;
  const soon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      watchTrees();
      look();
    });
  };
  const mutations = new MutationObserver(soon);
  const watched = new Set<Node>();
  const watchTrees = () => {
    for (const tree of locate(locators).trees) {
      if (watched.has(tree)) continue;
      watched.add(tree);
      mutations.observe(tree, {
        childList: true,
        subtree: true,
        attributes: true,
        characterData: true,
      });
    }
  };
  watchTrees();
  for (const type of kRevealing) {
    window.addEventListener(type, soon, { capture: true, passive: true, signal });
  }
  signal.addEventListener('abort', () => {
    mutations.disconnect();
    cancelAnimationFrame(frame);
  });
}

/**
 * The target, as soon as it is there and visible; nothing after `wait_ms` or when `signal` aborts. A `wait_ms` of
 * Infinity waits for ever.
 */
export function waitForTarget(
  locators: readonly Locator[],
  wait_ms: number,
  signal: AbortSignal,
): Promise<Element | undefined> {
  const at_once = locate(locators).target;
  if (at_once || wait_ms <= 0 || signal.aborted) return Promise.resolve(at_once);
  return new Promise((resolve) => {
    const waiting = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (target: Element | undefined) => {
      clearTimeout(timer);
      waiting.abort();
      resolve(target);
    };
    const look = () => {
      const { target } = locate(locators);
      if (target) settle(target);
    };
    if (wait_ms !== Infinity) timer = setTimeout(() => settle(locate(locators).target), wait_ms);
    signal.addEventListener('abort', () => settle(undefined), { signal: waiting.signal });
    onChange(locators, look, waiting.signal);
  });
}
