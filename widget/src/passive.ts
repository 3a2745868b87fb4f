// The checklists on this page: from the engine's `show` to the surfaces, and from what the user does back to commands.
import type { CommandBody, ShowChecklistEffect } from './contract.ts';
import type { Emitter, PromptDetail } from './events.ts';
import type { ChecklistEvents, Presenter } from './presenter.ts';

export interface PassiveOptions {
  emitter: Emitter;
  presenter(): Promise<Presenter>;
  record(command: CommandBody): void;
  failed(campaign: string, error: unknown): void;
}

export interface Passive {
  /** Shows a checklist, or brings the one on screen up to date. */
  show(effect: ShowChecklistEffect): void;
  hide(prompt: string): void;
  /** For `here.passive`. */
  on_screen(): string[];
  /** Takes all off the screen: a preview needs the place, or the page is another one. */
  withdraw(): void;
  /** Another page view: what the host did not want before may be tried again. */
  forget_declined(): void;
}

function detailOf(effect: ShowChecklistEffect): PromptDetail {
  const { campaign, prompt, kind, step, surface, done, total } = effect;
  return { campaign, prompt, kind, step, index: done, count: total, surface };
}

export function createPassive({ emitter, presenter, record, failed }: PassiveOptions): Passive {
  /** By prompt: whether it is on screen yet. */
  const shown = new Map<string, boolean>();
  const declined = new Set<string>();
  let ready: Presenter | undefined;

  function eventsOf({ campaign, prompt }: ShowChecklistEffect): ChecklistEvents {
    return {
      press(step, { button, url }) {
        record({ type: 'advance', prompt, step, to: 'next', button });
        // The command is already on its way into the database, so it survives this.
        if (url !== undefined && emitter.emit('navigate', { campaign, prompt, step, url }))
          window.location.assign(url);
      },
      outcome(outcome) {
        shown.delete(prompt);
        record({ type: 'outcome', prompt, outcome });
      },
    };
  }

  async function present(effect: ShowChecklistEffect): Promise<void> {
    const { prompt, step } = effect;
    try {
      ready = await presenter();
      if (!shown.has(prompt)) return;
      const beforeShow = () => emitter.emit('before-show', detailOf(effect));
      const { result } = await ready.list(effect, eventsOf(effect), beforeShow);
      if (!shown.has(prompt)) return ready.hide(prompt);
      if (result !== 'shown') {
        shown.delete(prompt);
        declined.add(prompt);
        return record({ type: 'refused', prompt, reason: 'host' });
      }
      if (shown.get(prompt)) return;
      shown.set(prompt, true);
      record({ type: 'shown', prompt, step });
      emitter.emit('show', detailOf(effect));
    } catch (error) {
      shown.delete(prompt);
      declined.add(prompt);
      failed(effect.campaign, error);
    }
  }

  function hide(prompt: string): void {
    if (shown.delete(prompt)) ready?.hide(prompt);
  }

  return {
    show(effect) {
      const { prompt } = effect;
      if (declined.has(prompt)) return;
      if (!shown.has(prompt)) shown.set(prompt, false);
      void present(effect);
    },
    hide,
    on_screen: () => [...shown].filter(([, there]) => there).map(([prompt]) => prompt),
    withdraw() {
      for (const prompt of [...shown.keys()]) hide(prompt);
    },
    forget_declined: () => declined.clear(),
  };
}
