// The prompt on this page: from the engine's `show` to the surfaces, and from what the user does back to commands.
import type { CommandBody, HideReason, ShowEffect } from './contract.ts';
import type { Emitter, ErrorDetail, PromptDetail } from './events.ts';
import type { Presenter, PresenterEvents, ShowResult } from './presenter.ts';

export interface ShowingOptions {
  emitter: Emitter;
  /** Loads the surfaces; called at the first prompt only. */
  load_presenter(): Promise<Presenter>;
  /** Resolves when the user is not typing in a field of the page. */
  quiet(): Promise<void>;
  record(command: CommandBody): void;
  fail(error: ErrorDetail): void;
}

export type ShownAnswer = { shown: true } | { shown: false; reason: string };

export interface Showing {
  /** Shows a step; the same one again does nothing. `asked`: by the user, so it does not wait for a pause in typing. */
  show(effect: ShowEffect, asked: boolean): Promise<ShownAnswer>;
  hide(prompt: string, reason: HideReason): void;
  /** After each step while the page is visible: what was parked and not taken up again leaves the screen. */
  settle(): void;
  /** Takes whatever there is off the screen without a word to the engine: a preview needs the place. */
  withdraw(): void;
  /** The prompt on screen, for `here.showing`. */
  on_screen(): string | undefined;
  /** A prompt that is on screen, or on its way there: its lease must be kept. */
  busy(): boolean;
  current(): ShowEffect | undefined;
  /** Another page view, or the user asks: what could not be shown before may be tried again. */
  forget_declined(): void;
  /** The surfaces, loaded now if they are not there yet. */
  presenter(): Promise<Presenter>;
  /** Whether that very step is already on screen or on its way there. */
  holds(effect: ShowEffect): boolean;
  destroy(): void;
}

interface Current {
  effect: ShowEffect;
  stage: 'pending' | 'shown' | 'parked';
  answer: Promise<ShownAnswer>;
}

export function promptDetail(effect: ShowEffect): PromptDetail {
  const { campaign, prompt, kind, step, index, count, surface } = effect;
  return { campaign, prompt, kind, step, index, count, surface };
}

/** The same step, to be shown in the same way: one without its target is another matter. */
function isSame(a: ShowEffect, b: ShowEffect): boolean {
  return a.prompt === b.prompt && a.step === b.step && a.targets.length === b.targets.length;
}

export function createShowing(options: ShowingOptions): Showing {
  const { emitter, record, fail } = options;
  let presenter: Presenter | undefined;
  let loading: Promise<Presenter> | undefined;
  let current: Current | undefined;
  // A step that was under way when this one was declined asks for it once more; the engine hears of it only in the next.
  let declined: { effect: ShowEffect; reason: string } | undefined;
  let gone = false;

  function eventsOf(effect: ShowEffect): PresenterEvents {
    const { prompt, step, campaign } = effect;
    const leave = (url: string | undefined) => {
      // The command is already on its way into the database, so it survives this.
      if (url !== undefined && emitter.emit('navigate', { campaign, prompt, step, url }))
        window.location.assign(url);
    };
    const button = (how: { button?: string }) =>
      how.button === undefined ? {} : { button: how.button };
    return {
      advance(to, how) {
        record({ type: 'advance', prompt, step, to, ...button(how) });
        leave(how.url);
      },
      answer(question, value) {
        record({ type: 'answer', prompt, step, question, value });
        emitter.emit('answer', { campaign, prompt, step, question, value });
      },
      outcome(outcome, how) {
        record({ type: 'outcome', prompt, outcome, ...button(how) });
        leave(how.url);
      },
    };
  }

  async function getPresenter(): Promise<Presenter> {
    loading ??= options.load_presenter();
    try {
      presenter = await loading;
      // Loading takes its time: nothing may come on screen of a widget that is gone meanwhile.
      if (gone) presenter.destroy();
      return presenter;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  }

  function settleResult(mine: Current, result: ShowResult): ShownAnswer {
    const { effect } = mine;
    const { prompt, step } = effect;
    if (current !== mine) return { shown: false, reason: 'replaced' };
    if (result.result === 'shown') {
      mine.stage = 'shown';
      record({ type: 'shown', prompt, step });
      emitter.emit(effect.index === 0 || effect.resumed ? 'show' : 'step', promptDetail(effect));
      return { shown: true };
    }
    current = undefined;
    if (result.result === 'missing') {
      declined = { effect, reason: 'target_missing' };
      record({ type: 'target', prompt, step, found: false, reason: result.reason });
      emitter.emit('missing', { ...promptDetail(effect), reason: result.reason });
      return { shown: false, reason: 'target_missing' };
    }
    // The user only looked elsewhere: the engine shows it again when they are back.
    if (result.reason === 'hidden' && document.visibilityState !== 'visible')
      return { shown: false, reason: 'hidden' };
    declined = { effect, reason: result.reason };
    record({ type: 'refused', prompt, reason: result.reason });
    return { shown: false, reason: result.reason };
  }

  async function present(mine: Current, asked: boolean): Promise<ShownAnswer> {
    const { effect } = mine;
    try {
      const ready = getPresenter();
      if (!asked && effect.index === 0 && !effect.resumed) await options.quiet();
      const shower = await ready;
      if (current !== mine || gone) return { shown: false, reason: 'replaced' };
      const beforeShow = () => emitter.emit('before-show', promptDetail(effect));
      return settleResult(mine, await shower.show(effect, eventsOf(effect), beforeShow));
    } catch (error) {
      fail({
        code: 'surface_failed',
        path: `/campaigns/${effect.campaign}`,
        message: String(error),
      });
      return settleResult(mine, { result: 'refused', reason: 'hidden' });
    }
  }

  const holds = (effect: ShowEffect) =>
    current?.effect.prompt === effect.prompt && current.effect.step === effect.step;

  return {
    show(effect, asked) {
      if (gone) return Promise.resolve({ shown: false, reason: 'destroyed' });
      if (current && holds(effect)) {
        // It was on screen all the time, so it does not count as shown once more.
        if (current.stage === 'parked') current.stage = 'shown';
        return current.answer;
      }
      if (declined && isSame(declined.effect, effect))
        return Promise.resolve({ shown: false, reason: declined.reason });
      declined = undefined;
      if (current && current.effect.prompt !== effect.prompt)
        presenter?.hide(current.effect.prompt);
      const mine: Current = {
        effect,
        stage: 'pending',
        answer: Promise.resolve({ shown: false, reason: '' }),
      };
      current = mine;
      mine.answer = present(mine, asked);
      return mine.answer;
    },
    hide(prompt, reason) {
      if (current?.effect.prompt !== prompt) return presenter?.hide(prompt);
      // A page that is hidden keeps its copy, with what was typed into it, until it is looked at again.
      if (reason === 'hidden' && current.stage === 'shown') {
        current.stage = 'parked';
        return;
      }
      current = undefined;
      presenter?.hide(prompt);
    },
    forget_declined() {
      declined = undefined;
    },
    withdraw() {
      if (current) presenter?.hide(current.effect.prompt);
      current = undefined;
    },
    settle() {
      if (current?.stage !== 'parked') return;
      presenter?.hide(current.effect.prompt);
      current = undefined;
    },
    on_screen: () => (current?.stage === 'shown' ? current.effect.prompt : undefined),
    busy: () => current !== undefined && current.stage !== 'parked',
    current: () => (current?.stage === 'shown' ? current.effect : undefined),
    presenter: getPresenter,
    holds,
    destroy() {
      gone = true;
      current = undefined;
      presenter?.destroy();
      presenter = undefined;
    },
  };
}
