// What is done after a committed step: the engine's effects, and what follows from the step itself.
import { createAlarm, type Clock } from './clock.ts';
import type { CommandBody, Effect, Watch } from './contract.ts';
import type { Emitter, ErrorDetail } from './events.ts';
import type { Moments } from './moments.ts';
import type { PageLife } from './page_life.ts';
import type { Passive } from './passive.ts';
import type { Showing } from './showing.ts';
import type { Stepped } from './stepper.ts';

const kLeaseRenewalMs = 5_000;
const kStateEveryMs = 60_000;

export interface EffectsOptions {
  signal: AbortSignal;
  now: Clock;
  emitter: Emitter;
  showing: Showing;
  passive: Passive;
  life: PageLife;
  /** Whether the user asked for that campaign; said once. */
  was_asked(campaign: string): boolean;
  record(command: CommandBody): void;
  step(): void;
  /** Something happened that other tabs should look at. */
  tell_tabs(): void;
  /** The latest snapshot there is. */
  snapshot(): string | undefined;
  fail(error: ErrorDetail): void;
  fail_once(error: ErrorDetail): void;
}

export interface Effects {
  perform(stepped: Stepped): void;
  /** Keeps the lease of what is on screen, or lets go of it. */
  keep_lease(): void;
  /** Another page view: the moments of the one before are over. */
  begin_page(): void;
}

export function createEffects(options: EffectsOptions): Effects {
  const { signal, emitter, showing, life, step, fail } = options;
  const wakeAt = createAlarm(options.now, step, signal);
  let lease_timer: ReturnType<typeof setInterval> | undefined;
  let state_timer: ReturnType<typeof setTimeout> | undefined;
  let offered_ms = -Infinity;
  signal.addEventListener('abort', () => {
    clearInterval(lease_timer);
    clearTimeout(state_timer);
  });

  function perform({ effects, errors, commands, changed, snapshot }: Stepped): void {
    for (const error of errors) {
      if (error.code === 'state_newer') options.fail_once(error);
      else fail(error);
    }
    let told = commands > 0;
    for (const effect of effects) {
      const is_step = effect.type === 'show' && !effect.passive;
      if (is_step ? !showing.holds(effect) : effect.type === 'hide') told = true;
      performOne(effect);
    }
    lookOut(effects.find((effect) => effect.type === 'watch')?.watches ?? []);
    if (life.visible()) showing.settle();
    keepLease();
    if (told) options.tell_tabs();
    if (changed) offerState(snapshot);
  }

  function performOne(effect: Effect): void {
    switch (effect.type) {
      case 'show':
        // Decided just before the preview began: the engine shows it again when the preview is over.
        if (life.previewing()) break;
        if (effect.passive) options.passive.show(effect);
        else void showing.show(effect, options.was_asked(effect.campaign));
        break;
      case 'hide':
        options.passive.hide(effect.prompt, effect.reason);
        showing.hide(effect.prompt, effect.reason);
        break;
      case 'wake':
        wakeAt(effect.at_ms);
        break;
      case 'outcome': {
        const { campaign, prompt, outcome } = effect;
        const name = outcome === 'completed' ? 'complete' : 'dismiss';
        emitter.emit(name, { campaign, prompt, outcome });
        break;
      }
      case 'error':
        fail({ code: effect.code, path: effect.path, message: effect.message });
        break;
      // Posts went into the outbox inside the transaction, signals travel in the summary, and what to look out for
      // is one list a step: none is a list, too.
      case 'post':
      case 'signal':
      case 'watch':
        break;
    }
  }

  let moments: Promise<Moments> | undefined;

  /** Most pages wait for nothing: what can is loaded when the engine first asks for it. */
  function lookOut(watches: readonly Watch[]): void {
    if (!moments && watches.length === 0) return;
    moments ??= import('./moments.ts').then(({ createMoments }) =>
      createMoments({
        signal,
        load_finder: () => import('./surfaces/index.ts'),
        happened: ({ campaign, trigger }) => options.record({ type: 'moment', campaign, trigger }),
      }),
    );
    moments.then(
      (ready) => ready.watch(watches),
      (error: unknown) => {
        moments = undefined;
        options.fail_once({ code: 'moments_failed', path: '', message: String(error) });
      },
    );
  }

  function keepLease(): void {
    if (showing.busy() && life.visible() && !life.suspended()) {
      lease_timer ??= setInterval(step, kLeaseRenewalMs);
    } else {
      clearInterval(lease_timer);
      lease_timer = undefined;
    }
  }

  /** Hands the state out, at most once a minute. */
  function offerState(snapshot: string): void {
    const left = offered_ms + kStateEveryMs - performance.now();
    if (left <= 0) {
      offered_ms = performance.now();
      emitter.emit('state', snapshot);
    } else {
      state_timer ??= setTimeout(() => {
        state_timer = undefined;
        const latest = options.snapshot();
        if (latest !== undefined) offerState(latest);
      }, left);
    }
  }

  return {
    perform,
    keep_lease: keepLease,
    begin_page: () => void moments?.then((ready) => ready.forget()).catch(() => undefined),
  };
}
