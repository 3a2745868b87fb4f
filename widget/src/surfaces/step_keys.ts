// What keys mean on a prompt.
import type { ShowEffect } from '../contract.ts';
import { buttonsOf, forwardButton } from './buttons.ts';
import type { CardProps } from './card.tsx';
import { focusOn } from './focus.ts';
import { type Answer, scaleOf } from './answer.ts';

/** Does what a key asks for. True when it asked for something. */
export function handleKey(event: KeyboardEvent, card: CardProps): boolean {
  const { effect, state, rtl } = card;
  if (event.key === 'Escape') {
    if (state.menuOpen) card.setMenu(false);
    else card.leave('dismissed');
    return true;
  }
  const wish = wishOf(event, effect, rtl);
  if (wish === undefined) return false;
  if (typeof wish === 'number') {
    card.choose(numberAfter(state.answer, wish, effect));
    // Who stands on another choice goes along: Enter there would choose that one again.
    const choices = (event.composedPath()[0] as Element).closest('[role=radiogroup]');
    focusOn(choices?.querySelector('[aria-checked=true]'));
    return true;
  }
  const buttons = buttonsOf(effect, card.strings);
  const button =
    wish === 'back' ? buttons.find(({ action }) => action === 'back') : forwardButton(buttons);
  if (button) card.press(button);
  return button !== undefined;
}

/** What a key on the prompt asks for: go on, go back, choose a number. Keys that belong to a control ask for nothing. */
function wishOf(event: KeyboardEvent, effect: ShowEffect, rtl: boolean) {
  if (event.ctrlKey || event.metaKey) {
    return event.key === 'Enter' && effect.content.question ? 'forward' : undefined;
  }
  const target = event.composedPath()[0] as Element;
  if (event.altKey || event.isComposing || !('closest' in target)) return undefined;
  if (target.closest('textarea,input,select,[contenteditable],[role=menu]')) return undefined;
  const { question } = effect.content;
  if (/^\d$/.test(event.key) && question && scaleOf(question)) return Number(event.key);
  const onRadio = target.closest('[role=radio],[role=checkbox]');
  if (event.key === 'Enter') {
    const onControl =
      target.closest('a,button') && onRadio?.getAttribute('aria-checked') !== 'true';
    return onControl ? undefined : 'forward';
  }
  if (effect.kind !== 'tour' || onRadio) return undefined;
  if (event.key === (rtl ? 'ArrowLeft' : 'ArrowRight')) return 'forward';
  if (event.key === (rtl ? 'ArrowRight' : 'ArrowLeft')) return 'back';
  return undefined;
}

/** The answer after a digit: 1 and then 0 make 10 on a scale that has it; digits outside the scale change nothing. */
function numberAfter(answer: Answer, digit: number, effect: ShowEffect): Answer {
  const { question } = effect.content;
  const [first, last] = (question && scaleOf(question)) ?? [1, 0];
  if (answer === 1 && digit === 0 && last >= 10) return 10;
  return digit >= first && digit <= last ? digit : answer;
}
