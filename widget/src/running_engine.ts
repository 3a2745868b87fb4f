// The engine of this page: loaded, given the campaign file, stepped one transaction at a time, replaced when it broke.
import type { ConsentMode } from './contract.ts';
import { PartMissing } from './engine_parts.ts';
import {
  createEnginePort,
  loadEngineModule,
  loadWholeEngineModule,
  type EngineModule,
  type EnginePort,
} from './engine_port.ts';
import type { ErrorDetail } from './events.ts';
import { boundPlan } from './inbox.ts';
import { createStepper, type Stepped } from './stepper.ts';
import type { Store } from './store.ts';
import type { HereNow } from './turn.ts';
import { pause, rehearse } from './rehearsal.ts';

const kMaxEngineFailures = 3;
const kMostProblems = 20;
const kBoundEvery = 20;

export interface RunningEngineOptions {
  key: string;
  signal: AbortSignal;
  here(): HereNow;
  consent(): ConsentMode;
  keeps_summaries(): boolean;
  store(): Store;
  /** The page was left: nothing is stepped. */
  suspended(): boolean;
  /** Called before each step; what it returns is called with what the committed step left to do. */
  stepping(): (stepped: Stepped) => void;
  fail(error: ErrorDetail): void;
}

export interface RunningEngine {
  /** Steps soon; what comes before it has begun goes into the same step. Nothing when there is no engine to step. */
  step(): Promise<Stepped | undefined>;
  port(): EnginePort | undefined;
  /** The campaign file in force. */
  config(): string | undefined;
  take_config(text: string): void;
  /** No campaign file can be had for now: whoever waits for one need not wait any longer. */
  go_without(): void;
  /** Resolves when there is an engine with a campaign file, or it is known that there cannot be for now. */
  ready(): Promise<boolean>;
  /** Resolves when all of its code is here, or false: it cannot be had for now. Never rejects. */
  whole(): Promise<boolean>;
  /** The state it is in is not the stored one any more. */
  forget(): void;
}

export function runEngine(options: RunningEngineOptions): RunningEngine {
  const { signal, fail } = options;
  let running_on: EngineModule | undefined;
  /** The engine had to end because a part of it was missing. */
  let waits_for_rest = false;
  let engine: EnginePort | undefined;
  let stepper: ReturnType<typeof createStepper> | undefined;
  let config: string | undefined;
  let failures = 0;
  /** Steps that were asked for while there was nothing to step. */
  let missed = 0;

  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => (settle = resolve));
  const failedBy = (error: unknown) =>
    fail({ code: 'engine_failed', path: '', message: String(error) });

  // --- engines -------------------------------------------------------------------------------------------------

  function begin(module: EngineModule): void {
    try {
      running_on = module;
      engine = createEnginePort(module);
      stepper = createStepper({ ...options, engine });
      if (config !== undefined) {
        const text = config;
        config = undefined;
        takeConfig(text);
      }
    } catch (error) {
      // Out of memory, most likely: the page goes on without prompts, and commands wait for the next one.
      engine = stepper = undefined;
      failedBy(error);
      goWithout();
    }
  }

  function end(): void {
    const ended = engine;
    engine = stepper = running_on = undefined;
    try {
      ended?.dispose();
    } catch {
      // An engine that trapped may trap again while it is taken apart.
    }
  }

  /** Goes on with the whole engine: the same one, unless it had to end. */
  async function whole(): Promise<boolean> {
    let module: EngineModule;
    try {
      module = await loadWholeEngineModule();
    } catch (error) {
      failedBy(error);
      return false;
    }
    waits_for_rest = false;
    if (!signal.aborted && module !== running_on) {
      end();
      begin(module);
    }
    return true;
  }

  /** The engine never throws on bad input; if it does, it is a defect: begin with a new one, but not for ever. */
  async function recover(error: unknown): Promise<void> {
    end();
    if (error instanceof PartMissing) {
      waits_for_rest = true;
      await whole();
      return;
    }
    failures += 1;
    failedBy(error);
    if (failures >= kMaxEngineFailures) return;
    const module = await loadEngineModule();
    if (!signal.aborted) begin(module);
  }

  function takeConfig(text: string): void {
    if (!engine) {
      config = text;
      return;
    }
    let loaded: ReturnType<EnginePort['load']>;
    try {
      loaded = engine.load(text);
    } catch (error) {
      if (!(error instanceof PartMissing)) throw error;
      // A file with errors, as a rule: what tells of them is in the rest.
      void recover(error).then(() => takeConfig(text));
      return;
    }
    const { ok, problems } = loaded;
    if (ok) {
      config = text;
      void step();
    } else {
      const errors = problems.filter((problem) => problem.severity === 'error');
      for (const { code, path, message } of errors.slice(0, kMostProblems))
        fail({ code, path, message });
      const count = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`;
      fail({ code: 'config_refused', path: '', message: `the campaign file has ${count}` });
    }
    settle();
  }

  // --- steps ---------------------------------------------------------------------------------------------------

  let running: Promise<unknown> = Promise.resolve();
  let queued: Promise<Stepped | undefined> | undefined;

  function step(): Promise<Stepped | undefined> {
    queued ??= running.then(() => {
      queued = undefined;
      const mine = runStep();
      running = mine.catch(() => undefined);
      return mine;
    });
    return queued;
  }

  function goWithout(): void {
    settle();
    void boundInbox();
  }

  /** Nothing is stepped here: what is recorded meanwhile has its bound. */
  async function boundInbox(): Promise<void> {
    try {
      await options.store().transact(boundPlan(options.key, options.here().now_ms));
    } catch {
      // Tried again, on this page or the next one.
    }
  }

  async function runStep(): Promise<Stepped | undefined> {
    if (options.suspended() || signal.aborted) return undefined;
    if (waits_for_rest) await whole();
    if (!stepper || config === undefined) {
      missed += 1;
      if (missed % kBoundEvery === 0) await boundInbox();
      return undefined;
    }
    const perform = options.stepping();
    let stepped: Stepped;
    try {
      stepped = await options.store().transact(stepper.plan);
    } catch (error) {
      if (options.suspended() || signal.aborted) return undefined;
      await recover(error);
      return error instanceof PartMissing && !waits_for_rest ? runStep() : undefined;
    }
    if (signal.aborted) return undefined;
    failures = 0;
    try {
      perform(stepped);
    } catch (error) {
      fail({ code: 'effect_failed', path: '', message: String(error) });
    }
    return stepped;
  }

  loadEngineModule().then(
    async (module) => {
      await pause();
      const ready = await rehearse(module, options.here).catch(loadWholeEngineModule);
      if (!signal.aborted) begin(ready);
    },
    (error: unknown) => {
      fail({ code: 'engine_unavailable', path: '', message: String(error) });
      goWithout();
    },
  );
  signal.addEventListener('abort', () => {
    end();
    settle();
  });

  return {
    step,
    port: () => engine,
    config: () => config,
    take_config: takeConfig,
    go_without: goWithout,
    async ready() {
      await settled;
      if (waits_for_rest) await whole();
      return stepper !== undefined && config !== undefined && !signal.aborted;
    },
    whole,
    forget: () => stepper?.forget(),
  };
}
