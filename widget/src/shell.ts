// The imperative shell around the engine: it records what happens, steps the engine, and does what the engine asks for.
import { watchActivity } from './activity.ts';
import { watchConfig } from './config.ts';
import {
  firstConsent,
  isOffForGood,
  limitedConsent,
  rememberConsent,
  rememberedConsent,
} from './consent.ts';
import type { Command, CommandBody, ConsentMode, Effect, Explanation, Here } from './contract.ts';
import { createDatabaseStore } from './database_store.ts';
import {
  createEnginePort,
  loadEngineModule,
  type EngineModule,
  type EnginePort,
} from './engine_port.ts';
import type { Emitter, ErrorDetail } from './events.ts';
import { createMemoryStore } from './memory_store.ts';
import { watchNavigation } from './navigation.ts';
import type { InitOptions } from './options.ts';
import { deviceKind, offsetMin, readPage } from './page.ts';
import { createShowing, type ShownAnswer } from './showing.ts';
import { givenStatePlan, withoutBehaviour } from './given_state.ts';
import { acknowledgePlan, createStepper, type HereNow, type Stepped } from './stepper.ts';
import { keepLeftovers } from './leftovers.ts';
import { eraseStored, type OutboxRecord, type Store } from './store.ts';
import { createTransport, type Ack, type Transport } from './transport.ts';
import { uuidV7 } from './uuid.ts';
import { watchTabs, type TabMessage } from './tabs.ts';

const kLeaseRenewalMs = 5_000;
const kStateEveryMs = 60_000;
const kMaxCommandBytes = 64 * 1024;
/** A timer may be late and a clock may be moved: look again at least this often. */
const kLongestWaitMs = 60_000;
const kMaxEngineFailures = 3;
/** A page says who it is once or twice; the bound is for one that does so in a loop. */
const kMostOfWho = 20;

/** What the preview chunk may see and do. */
export interface PreviewPort {
  config(): string | undefined;
  snapshot(): string;
  here(): Here | undefined;
  /** An engine of its own, to be thrown away. Handed in, so that the chunk shares no code with the main one. */
  create_engine(): Promise<EnginePort>;
  new_id(now_ms: number): string;
  /** Called after each change, until the signal aborts. */
  on_change(listener: () => void): void;
  /** While a preview is on screen, the page shows nothing of its own. */
  set_previewing(on: boolean): void;
  locale: string;
  nonce: string | undefined;
  signal: AbortSignal;
}

export interface Shell {
  record(command: CommandBody, time_ms?: number): void;
  page(name: string | undefined, time_ms?: number): void;
  start(campaign: string): Promise<ShownAnswer>;
  explain(campaign: string): Promise<Explanation>;
  dismiss(): void;
  consent(mode: ConsentMode): void;
  erase(): void;
  destroy(): void;
  preview_port(): PreviewPort;
}

export interface ShellOptions {
  options: InitOptions;
  emitter: Emitter;
  /** The host names the first page itself: it is not viewed twice. */
  page_is_named: boolean;
}

/** The first closed gate's code: why a campaign was not shown. */
function reasonOf(explanation: Explanation): string {
  return explanation.gates.find((gate) => !gate.open)?.code ?? 'not_now';
}

export function createShell(shell_options: ShellOptions): Shell {
  const life = new AbortController();
  try {
    return assembleShell(shell_options, life);
  } catch (error) {
    // Half a shell must not go on listening.
    life.abort();
    throw error;
  }
}

function assembleShell(
  { options, emitter, page_is_named }: ShellOptions,
  life: AbortController,
): Shell {
  const { key } = options;
  const { signal } = life;
  const tab = crypto.randomUUID?.() ?? uuidV7(Date.now());
  const locale = options.locale || document.documentElement.lang || navigator.language || 'en';

  let consent = firstConsent(options);
  let erasing: Promise<void> | undefined;
  if (isOffForGood(options)) eraseEarlier();
  let store = openStore();
  let engine: EnginePort | undefined;
  let module: EngineModule | undefined;
  let stepper: ReturnType<typeof createStepper> | undefined;
  let config: string | undefined;
  let page_name: string | undefined;
  let previewing = false;
  let suspended = false;
  let told_visible = true;
  let engine_failures = 0;
  let latest: Stepped | undefined;
  /** Who the page said it is: still true when consent moves what is known from memory into storage, or back. */
  let who: CommandBody[] = [];
  /** Counts what makes an outbox read before it worthless: erasures, and moves between storage and memory. */
  let turn = 0;
  const said = new Set<string>();
  const asked = new Set<string>();
  const change_listeners = new Set<() => void>();

  // Ready: the engine has a campaign file. Settled: it has, or it is known that it cannot for now.
  let settle_start: () => void = () => undefined;
  const start_settled = new Promise<void>((resolve) => (settle_start = resolve));
  const isReady = () => stepper !== undefined && config !== undefined;

  const fail = (error: ErrorDetail): void => void emitter.emit('error', error);
  const failOnce = (error: ErrorDetail): void => {
    if (said.has(error.code)) return;
    said.add(error.code);
    fail(error);
  };

  function now(): number {
    try {
      const ms = options.now?.();
      if (typeof ms === 'number' && Number.isFinite(ms)) return Math.floor(ms);
    } catch {
      // A broken clock of the host: the system's will do.
    }
    return Date.now();
  }

  /** Consent is `off`: what an earlier page stored goes. */
  function eraseEarlier(): void {
    keepLeftovers(key, []);
    erasing = eraseStored(key).catch(() => undefined);
  }

  function openStore(): Store {
    if (consent === 'off') return createMemoryStore();
    return createDatabaseStore({
      key,
      after: erasing,
      fail: (code, message) => failOnce({ code, path: '', message }),
    });
  }

  // --- what happened -------------------------------------------------------------------------------------------

  function record(body: CommandBody, time_ms?: number): void {
    if (signal.aborted) return;
    const now_ms = time_ms ?? now();
    const id = uuidV7(now_ms);
    const command: Command = { ...body, id, now_ms, offset_min: offsetMin(now_ms), tab };
    let text: string;
    try {
      text = JSON.stringify(command);
    } catch (error) {
      return fail({ code: 'bad_value', path: `/${body.type}`, message: String(error) });
    }
    if (text.length > kMaxCommandBytes) {
      return fail({ code: 'too_large', path: `/${body.type}`, message: 'more than 64 KiB' });
    }
    noteWho(body);
    store.append([{ key, id, text }]);
    void step();
  }

  function noteWho(body: CommandBody): void {
    if (body.type === 'reset') who = [];
    if (body.type === 'identify') {
      const { user_id } = body;
      if (who.some((told) => told.type === 'identify' && told.user_id !== user_id)) who = [];
    }
    if (body.type === 'identify' || body.type === 'group') who = [...who, body].slice(-kMostOfWho);
  }

  function viewPage(name: string | undefined, time_ms?: number): void {
    page_name = name;
    showing.forget_declined();
    record({ type: 'page', page: readPage(name) }, time_ms);
  }

  const isVisible = () => document.visibilityState === 'visible' && !previewing;

  function here(): HereNow {
    const now_ms = now();
    const on_screen = showing.on_screen();
    return {
      id: uuidV7(now_ms),
      tab,
      now_ms,
      offset_min: offsetMin(now_ms),
      visible: isVisible(),
      locale,
      page: readPage(page_name),
      device: { kind: deviceKind() },
      ...(on_screen === undefined ? {} : { showing: on_screen }),
    };
  }

  // --- stepping ------------------------------------------------------------------------------------------------

  let running: Promise<unknown> = Promise.resolve();
  let queued: Promise<Stepped | undefined> | undefined;

  /** Steps soon; what comes before it has begun goes into the same step. */
  function step(): Promise<Stepped | undefined> {
    queued ??= running.then(() => {
      queued = undefined;
      const mine = runStep();
      running = mine.catch(() => undefined);
      return mine;
    });
    return queued;
  }

  async function runStep(): Promise<Stepped | undefined> {
    if (!stepper || config === undefined || suspended || signal.aborted) return undefined;
    const from = turn;
    let stepped: Stepped;
    try {
      stepped = await store.transact(stepper.plan);
    } catch (error) {
      if (!suspended && !signal.aborted) recoverEngine(error);
      return undefined;
    }
    if (signal.aborted) return undefined;
    engine_failures = 0;
    try {
      // Found before an erasure, or before consent moved on: it is not posted.
      perform(from === turn ? stepped : { ...stepped, outbox: [] });
    } catch (error) {
      fail({ code: 'effect_failed', path: '', message: String(error) });
    }
    return stepped;
  }

  /** The engine never throws on bad input; if it does, it is a defect: begin with a new one, but not for ever. */
  function recoverEngine(error: unknown): void {
    engine_failures += 1;
    fail({ code: 'engine_failed', path: '', message: String(error) });
    const broken = engine;
    engine = stepper = undefined;
    try {
      broken?.dispose();
    } catch {
      // An engine that trapped may trap again while it is taken apart.
    }
    if (module && engine_failures < kMaxEngineFailures) tryEngine(module);
  }

  function tryEngine(loaded: EngineModule): void {
    try {
      startEngine(loaded);
    } catch (error) {
      // Out of memory, most likely: the page goes on without prompts, and commands wait for the next one.
      engine = stepper = undefined;
      fail({ code: 'engine_failed', path: '', message: String(error) });
      settle_start();
    }
  }

  function startEngine(loaded: EngineModule): void {
    module = loaded;
    engine = createEnginePort(loaded);
    stepper = createStepper({
      key,
      engine,
      here,
      consent: () => consent,
      keeps_summaries: () => consent !== 'off' && transport !== undefined,
    });
    if (config !== undefined) {
      const text = config;
      config = undefined;
      takeConfig(text);
    }
  }

  function takeConfig(text: string): void {
    if (!engine) {
      config = text;
      return;
    }
    const { ok, problems } = engine.load(text);
    if (ok) {
      config = text;
      settle_start();
      void step();
      return;
    }
    const errors = problems.filter((problem) => problem.severity === 'error');
    for (const { code, path, message } of errors.slice(0, 20)) fail({ code, path, message });
    const count = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`;
    fail({ code: 'config_refused', path: '', message: `the campaign file has ${count}` });
    settle_start();
  }

  // --- what the engine asks for --------------------------------------------------------------------------------

  let wake_timer: ReturnType<typeof setTimeout> | undefined;

  function wakeAt(at_ms: number): void {
    clearTimeout(wake_timer);
    const wait = () => {
      const left = at_ms - now();
      if (left <= 0) return void step();
      wake_timer = setTimeout(wait, Math.min(left, kLongestWaitMs));
    };
    wait();
  }

  function perform(stepped: Stepped): void {
    latest = stepped;
    for (const error of stepped.errors) {
      if (error.code === 'state_newer') failOnce(error);
      else fail(error);
    }
    let told = stepped.commands > 0;
    for (const effect of stepped.effects) {
      if (effect.type === 'show' ? !showing.holds(effect) : effect.type === 'hide') told = true;
      performOne(effect);
    }
    if (isVisible()) showing.settle();
    keepLease();
    handOver(stepped.outbox, stepped.urgent);
    if (told) tabs.say({ type: 'changed' });
    if (stepped.changed) offerState(stepped.snapshot);
    for (const listener of change_listeners) listener();
  }

  function performOne(effect: Effect): void {
    switch (effect.type) {
      case 'show':
        // Decided just before the preview began: the engine shows it again when the preview is over.
        if (previewing) break;
        void showing.show(effect, asked.delete(effect.campaign));
        break;
      case 'hide':
        showing.hide(effect.prompt, effect.reason);
        break;
      case 'wake':
        wakeAt(effect.at_ms);
        break;
      case 'outcome': {
        const { campaign, prompt, outcome } = effect;
        emitter.emit(outcome === 'completed' ? 'complete' : 'dismiss', {
          campaign,
          prompt,
          outcome,
        });
        break;
      }
      case 'error':
        fail({ code: effect.code, path: effect.path, message: effect.message });
        break;
      // Posts went into the outbox inside the transaction, signals travel in the summary, and element triggers
      // are not part of the format yet.
      case 'post':
      case 'signal':
      case 'watch':
        break;
    }
  }

  let lease_timer: ReturnType<typeof setInterval> | undefined;

  function keepLease(): void {
    if (showing.busy() && isVisible() && !suspended) {
      lease_timer ??= setInterval(() => void step(), kLeaseRenewalMs);
    } else {
      clearInterval(lease_timer);
      lease_timer = undefined;
    }
  }

  let state_timer: ReturnType<typeof setTimeout> | undefined;
  let offered_ms = -Infinity;

  function offerState(snapshot: string): void {
    const left = offered_ms + kStateEveryMs - performance.now();
    if (left <= 0) {
      offered_ms = performance.now();
      emitter.emit('state', snapshot);
    } else {
      state_timer ??= setTimeout(() => {
        state_timer = undefined;
        if (latest) offerState(latest.snapshot);
      }, left);
    }
  }

  function handOver(outbox: OutboxRecord[], urgent: boolean): void {
    if (consent === 'off') return;
    // Written while more was agreed to; the next step takes out what is not any more.
    const allowed = consent === 'full' ? outbox : outbox.filter(({ personal }) => !personal);
    transport?.update(allowed, urgent);
  }

  async function acknowledged(acks: Ack[]): Promise<void> {
    const from = turn;
    try {
      const outbox = await store.transact(acknowledgePlan(acks));
      if (from === turn) handOver(outbox, false);
    } catch {
      // Not removed: it is sent again by a later page, and counted once there.
    }
  }

  // --- parts ---------------------------------------------------------------------------------------------------

  const showing = createShowing({
    emitter,
    load_presenter: async () => {
      const { createPresenter } = await import('./surfaces/index.ts');
      const nonce = options.nonce === undefined ? {} : { nonce: options.nonce };
      return createPresenter({ locale, ...nonce });
    },
    quiet: () => activity.quiet(),
    record: (command) => record(command),
    fail,
  });

  const transport: Transport | undefined =
    options.collector === undefined
      ? undefined
      : createTransport({
          collector: options.collector,
          key,
          acknowledged: (acks) => void acknowledged(acks),
          fail,
        });

  const activity = watchActivity({
    signal,
    report: reportActivity,
    is_ours: (event) =>
      event
        .composedPath()
        .some((node) => node instanceof Element && node.localName === 'docent-root'),
  });

  function reportActivity(): void {
    const active_ms = activity.take();
    if (active_ms > 0) record({ type: 'activity', active_ms });
  }

  const tabs = watchTabs(key, (message: TabMessage) => {
    // What is remembered counts: a later choice may have overtaken this word of an earlier one.
    if (message.type === 'consent') return applyConsent(rememberedConsent(key) ?? message.mode);
    if (message.type === 'erased') forgetUser();
    if (isVisible()) void step();
  });
  signal.addEventListener('abort', () => tabs.close());

  /** What was stored is gone: nothing held here may bring it back or post it. */
  function forgetUser(): void {
    turn += 1;
    stepper?.forget();
    transport?.forget();
    latest = undefined;
    who = [];
  }

  // --- the page's life -----------------------------------------------------------------------------------------

  function tellVisibility(): void {
    const visible = isVisible();
    if (visible === told_visible) return;
    if (!visible) reportActivity();
    told_visible = visible;
    record({ type: 'visibility', visible });
  }

  function onPageHide(): void {
    reportActivity();
    // Releases the lease: the next page of this tab goes on with the prompt at once.
    if (told_visible) record({ type: 'visibility', visible: false });
    told_visible = false;
    suspended = true;
    store.suspend();
    tabs.close();
    keepLease();
    if (consent !== 'off') transport?.beacon();
  }

  function onPageShow(event: PageTransitionEvent): void {
    if (!event.persisted) return;
    suspended = false;
    store.resume();
    tabs.open();
    // The outbox is as old as the page; and what was agreed may have changed where the user was meanwhile.
    transport?.forget();
    applyConsent(rememberedConsent(key) ?? consent);
    viewPage(page_name);
    tellVisibility();
  }

  function onVisibilityChange(): void {
    if (!suspended) tellVisibility();
  }

  function applyConsent(mode: ConsentMode): void {
    const limited = limitedConsent(mode);
    if (limited === consent) return;
    const was_off = consent === 'off';
    consent = limited;
    // What was to be posted was agreed to otherwise; the next step hands over what may go.
    if (limited !== 'full') transport?.forget();
    if (limited === 'off' || was_off) changeStore(was_off);
    record({ type: 'consent', mode: limited });
  }

  /** From memory into storage, or the other way round; the page goes on with what it may know of the user. */
  function changeStore(was_off: boolean): void {
    turn += 1;
    const before = store;
    const close = () => before.close();
    if (!was_off) erasing = before.erase().then(close, close);
    store = openStore();
    if (latest) {
      const { snapshot } = latest;
      const carried = was_off ? withoutBehaviour(snapshot, now()) : snapshot;
      void store.transact(givenStatePlan(key, carried, now())).catch(() => undefined);
    }
    // What the step before did not see, or what was not to be stored, is said once more.
    if (was_off || !latest) record({ type: 'page', page: readPage(page_name) });
    const told = who;
    who = [];
    for (const body of told) record(body);
  }

  document.addEventListener('visibilitychange', onVisibilityChange, { signal });
  window.addEventListener('pagehide', onPageHide, { signal });
  window.addEventListener('pageshow', onPageShow, { signal });
  watchNavigation({ signal, viewed: () => viewPage(undefined) });

  told_visible = isVisible();
  const { state } = options;
  // A server that kept nothing yet gives null or an empty text.
  if (state && consent !== 'off') {
    Promise.resolve()
      .then(() => store.transact(givenStatePlan(key, state, now())))
      .catch((error: unknown) => {
        fail({ code: 'state_refused', path: '/state', message: String(error) });
      });
  }
  if (!page_is_named) viewPage(undefined);
  watchConfig({
    source: options.config,
    signal,
    found: takeConfig,
    fail: (message) => {
      fail({ code: 'config_unreachable', path: '', message });
      settle_start();
    },
  });
  loadEngineModule().then(
    (loaded) => {
      if (!signal.aborted) tryEngine(loaded);
    },
    (error: unknown) => {
      fail({ code: 'engine_unavailable', path: '', message: String(error) });
      settle_start();
    },
  );

  async function whenReady(): Promise<boolean> {
    await start_settled;
    return isReady() && !signal.aborted;
  }

  return {
    record,
    page: viewPage,
    async start(campaign) {
      if (!(await whenReady())) return { shown: false, reason: 'not_ready' };
      asked.add(campaign);
      showing.forget_declined();
      record({ type: 'start', campaign });
      const stepped = await step();
      asked.delete(campaign);
      if (!stepped || stepped.read_only) return { shown: false, reason: 'read_only' };
      const current = showing.current();
      if (current?.campaign === campaign) return { shown: true };
      for (const effect of stepped.effects) {
        if (effect.type === 'show' && effect.campaign === campaign)
          return showing.show(effect, true);
        if (effect.type === 'error') return { shown: false, reason: effect.code };
      }
      const request = JSON.stringify({ campaign, here: stepped.here });
      return { shown: false, reason: engine ? reasonOf(engine.explain(request)) : 'not_ready' };
    },
    async explain(campaign) {
      if (!(await whenReady()))
        return { campaign, verdict: 'blocked', gates: [], next_at_ms: null };
      const stepped = await step();
      if (!engine || !stepped) return { campaign, verdict: 'blocked', gates: [], next_at_ms: null };
      return engine.explain(JSON.stringify({ campaign, here: stepped.here }));
    },
    dismiss() {
      const current = showing.current();
      if (current) record({ type: 'outcome', prompt: current.prompt, outcome: 'dismissed' });
    },
    consent(mode) {
      rememberConsent(key, mode);
      applyConsent(mode);
      tabs.say({ type: 'consent', mode });
    },
    erase() {
      forgetUser();
      void store.erase().then(
        () => {
          // Once more: a step may have run before the erasure did.
          forgetUser();
          tabs.say({ type: 'erased' });
          viewPage(page_name);
        },
        (error: unknown) => fail({ code: 'erase_failed', path: '', message: String(error) }),
      );
    },
    destroy() {
      if (signal.aborted) return;
      onPageHide();
      life.abort();
      showing.destroy();
      clearTimeout(wake_timer);
      clearTimeout(state_timer);
      clearInterval(lease_timer);
      transport?.stop();
      store.close();
      engine?.dispose();
      engine = stepper = undefined;
      settle_start();
    },
    preview_port: () => ({
      config: () => config,
      snapshot: () => latest?.snapshot ?? '',
      here: () => latest && { ...latest.here, ...here(), device: latest.here.device },
      create_engine: async () => createEnginePort(await loadEngineModule()),
      new_id: uuidV7,
      on_change: (listener) => void change_listeners.add(listener),
      set_previewing(on) {
        previewing = on;
        // A hidden page keeps its copy of a prompt; behind a preview it would stand in the way.
        if (on) showing.withdraw();
        tellVisibility();
      },
      locale,
      nonce: options.nonce,
      signal,
    }),
  };
}
