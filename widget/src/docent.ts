// The JavaScript API. Every method is safe to call at any time: before `init` calls wait, after `destroy` they do
// nothing, and no mistake of ours reaches the host as an exception.
import type { ConsentMode, Explanation, Traits } from './contract.ts';
import { createEmitter, type EventName, type Handler } from './events.ts';
import { takeCalls, type QueuedCall } from './leftovers.ts';
import { isConsentMode, previewOrigins, type InitOptions } from './options.ts';
import { createShell, type Shell } from './shell.ts';
import type { ShownAnswer } from './showing.ts';

export interface Docent {
  init(options: InitOptions): void;
  /** Something the user did. `props` are what triggers can look at. */
  track(event: string, props?: Record<string, unknown>): void;
  identify(user_id: string, traits?: Traits): void;
  group(account_id: string, traits?: Traits): void;
  /** A page view under a name of your own; views of other addresses are noticed without it. */
  page(name?: string): void;
  /** Closes the prompt on screen, as the user would. */
  dismiss(): void;
  /** Quiet until `resume()`. */
  pause(): void;
  resume(): void;
  /** "Don't show me tips": on, or off again with `false`. */
  mute(muted?: boolean): void;
  /** The user logged out: the next one begins as a new anonymous user. */
  reset(): void;
  /** Deletes everything kept in this browser. */
  erase(): void;
  /** Leaves the page as it was before `init`. */
  destroy(): void;
  /** Shows a campaign because the user asked for it. */
  start(campaign: string): Promise<ShownAnswer>;
  /** Why a campaign would or would not be shown now. */
  explain(campaign: string): Promise<Explanation>;
  consent(mode: ConsentMode): void;
  /** Shows what would show here and why the rest does not, for whoever builds the page; with `false` takes it away. */
  debug(open?: boolean): void;
  /** Returns its own remover. */
  on<Name extends EventName>(event: Name, handler: Handler<Name>): () => void;
}

const kMaxWaiting = 1_000;

/** The first `page` call of a page is its page view: no second one is counted. */
function namesThePage(calls: readonly QueuedCall[]): boolean {
  return calls.some(([method]) => method === 'page');
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;

/** The methods that can wait for the shell, and be carried over a navigation. */
type Deferred = (shell: Shell, args: ArrayLike<unknown>, time_ms: number | undefined) => void;

function needed(value: string | undefined, what: string): string {
  if (value === undefined || value === '')
    throw new TypeError(`${what} must be a non-empty string`);
  return value;
}

const kDeferred: Record<string, Deferred> = {
  track(shell, args, time_ms) {
    const event = needed(asText(args[0]), 'the event');
    const props = asObject(args[1]);
    shell.record({ type: 'track', event, ...(props ? { props } : {}) }, time_ms);
  },
  identify(shell, args, time_ms) {
    const user_id = needed(asText(args[0]), 'the user id');
    const traits = asObject(args[1]);
    shell.record({ type: 'identify', user_id, ...(traits ? { traits } : {}) }, time_ms);
  },
  group(shell, args, time_ms) {
    const account_id = needed(asText(args[0]), 'the account id');
    const traits = asObject(args[1]);
    shell.record({ type: 'group', account_id, ...(traits ? { traits } : {}) }, time_ms);
  },
  page: (shell, args, time_ms) => shell.page(asText(args[0]), time_ms),
  dismiss: (shell) => shell.dismiss(),
  pause: (shell, _args, time_ms) => shell.record({ type: 'pause', paused: true }, time_ms),
  resume: (shell, _args, time_ms) => shell.record({ type: 'pause', paused: false }, time_ms),
  mute: (shell, args, time_ms) => shell.record({ type: 'mute', muted: args[0] !== false }, time_ms),
  reset: (shell, _args, time_ms) => shell.record({ type: 'reset' }, time_ms),
  erase: (shell) => shell.erase(),
  debug: (shell, args) => shell.debug(args[0] !== false),
  consent(shell, args) {
    if (!isConsentMode(args[0])) throw new TypeError('consent is "full", "summaries" or "off"');
    shell.consent(args[0]);
  },
};

/** A call that was made before the widget was there. */
export type Replay = (method: string, args: ArrayLike<unknown>, time_ms: number) => void;

/** One widget. A page has one; tests may want more. */
export function createDocent(): { docent: Docent; replay: Replay } {
  const emitter = createEmitter();
  let shell: Shell | undefined;
  let destroyed = false;
  let waiting: QueuedCall[] = [];
  let started: (() => void)[] = [];

  function guard(where: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      emitter.emit('error', { code: 'bad_call', path: `/${where}`, message });
    }
  }

  function call(method: string, args: ArrayLike<unknown>, time_ms?: number): void {
    // Import-safe: on a server there is no page to engage.
    if (destroyed || typeof document === 'undefined') return;
    const run = kDeferred[method];
    if (!run) return;
    if (shell) {
      const ready = shell;
      guard(method, () => run(ready, args, time_ms));
    } else if (waiting.length < kMaxWaiting) {
      waiting.push([method, args, time_ms ?? Date.now()]);
    }
  }

  /** Resolves when there is a shell, or none will come. */
  async function whenStarted(): Promise<Shell | undefined> {
    if (!shell && !destroyed && typeof document !== 'undefined')
      await new Promise<void>((resolve) => started.push(resolve));
    return shell;
  }

  function release(): void {
    for (const resolve of started) resolve();
    started = [];
  }

  function init(options: InitOptions): void {
    if (typeof document === 'undefined') return;
    guard('init', () => {
      if (shell) return;
      needed(asText(options?.key), 'init: the key');
      if (options.config === undefined) throw new TypeError('init: the config is missing');
      destroyed = false;
      // First what an earlier page of this tab could not hand over, then what waited here.
      const calls = [...takeCalls(options.key), ...waiting];
      waiting = [];
      const made = createShell({ options, emitter, page_is_named: namesThePage(calls) });
      shell = made;
      for (const [method, args, time_ms] of calls) call(method, args, time_ms);
      release();
      offerPreview(made, options);
    });
  }

  function offerPreview(made: Shell, options: InitOptions): void {
    const peer = window.opener ?? (window.parent === window ? null : window.parent);
    const origins = previewOrigins(options.preview);
    if (peer === null || origins.length === 0) return;
    const fail = (error: unknown) => {
      emitter.emit('error', { code: 'preview_failed', path: '', message: String(error) });
    };
    import('./preview.ts')
      .then(({ startPreview }) =>
        startPreview({ port: made.inside(), peer, origins, api: docent, fail }),
      )
      .catch(fail);
  }

  const docent: Docent = {
    init,
    track: (...args) => call('track', args),
    identify: (...args) => call('identify', args),
    group: (...args) => call('group', args),
    page: (...args) => call('page', args),
    dismiss: () => call('dismiss', []),
    pause: () => call('pause', []),
    resume: () => call('resume', []),
    mute: (...args) => call('mute', args),
    reset: () => call('reset', []),
    erase: () => call('erase', []),
    consent: (...args) => call('consent', args),
    debug: (...args) => call('debug', args),
    async start(campaign) {
      const ready = await whenStarted();
      return ready ? ready.start(asText(campaign) ?? '') : { shown: false, reason: 'destroyed' };
    },
    async explain(campaign) {
      const ready = await whenStarted();
      if (ready) return ready.explain(asText(campaign) ?? '');
      return { campaign, verdict: 'blocked', gates: [], next_at_ms: null };
    },
    on: (event, handler) => emitter.on(event, handler),
    destroy() {
      guard('destroy', () => shell?.destroy());
      shell = undefined;
      destroyed = true;
      waiting = [];
      release();
    },
  };
  return { docent, replay: call };
}
