// What the user does with a step, as events for the shell.
import type { Outcome } from '../contract.ts';
import { isAnswered } from './answer.ts';
import { type ShownButton, goesOn, isBlocked } from './buttons.ts';
import type { CardEvents } from './card.tsx';
import { focusOn } from './focus.ts';
import { safeUrl } from './safe_url.ts';
import type { Shown } from './shown.ts';

/** After this a press that got no answer may be repeated. */
const kBusy_ms = 2000;

interface How {
  button?: string;
  url?: string;
}

interface ActionsOptions {
  shown(): Shown | undefined;
  draw(): void;
  clear(): void;
  find(selector: string): HTMLElement | null;
  /** Runs later, unless the step is gone by then. */
  after(name: string, delay_ms: number, act: () => void): void;
}

export interface Actions extends CardEvents {
  go(to: 'next' | 'back', how: How): void;
  end(outcome: Exclude<Outcome, 'abandoned'>, how: How): void;
}

export function createActions({ shown, draw, clear, find, after }: ActionsOptions): Actions {
  const go: Actions['go'] = (to, how) => {
    const at = shown();
    if (!at || at.state.busy) return;
    at.finished = to === 'next' && at.effect.index >= at.effect.count - 1;
    at.state.busy = true;
    after('busy', kBusy_ms, () => {
      at.state.busy = false;
      draw();
    });
    draw();
    at.events.advance(to, how);
  };

  const end: Actions['end'] = (outcome, how) => {
    const at = shown();
    if (!at) return;
    at.events.outcome(outcome, how);
    // A user can always close, whatever the engine is busy with: the prompt goes at once.
    if (shown() === at) clear();
  };

  return {
    go,
    end,
    leave: (outcome) => end(outcome, {}),
    press(button) {
      const at = shown();
      if (!at || at.state.busy || isBlocked(button, at.effect, at.state.answer)) return;
      at.state.pressed = button;
      report(button, at);
      const last = at.effect.index >= at.effect.count - 1;
      const how: How = { button: button.action };
      const url = button.url === undefined ? undefined : safeUrl(button.url);
      if (button.action === 'navigate' && url !== undefined) how.url = url;
      switch (button.action) {
        case 'back':
        case 'next':
          return go(button.action, how);
        case 'navigate':
          return last ? end('completed', how) : go('next', how);
        case 'complete':
          at.finished = true;
          return end('completed', how);
        case 'dismiss':
          return end('dismissed', how);
        case 'snooze':
          return end('snoozed', how);
        case 'opt_out':
          return end('opted_out', how);
      }
    },
    choose(answer) {
      const at = shown();
      if (at) at.state.answer = answer;
      draw();
    },
    setMenu(open) {
      const at = shown();
      if (!at || at.state.menuOpen === open) return;
      const inMenu = find('.menu:focus-within') !== null;
      at.state.menuOpen = open;
      draw();
      if (open) focusOn(find('.item'));
      else if (inMenu) focusOn(find('.opener'));
    },
  };
}

/** An answer is reported when the user goes on with it, not while it is being thought over. */
function report(button: ShownButton, at: Shown): void {
  const { answer } = at.state;
  const { question } = at.effect.content;
  if (!question || answer === undefined || !isAnswered(answer)) return;
  if (!goesOn(button) || button.skips) return;
  at.answered = true;
  at.events.answer(question.id, typeof answer === 'string' ? answer.trim() : answer);
}
