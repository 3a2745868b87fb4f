// The script tag: sets up the queueing stub and loads the rest when the page is idle. Classic, tiny, and silent: nothing
// in here may throw into the host.
import type { Stub, StubEntry } from './stub.ts';

/** The main chunk's file name, put in by the build. */
declare const DOCENT_MAIN_CHUNK: string;

const kQueued =
  'init track identify group page dismiss pause resume mute reset erase destroy consent';
/** What can be told as text to the tab's next page. */
const kCarried = /^(track|identify|group|reset|mute)$/;

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
  const data = { ...script.dataset };
  const methods = stub as Record<string, unknown>;
  for (const name of kQueued.split(' ')) {
    methods[name] = (...args: unknown[]) => void queue.push([name, args, Date.now()]);
  }
  for (const name of ['start', 'explain']) {
    methods[name] = (...args: unknown[]) =>
      new Promise((resolve) => queue.push([name, args, Date.now(), resolve]));
  }
  methods.on = (...args: unknown[]) => {
    let remove: unknown;
    let removed = false;
    const entry: StubEntry = ['on', args, Date.now()];
    entry[3] = (made) => {
      remove = made;
      if (removed) (made as () => void)();
    };
    queue.push(entry);
    return () => {
      removed = true;
      if (typeof remove === 'function') remove();
    };
  };

  const save = () => {
    try {
      const allowed =
        localStorage.getItem(`docent.consent.${data.key}`) ??
        (data.requireConsent !== undefined && data.requireConsent !== 'false'
          ? 'off'
          : data.consent);
      const calls = queue.filter((entry) => kCarried.test(entry[0]));
      if (allowed === 'off' || !calls.length) return;
      const text = JSON.stringify(calls.map((entry) => [entry[0], Array.from(entry[1]), entry[2]]));
      sessionStorage.setItem('docent.calls', text);
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
        // Blocked or offline: the page goes on without prompts.
        const detail = { code: 'load_failed', path: '', message: main };
        document.dispatchEvent(new CustomEvent('docent:error', { detail }));
      },
    );
  };
  const idle = () => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 2000 });
    else setTimeout(run, 200);
  };
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle, { once: true });
}
