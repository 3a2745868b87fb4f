// The buttons of a step: the file's own, or what fits its kind and place.
import type { Button, ShowEffect } from '../contract.ts';
import { type Answer, isAnswered } from './answer.ts';
import type { Strings } from './strings.ts';

/** A button on screen. One that `skips` leaves the question unanswered. */
export interface ShownButton extends Button {
  skips?: boolean;
}

export function buttonsOf(effect: ShowEffect, strings: Strings): ShownButton[] {
  const { content, kind, index, count } = effect;
  if (content.buttons) return content.buttons;
  const last = index >= count - 1;
  if (kind === 'survey' || content.question) return surveyButtons(effect, strings, last);
  if (kind === 'announcement' && count === 1) {
    return [{ label: strings.gotIt, action: 'complete', style: 'primary' }];
  }
  const forward: ShownButton = last
    ? { label: strings.done, action: 'complete', style: 'primary' }
    : { label: strings.next, action: 'next', style: 'primary' };
  return index > 0
    ? [{ label: strings.back, action: 'back', style: 'secondary' }, forward]
    : [forward];
}

function surveyButtons(effect: ShowEffect, strings: Strings, last: boolean): ShownButton[] {
  const { question } = effect.content;
  const label = last && question ? strings.send : last ? strings.done : strings.next;
  // `next` on the last step: the engine knows whether anything was answered, and with that the outcome.
  const buttons: ShownButton[] = [{ label, action: 'next', style: 'primary' }];
  if (question && !question.required) {
    buttons.unshift({ label: strings.skip, action: 'next', style: 'link', skips: true });
  }
  return buttons;
}

const kForward = new Set<Button['action']>(['next', 'complete', 'navigate']);

/** True for actions that take an answer along and go on. */
export function goesOn(button: ShownButton): boolean {
  return kForward.has(button.action);
}

/** The button that Enter and the forward arrow stand for. */
export function forwardButton(buttons: readonly ShownButton[]): ShownButton | undefined {
  const candidates = buttons.filter((button) => goesOn(button) && !button.skips);
  return candidates.find((button) => button.style === 'primary') ?? candidates[0];
}

/** True while a button waits for an answer: a required one, or Send, which without an answer has nothing to send. */
export function isBlocked(button: ShownButton, effect: ShowEffect, answer: Answer): boolean {
  const { question, buttons } = effect.content;
  if (isAnswered(answer)) return false;
  if (!question || !goesOn(button) || button.skips) return false;
  return question.required || !buttons;
}
