// The moments that campaigns wait for on this page: an element, a pause, the way out, the way down. A chunk of its own,
// loaded when the engine first asks for one. Nothing polls: events and observers tell.
import type { Locator, Watch } from './contract.ts';

/** Finds elements; it comes with the surfaces, which a page needs anyway when such a campaign may show. */
export interface Finder {
  locate(locators: readonly Locator[]): { target: Element | undefined };
  waitForTarget(
    locators: readonly Locator[],
    wait_ms: number,
    signal: AbortSignal,
  ): Promise<Element | undefined>;
}

export interface MomentsOptions {
  signal: AbortSignal;
  load_finder(): Promise<Finder>;
  /** What was waited for happened. */
  happened(watch: Watch): void;
}

export interface Moments {
  /** What to look out for from now on. What was looked out for before goes on, or ends; each happens once. */
  watch(watches: readonly Watch[]): void;
  /** Another page view: all begin anew with the next `watch`. */
  forget(): void;
}

const kInputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', 'touchstart'];
/** Half of an element, or of what the viewport can show of it, is on screen: it was seen. */
const kSeenShare = 0.5;

export function createMoments({ signal, load_finder, happened }: MomentsOptions): Moments {
  const running = new Map<string, AbortController>();
  signal.addEventListener('abort', forget);

  function forget(): void {
    for (const abort of running.values()) abort.abort();
    running.clear();
  }

  async function begin(watch: Watch, until: AbortSignal): Promise<void> {
    const fire = () => {
      if (!until.aborted) happened(watch);
    };
    switch (watch.on) {
      case 'element': {
        const finder = await load_finder();
        if (until.aborted) return;
        if (watch.is === 'clicked') return watchClicks(watch.targets, finder, fire, until);
        const find = () => finder.waitForTarget(watch.targets, Infinity, until);
        const target = await find();
        if (!target) return;
        return watch.is === 'seen' ? watchSight(target, find, fire, until) : fire();
      }
      case 'idle':
        return watchIdle(watch.after_ms, fire, until);
      case 'exit_intent':
        return watchExit(fire, until);
      case 'scroll':
        return watchScroll(watch.percent / 100, fire, until);
    }
  }

  return {
    forget,
    watch(watches) {
      if (signal.aborted) return;
      const wanted = new Map(watches.map((watch) => [JSON.stringify(watch), watch]));
      for (const [key, abort] of running) {
        if (wanted.has(key)) continue;
        abort.abort();
        running.delete(key);
      }
      for (const [key, watch] of wanted) {
        if (running.has(key)) continue;
        const abort = new AbortController();
        running.set(key, abort);
        const once = (): void => abort.abort();
        begin(watch, abort.signal).catch(once);
      }
    },
  };
}

function watchClicks(
  targets: readonly Locator[],
  { locate }: Finder,
  fire: () => void,
  signal: AbortSignal,
): void {
  let fired = false;
  const onClick = (event: Event) => {
    const { target } = locate(targets);
    if (fired || !target || !event.composedPath().includes(target)) return;
    fired = true;
    fire();
  };
  // Before the page's own listeners: they may take the element away, or the page.
  window.addEventListener('click', onClick, { capture: true, signal });
}

function watchSight(
  first: Element,
  find: () => Promise<Element | undefined>,
  fire: () => void,
  signal: AbortSignal,
): void {
  let target = first;
  const thresholds = Array.from({ length: 11 }, (_, tenth) => tenth / 10);
  const sight = new IntersectionObserver(onSight, { threshold: thresholds });
  const removal = new MutationObserver(() => void lookAgain());
  function end(): void {
    sight.disconnect();
    removal.disconnect();
  }
  function begin(): void {
    sight.observe(target);
    removal.observe(target.getRootNode(), { childList: true, subtree: true });
  }
  function onSight(entries: IntersectionObserverEntry[]): void {
    const entry = entries.at(-1);
    if (!entry?.isIntersecting) return;
    const fills = entry.intersectionRect.height >= innerHeight * kSeenShare;
    if (entry.intersectionRatio < kSeenShare && !fills) return;
    end();
    fire();
  }
  /** The page drew it anew: the next one that is found is meant. */
  async function lookAgain(): Promise<void> {
    if (target.isConnected) return;
    end();
    const next = await find();
    if (!next || signal.aborted) return;
    target = next;
    begin();
  }
  signal.addEventListener('abort', end);
  begin();
}

/** Nothing was done for so long while the page was looked at. */
function watchIdle(after_ms: number, fire: () => void, signal: AbortSignal): void {
  let last_ms = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    const left_ms = last_ms + after_ms - performance.now();
    if (document.hidden) timer = undefined;
    else if (left_ms > 0) timer = setTimeout(wait, left_ms);
    else fire();
  };
  const onInput = () => {
    last_ms = performance.now();
  };
  for (const type of kInputs) {
    window.addEventListener(type, onInput, { capture: true, passive: true, signal });
  }
  document.addEventListener(
    'visibilitychange',
    () => {
      onInput();
      clearTimeout(timer);
      wait();
    },
    { signal },
  );
  signal.addEventListener('abort', () => clearTimeout(timer));
  wait();
}

/** The pointer leaves over the top edge, where tabs and the address are. */
function watchExit(fire: () => void, signal: AbortSignal): void {
  let fired = false;
  const onOut = (event: MouseEvent) => {
    if (fired || event.relatedTarget !== null || event.clientY > 0) return;
    fired = true;
    fire();
  };
  document.addEventListener('mouseout', onOut, { passive: true, signal });
}

/** So much of the page was scrolled through; of an application, of the box that fills its window. */
function watchScroll(share: number, fire: () => void, signal: AbortSignal): void {
  let fired = false;
  const onScroll = ({ target }: Event) => {
    const box = target instanceof Element ? target : document.scrollingElement;
    if (fired || !box || box.clientHeight < innerHeight / 2) return;
    if ((box.scrollTop + box.clientHeight + 1) / box.scrollHeight < share) return;
    fired = true;
    fire();
  };
  window.addEventListener('scroll', onScroll, { capture: true, passive: true, signal });
}
