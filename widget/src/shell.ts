// The imperative shell around the engine: it records what happens, steps the engine, and does what the engine asks for.
import { watchActivity } from './activity.ts';
import { createAgreedStore } from './agreed_store.ts';
import { createClock } from './clock.ts';
import { watchConfig } from './config.ts';
import type { Command, CommandBody, ConsentMode, Explanation } from './contract.ts';
import type { Debug } from './debug/index.ts';
import { createEffects } from './effects.ts';
import { createEnginePort, loadWholeEngineModule } from './engine_port.ts';
import type { DocentEvents, Emitter, ErrorDetail } from './events.ts';
import type { InsidePort } from './inside_port.ts';
import { jsonText } from './json.ts';
import { watchNavigation } from './navigation.ts';
import type { InitOptions } from './options.ts';
import { deviceKind, offsetMin, readPage } from './page.ts';
import { watchPageLife } from './page_life.ts';
import { runEngine } from './running_engine.ts';
import { createPassive } from './passive.ts';
import { createShowing, type ShownAnswer } from './showing.ts';
import type { Stepped } from './stepper.ts';
import type { OutboxRecord, Plan } from './store.ts';
import { watchTabs } from './tabs.ts';
import { createTransport } from './transport.ts';
import type { HereNow } from './turn.ts';
import { uuidV7 } from './uuid.ts';

const kMaxCommandBytes = 64 * 1024;
/** So many commands are remembered for whoever looks inside. */
const kRecentCommands = 30;

export interface Shell {
  record(command: CommandBody, time_ms?: number): void;
  page(name: string | undefined, time_ms?: number): void;
  start(campaign: string): Promise<ShownAnswer>;
  explain(campaign: string): Promise<Explanation>;
  dismiss(): void;
  consent(mode: ConsentMode): void;
  erase(): void;
  debug(open: boolean): void;
  destroy(): void;
  /** For the preview and the debug overlay. */
  inside(): InsidePort;
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

const unexplained = (campaign: string): Explanation => ({
  campaign,
  verdict: 'blocked',
  gates: [],
  next_at_ms: null,
});

const isOurs = (event: Event): boolean =>
  event
    .composedPath()
    .some((node) => node instanceof Element && node.localName.startsWith('docent-'));

export function createShell(shell_options: ShellOptions): Shell {
  const abort = new AbortController();
  try {
    return assembleShell(shell_options, abort);
  } catch (error) {
    // Half a shell must not go on listening.
    abort.abort();
    throw error;
  }
}

function assembleShell(
  { options, emitter, page_is_named }: ShellOptions,
  abort: AbortController,
): Shell {
  const { key } = options;
  const { signal } = abort;
  const tab = crypto.randomUUID?.() ?? uuidV7(Date.now());
  const locale = options.locale || document.documentElement.lang || navigator.language || 'en';
  const now = createClock(options.now);
  let page_name: string | undefined;
  let latest: Stepped | undefined;
  const snapshot = () => latest?.snapshot;
  const said = new Set<string>();
  const asked = new Set<string>();
  const recent: Command[] = [];
  const change_listeners = new Set<() => void>();

  const fail = (error: ErrorDetail): void => void emitter.emit('error', error);
  const failOnce = (error: ErrorDetail): void => {
    if (said.has(error.code)) return;
    said.add(error.code);
    fail(error);
  };

  // --- what happened -------------------------------------------------------------------------------------------

  function record(body: CommandBody, time_ms?: number): void {
    if (signal.aborted) return;
    const now_ms = time_ms ?? now();
    const id = uuidV7(now_ms);
    const command: Command = { ...body, id, now_ms, offset_min: offsetMin(now_ms), tab };
    let text: string;
    try {
      text = jsonText(command);
    } catch (error) {
      return fail({ code: 'bad_value', path: `/${body.type}`, message: String(error) });
    }
    if (text.length > kMaxCommandBytes) {
      return fail({ code: 'too_large', path: `/${body.type}`, message: 'more than 64 KiB' });
    }
    if (recent.push(command) > kRecentCommands) recent.shift();
    agreed.note(body);
    agreed.store().append([{ key, id, text }]);
    void step();
    // The first tooltip is there: what the user does with it is what the rest is for.
    if (body.type === 'shown') void engine.whole();
  }

  function viewPage(name: string | undefined, time_ms?: number): void {
    page_name = name;
    showing.forget_declined();
    passive.forget_declined();
    effects.begin_page();
    record({ type: 'page', page: readPage(name) }, time_ms);
  }

  function reportActivity(): void {
    const active_ms = activity.take();
    if (active_ms > 0) record({ type: 'activity', active_ms });
  }

  let waits_for_quiet = false;
  /** Whether the user types now; if so, the engine is asked again when they are done. */
  function isTyping(): boolean {
    const typing = activity.typing();
    if (typing && !waits_for_quiet) {
      waits_for_quiet = true;
      void activity.quiet().then(() => {
        waits_for_quiet = false;
        if (!signal.aborted && !life.suspended()) void step();
      });
    }
    return typing;
  }

  function here(): HereNow {
    const now_ms = now();
    const on_screen = showing.on_screen();
    const beside = passive.on_screen();
    return {
      id: uuidV7(now_ms),
      tab,
      now_ms,
      offset_min: offsetMin(now_ms),
      visible: life.visible(),
      locale,
      page: readPage(page_name),
      device: { kind: deviceKind() },
      ...(on_screen === undefined ? {} : { showing: on_screen }),
      ...(beside.length === 0 ? {} : { passive: beside, open: passive.opened() }),
      ...(isTyping() ? { typing: true } : {}),
    };
  }

  // --- what is done about it -----------------------------------------------------------------------------------

  const step = () => engine.step();

  function perform(stepped: Stepped, from_turn: number): void {
    latest = stepped;
    effects.perform(stepped);
    // Found before an erasure, or before consent moved on: it is not posted.
    if (from_turn === agreed.turn()) deliver(stepped.outbox, stepped.urgent);
    for (const listener of change_listeners) listener();
  }

  function deliver(outbox: OutboxRecord[], urgent: boolean): void {
    if (agreed.consent() === 'off') return;
    // Written while more was agreed to; the next step takes out what is not any more.
    const may_say_who = agreed.consent() === 'full';
    transport?.update(may_say_who ? outbox : outbox.filter(({ personal }) => !personal), urgent);
  }

  async function acknowledged(plan: Plan<OutboxRecord[]>): Promise<void> {
    const from_turn = agreed.turn();
    try {
      const outbox = await agreed.store().transact(plan);
      if (from_turn === agreed.turn()) deliver(outbox, false);
    } catch {
      // Not removed: it is sent again by a later page, and counted once there.
    }
  }

  /** What was stored is gone: nothing held here may bring it back or post it. */
  function forgetUser(): void {
    agreed.forget();
    engine.forget();
    transport?.forget();
    recent.length = 0;
    latest = undefined;
  }

  // --- parts ---------------------------------------------------------------------------------------------------

  const life = watchPageLife({
    signal,
    seen(visible) {
      if (!visible) reportActivity();
      record({ type: 'visibility', visible });
    },
    left() {
      reportActivity();
      agreed.store().suspend();
      tabs.close();
      effects.keep_lease();
      if (agreed.consent() !== 'off') transport?.beacon();
    },
    returned() {
      agreed.store().resume();
      tabs.open();
      // The outbox is as old as the page; and what was agreed may have changed where the user was meanwhile.
      transport?.forget();
      agreed.follow(agreed.consent());
      viewPage(page_name);
    },
  });
  const agreed = createAgreedStore({
    options,
    now,
    record,
    view_again: () => record({ type: 'page', page: readPage(page_name) }),
    snapshot,
    withdraw_posts: () => transport?.forget(),
    fail,
    fail_once: failOnce,
  });
  const activity = watchActivity({ signal, report: reportActivity, is_ours: isOurs });
  const showing = createShowing({
    emitter,
    load_presenter: async () => {
      const { createPresenter } = await import('./surfaces/index.ts');
      const nonce = options.nonce === undefined ? {} : { nonce: options.nonce };
      const navigate = (where: DocentEvents['navigate']) => emitter.emit('navigate', where);
      return createPresenter({ locale, navigate, ...nonce });
    },
    quiet: () => activity.quiet(),
    record: (command) => record(command),
    fail,
  });
  const passive = createPassive({
    emitter,
    signal,
    presenter: showing.presenter,
    record: (command) => record(command),
    failed: (campaign, error) =>
      fail({ code: 'surface_failed', path: `/campaigns/${campaign}`, message: String(error) }),
  });
  const transport =
    options.collector === undefined
      ? undefined
      : createTransport({
          collector: options.collector,
          key,
          acknowledged: (plan) => void acknowledged(plan),
          fail,
        });
  const tabs = watchTabs(key, (message) => {
    if (message.type === 'consent') return agreed.follow(message.mode);
    if (message.type === 'erased') forgetUser();
    if (life.visible()) void step();
  });
  const effects = createEffects({
    signal,
    now,
    emitter,
    showing,
    passive,
    life,
    record,
    was_asked: (campaign) => asked.delete(campaign),
    step: () => void step(),
    tell_tabs: () => tabs.say({ type: 'changed' }),
    snapshot,
    fail,
    fail_once: failOnce,
  });
  const engine = runEngine({
    key,
    signal,
    here,
    consent: agreed.consent,
    keeps_summaries: () => agreed.consent() !== 'off' && transport !== undefined,
    store: agreed.store,
    suspended: life.suspended,
    stepping() {
      const from_turn = agreed.turn();
      return (stepped) => perform(stepped, from_turn);
    },
    fail,
  });
  signal.addEventListener('abort', () => {
    showing.destroy();
    transport?.stop();
    tabs.close();
    agreed.store().close();
  });

  watchNavigation({ signal, viewed: () => viewPage(undefined) });
  if (!page_is_named) viewPage(undefined);
  watchConfig({
    source: options.config,
    signal,
    found: engine.take_config,
    fail: (message) => {
      fail({ code: 'config_unreachable', path: '', message });
      engine.go_without();
    },
  });

  let debug: Promise<Debug> | undefined;
  const inside = (): InsidePort => ({
    config: engine.config,
    snapshot: () => latest?.snapshot ?? '',
    here: () => latest && { ...latest.here, ...here(), device: latest.here.device },
    create_engine: async () => createEnginePort(await loadWholeEngineModule()),
    load_finder: () => import('./surfaces/index.ts'),
    new_id: uuidV7,
    commands: () => recent,
    on_change(listener) {
      change_listeners.add(listener);
      return () => void change_listeners.delete(listener);
    },
    set_previewing(on) {
      // A hidden page keeps its copy of a prompt; behind a preview it would stand in the way.
      if (on) {
        showing.withdraw();
        passive.withdraw();
      }
      life.set_previewing(on);
    },
    locale,
    nonce: options.nonce,
    signal,
  });

  return {
    record,
    page: viewPage,
    async start(campaign) {
      const ready = (await engine.ready()) && (await engine.whole());
      if (!ready) return { shown: false, reason: 'not_ready' };
      asked.add(campaign);
      showing.forget_declined();
      record({ type: 'start', campaign });
      const stepped = await step();
      asked.delete(campaign);
      if (!stepped || stepped.read_only) return { shown: false, reason: 'read_only' };
      if (showing.current()?.campaign === campaign) return { shown: true };
      for (const effect of stepped.effects) {
        if (effect.type === 'show' && effect.campaign === campaign) {
          if (!effect.passive) return showing.show(effect, true);
          passive.open(effect.prompt);
          return { shown: true };
        }
        if (effect.type === 'error') return { shown: false, reason: effect.code };
      }
      const answer = engine.port()?.explain(jsonText({ campaign, here: stepped.here }));
      return { shown: false, reason: answer ? reasonOf(answer) : 'not_ready' };
    },
    async explain(campaign) {
      const ready = (await engine.ready()) && (await engine.whole());
      const stepped = ready ? await step() : undefined;
      const port = engine.port();
      if (!port || !stepped) return unexplained(campaign);
      return port.explain(jsonText({ campaign, here: stepped.here }));
    },
    dismiss() {
      const current = showing.current();
      if (current) record({ type: 'outcome', prompt: current.prompt, outcome: 'dismissed' });
    },
    consent(mode) {
      agreed.choose(mode);
      tabs.say({ type: 'consent', mode });
    },
    erase() {
      forgetUser();
      void agreed
        .store()
        .erase()
        .then(
          () => {
            // Once more: a step may have run before the erasure did.
            forgetUser();
            tabs.say({ type: 'erased' });
            viewPage(page_name);
          },
          (error: unknown) => fail({ code: 'erase_failed', path: '', message: String(error) }),
        );
    },
    debug(open) {
      debug ??= import('./debug/index.ts').then(({ createDebug }) => createDebug(inside()));
      debug
        .then((overlay) => overlay.show(open))
        .catch((error: unknown) => {
          debug = undefined;
          fail({ code: 'debug_failed', path: '', message: String(error) });
        });
    },
    destroy() {
      if (signal.aborted) return;
      life.leave();
      abort.abort();
    },
    inside,
  };
}
