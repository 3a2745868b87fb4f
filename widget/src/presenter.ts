// The seam between the shell (which talks to the engine) and the surfaces (which talk to the user).
import type {
  AnswerValue,
  Outcome,
  HideReason,
  RefusedReason,
  ShowEffect,
  ShowPassiveEffect,
} from './contract.ts';
import type { DocentEvents } from './events.ts';

/** What the user did with the step on screen. The shell turns it into commands. */
export interface PresenterEvents {
  /**
   * Go on or back. `button` is the action pressed, `click` for a click on the target. `url`, when it leads elsewhere, is
   * an absolute address that content may lead to.
   */
  advance(to: 'next' | 'back', how: { button?: string; url?: string }): void;
  answer(question: string, value: AnswerValue): void;
  outcome(outcome: Exclude<Outcome, 'abandoned'>, how: { button?: string; url?: string }): void;
}

/** What the user did with something passive. */
export interface PassiveEvents {
  /** The button of an item; of the news of `campaign`, if that is named. */
  press(item: string, how: { button: string; url?: string; campaign?: string }): void;
  outcome(outcome: Exclude<Outcome, 'abandoned'>): void;
  /** It was opened or closed. Only what is open comes with everything that is in it. */
  opened(open: boolean): void;
  /** News were on screen. */
  seen(prompt: string, step: string): void;
  answer(item: string, question: string, value: AnswerValue): void;
}

/** Nothing is what the locators say, or what is cannot be seen. */
export type MissingReason = 'absent' | 'unseen';

export type ShowResult =
  | { result: 'shown' }
  | { result: 'missing'; reason: MissingReason }
  | { result: 'refused'; reason: RefusedReason };

/** Shows one step at a time. Nothing here knows why a step is shown. */
export interface Presenter {
  /**
   * Finds the target (waiting up to `wait_ms`), asks `beforeShow` (the cancelable `docent:before-show`), renders, and
   * resolves once the step is on screen or cannot be. Replaces the step before it. Aborting takes it back.
   */
  show(effect: ShowEffect, events: PresenterEvents, beforeShow: () => boolean): Promise<ShowResult>;
  /**
   * Puts something passive beside everything else, or brings what is there up to date. Resolves once it is on screen:
   * for hotspots, when the first of their targets is there.
   */
  list(
    effect: ShowPassiveEffect,
    events: PassiveEvents,
    beforeShow: () => boolean,
  ): Promise<ShowResult>;
  /** Opens what is passive and on screen, as the user does by its launcher. */
  open(prompt: string): void;
  /** Takes the prompt off the screen and gives focus back; does nothing if another one is shown. */
  hide(prompt: string, reason?: HideReason): void;
  /** The prompt on screen, if any. */
  showing(): string | undefined;
  /** Leaves the page as it was before the first `show`. */
  destroy(): void;
}

export interface PresenterOptions {
  locale: string;
  nonce?: string;
  /** A link to this site was clicked. False when the host goes there itself. */
  navigate?(where: DocentEvents['navigate']): boolean;
}
