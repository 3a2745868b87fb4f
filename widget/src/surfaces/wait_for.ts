// Waiting for targets without polling: observers and events, one set of them for all that wait, say when to look again.
import type { Locator } from '../contract.ts';
import { type Search, isVisible, locate, searchTogether } from './locate.ts';

/** What can make a present element visible without touching the tree: animations, late styles, opened layers, a new size. */
const kRevealing = ['transitionend', 'animationend', 'animationstart', 'toggle', 'load', 'resize'];
/** So long after the wait began there may be a search in every frame, since a page is being built; later with pauses. */
const kBuilding_ms = 1000;
const kPause_ms = 200;
/** A search that took long is followed by a pause of so many times that: a page of any size has the rest of the time. */
const kRest = 10;

interface Waiter {
  search(): Search;
  since_ms: number;
  /** The attributes that can make an element be what is waited for are named in here, as far as they are known. */
  words: string;
  /** Any change may be the one. */
  any: boolean;
  /** Something changed since the last search. */
  stale: boolean;
}

const waiters = new Set<Waiter>();
let watch: ReturnType<typeof startWatch> | undefined;

/** Attributes matter that a selector names, and by which elements are called. Others only hide and show. */
function wordsOf(locators: readonly Locator[]): string {
  const word = ({ css = '', text }: Locator) =>
    css.toLowerCase().replace(/\./g, ' class ').replace(/#/g, ' id ') +
    (text === undefined ? '' : ' aria-label type value characterData');
  return locators.map(word).join();
}

function matters(waiter: Waiter, { type, attributeName }: MutationRecord): boolean {
  return waiter.any || type === 'childList' || waiter.words.includes(attributeName ?? type);
}

/** Searches at most once a frame, whenever something changed that could bring a target into being. */
function startWatch() {
  const life = new AbortController();
  const watched = new Set<Node>();
  const awaited = new Set<string>();
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended_ms = 0;
  let took_ms = 0;

  const note = (waiter: Waiter, { trees, undefined_names, unseen }: Search) => {
    waiter.stale = false;
    // What is there is to be seen; what is in another tree may be there already, and nobody was told.
    waiter.any = unseen || /:|>>|\|/.test(waiter.words);
    for (const name of undefined_names) {
      if (!awaited.has(name)) void customElements.whenDefined(name).then(all, () => undefined);
      awaited.add(name);
    }
    for (const tree of trees) {
      if (watched.has(tree) || life.signal.aborted) continue;
      watched.add(tree);
      changes.observe(tree, {
        childList: true,
        subtree: true,
        attributes: true,
        characterData: true,
      });
    }
  };
  const lookAll = () => {
    frame = 0;
    const began_ms = performance.now();
    searchTogether(() => {
      for (const waiter of waiters) if (waiter.stale) note(waiter, waiter.search());
    });
    ended_ms = performance.now();
    took_ms = ended_ms - began_ms;
  };
  const request = () => {
    if (!life.signal.aborted) frame ||= requestAnimationFrame(lookAll);
  };
  const soon = (stale: (waiter: Waiter) => boolean) => {
    const now_ms = performance.now();
    let pause_ms = kPause_ms;
    let isNews = false;
    for (const waiter of waiters) {
      if (!waiter.stale && stale(waiter)) isNews = waiter.stale = true;
      if (waiter.stale && now_ms - waiter.since_ms < kBuilding_ms) pause_ms = 0;
    }
    if (!isNews) return;
    clearTimeout(timer);
    const left_ms = Math.max(pause_ms, kRest * took_ms) - (now_ms - ended_ms);
    if (left_ms > 0) timer = setTimeout(request, left_ms);
    else request();
  };
  const all = () => soon(() => true);
  const changes = new MutationObserver((records) =>
    soon((waiter) => records.some((record) => matters(waiter, record))),
  );
  const settings = { capture: true, passive: true, signal: life.signal };
  for (const type of kRevealing) window.addEventListener(type, all, settings);
  return {
    note,
    end() {
      life.abort();
      changes.disconnect();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    },
  };
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
  const search = () => locate(locators, is_there);
  const first = search();
  if (first.target || wait_ms <= 0 || signal.aborted) return Promise.resolve(first.target);
  return new Promise((resolve) => {
    const waiting = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (target: Element | undefined) => {
      clearTimeout(timer);
      waiting.abort();
      waiters.delete(waiter);
      if (waiters.size === 0) {
        watch?.end();
        watch = undefined;
      }
      resolve(target);
    };
    const waiter: Waiter = {
      search() {
        const found = search();
        if (found.target) settle(found.target);
        return found;
      },
      since_ms: performance.now(),
      words: wordsOf(locators),
      any: false,
      stale: false,
    };
    waiters.add(waiter);
    if (wait_ms !== Infinity) timer = setTimeout(() => settle(search().target), wait_ms);
    signal.addEventListener('abort', () => settle(undefined), { signal: waiting.signal });
    (watch ??= startWatch()).note(waiter, first);
  });
}
