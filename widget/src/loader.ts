// The script tag: sets up the queueing stub and loads the rest when the page is idle. Classic, tiny, and silent: nothing
// in here may throw into the host.
import type { Stub, StubEntry } from './stub.ts';

/** The main chunk's file name, put in by the build. */
declare const DOCENT_MAIN_CHUNK: string;

const kQueued =
  'init track identify group page dismiss pause resume mute reset erase destroy consent debug';
/** What can be told as text to the tab's next page. */
const kCarried = /^(track|identify|group|reset|mute|consent|erase)$/;
/** Of those, what is still true when consent comes later. */
const kWho = /^(identify|group)$/;
/** As many calls as the widget itself would let wait. */
const kMost = 1000;

try {
  const host = window as unknown as { docent?: Stub };
  const stub: Stub = (host.docent ??= {});
  const script = document.currentScript as HTMLScriptElement | null;
  if (!stub.l && script && (stub.q || !stub.init)) load(stub, script);
} catch {
  // Without a widget the page is as it was.
}

function load(stub: Stub, script: HTMLScriptElement): void {
  stub.l = 1;
  const queue: StubEntry[] = (stub.q ??= []);
  let lost = false;
  const push = (entry: StubEntry) => {
    if (lost) answerNothing(entry);
    if (queue.length < kMost) queue.push(entry);
  };
  const data = { ...script.dataset };
  const methods = stub as Record<string, unknown>;
  for (const name of kQueued.split(' ')) {
    methods[name] = (...args: unknown[]) => push([name, args, Date.now()]);
  }
  for (const name of ['start', 'explain']) {
    methods[name] = (...args: unknown[]) =>
      new Promise((resolve) => push([name, args, Date.now(), resolve]));
  }
  methods.on = (...args: unknown[]) => {
    let remove: unknown;
    let removed = false;
    const entry: StubEntry = ['on', args, Date.now()];
    entry[3] = (made) => {
      remove = made;
      if (removed) (made as () => void)();
    };
    push(entry);
    return () => {
      removed = true;
      if (typeof remove === 'function') remove();
    };
  };

  const save = () => {
    try {
      const calls = queue.filter((entry) => kCarried.test(entry[0]));
      if (calls.length) carry(calls, settings(queue, data));
      // A page that comes back from the back/forward cache must not tell it twice.
      queue.splice(0, queue.length, ...queue.filter((entry) => !calls.includes(entry)));
    } catch {
      // Storage refused: what was called before the widget came is lost with the page.
    }
  };
  addEventListener('pagehide', save);

  const main = new URL(DOCENT_MAIN_CHUNK, script.src).href;
  const run = () => {
    import(main).then(
      (chunk: typeof import('./index.ts')) => {
        removeEventListener('pagehide', save);
        chunk.adopt(stub, data);
      },
      () => {
        // Blocked or offline: the page goes on without prompts, and nobody waits for one.
        lost = true;
        queue.forEach(answerNothing);
        const detail = { code: 'load_failed', path: '', message: main };
        document.dispatchEvent(new CustomEvent('docent:error', { detail }));
      },
    );
  };
  const idle = () => {
    // Safari has no idle callbacks.
    const { requestIdleCallback } = window as Partial<Window>;
    if (requestIdleCallback) requestIdleCallback(run, { timeout: 2000 });
    else setTimeout(run, 200);
  };
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle, { once: true });
  // Firefox loses what a page writes at its end to a storage that it did not open before.
  void sessionStorage.length;
}

/** What `start` and `explain` say when there is no widget. */
function answerNothing([method, { 0: campaign }, , answer]: StubEntry): void {
  if (method === 'start') answer?.({ shown: false, reason: 'load_failed' });
  if (method === 'explain') answer?.({ campaign, verdict: 'blocked', gates: [], next_at_ms: null });
}

interface Settings {
  key?: string | undefined;
  consent?: string | undefined;
}

/** Whose page it is, and what may be stored there until the user says something: by the tag, or by a waiting `init`. */
function settings(queue: StubEntry[], data: DOMStringMap): Settings {
  if (data.key) {
    const required = data.requireConsent !== undefined && data.requireConsent !== 'false';
    return { key: data.key, consent: required ? 'off' : data.consent };
  }
  const { key, consent, require_consent } = (queue.find((entry) => entry[0] === 'init')?.[1][0] ??
    {}) as Settings & { require_consent?: boolean };
  return { key, consent: require_consent ? 'off' : consent };
}

/** Keeps calls for the tab's next page, after those of the pages before, as far as the user agreed. */
function carry(calls: StubEntry[], { key, consent }: Settings): void {
  // Without the key nobody knows what was agreed.
  if (!key) return;
  const choice = `docent.consent.${key}`;
  const name = `docent.calls.${key}`;
  let allowed = localStorage.getItem(choice) ?? consent;
  let kept = JSON.parse(sessionStorage.getItem(name) ?? '[]') as unknown[][];
  for (const [method, args, time_ms] of calls) {
    const mode = String(args[0]);
    const chosen = method === 'consent' && /^(full|summaries|off)$/.test(mode);
    // Every page of the site has to know at once, not only this tab's next one.
    if (chosen) localStorage.setItem(choice, (allowed = mode));
    if (method === 'erase' || (chosen && mode === 'off')) kept = [['erase', [], time_ms]];
    else if (method !== 'consent' && (allowed !== 'off' || kWho.test(method)))
      kept.push([method, Array.from(args), time_ms]);
  }
  // Who it is waits for the choice, but not in a storage.
  if (allowed === 'off') kept = kept.filter(([method]) => method === 'erase');
  if (kept.length) sessionStorage.setItem(name, JSON.stringify(kept.slice(-kMost)));
  else sessionStorage.removeItem(name);
}
