// What is passive on this page (checklists, hotspots, resource centres): from the engine's `show` to the surfaces, and from
// what the user does back to commands.
import type { CommandBody, HideReason, ShowPassiveEffect } from './contract.ts';
import type { Emitter, PromptDetail } from './events.ts';
import type { PassiveEvents, Presenter } from './presenter.ts';

export interface PassiveOptions {
  emitter: Emitter;
  signal: AbortSignal;
  presenter(): Promise<Presenter>;
  record(command: CommandBody): void;
  failed(campaign: string, error: unknown): void;
}

export interface Passive {
  /** Shows something passive, or brings what is on screen up to date. */
  show(effect: ShowPassiveEffect): void;
  /** Opens it, as soon as it is there: the product asked for it. */
  open(prompt: string): void;
  hide(prompt: string, reason: HideReason): void;
  /** For `here.passive`, and `here.open`. Hotspots whose targets are still to come are among them. */
  on_screen(): string[];
  opened(): string[];
  /** Takes all off the screen: a preview needs the place, or the page is another one. */
  withdraw(): void;
  /** Another page view: what the host did not want before may be tried again. */
  forget_declined(): void;
}

function detailOf(effect: ShowPassiveEffect): PromptDetail {
  const { campaign, prompt, kind, step, surface } = effect;
  const { done, total } = effect.kind === 'resource_centre' ? { done: 0, total: 0 } : effect;
  return { campaign, prompt, kind, step, index: done, count: total, surface };
}

export function createPassive(options: PassiveOptions): Passive {
  const { emitter, signal, presenter, record, failed } = options;
  /** By prompt: whether it is on screen yet. */
  const shown = new Map<string, boolean>();
  const open = new Set<string>();
  const wanted = new Set<string>();
  const declined = new Set<string>();
  let ready: Presenter | undefined;
  signal.addEventListener('abort', () => shown.clear());

  function eventsOf({ campaign, prompt }: ShowPassiveEffect): PassiveEvents {
    return {
      press(step, { url, ...how }) {
        record({ type: 'advance', prompt, step, to: 'next', ...how });
        if (url === undefined) return;
        const where = { campaign: how.campaign ?? campaign, prompt, step, url };
        // The command is already on its way into the database, so it survives this.
        if (emitter.emit('navigate', where)) window.location.assign(url);
      },
      outcome(outcome) {
        forget(prompt);
        record({ type: 'outcome', prompt, outcome });
      },
      opened(is_open) {
        if (!is_open) return void open.delete(prompt);
        open.add(prompt);
        record({ type: 'advance', prompt, step: 'launcher', to: 'next', button: 'open' });
      },
      seen: (news, step) => record({ type: 'shown', prompt: news, step }),
      answer(step, question, value) {
        record({ type: 'answer', prompt, step, question, value });
        emitter.emit('answer', { campaign, prompt, step, question, value });
      },
    };
  }

  function forget(prompt: string): boolean {
    open.delete(prompt);
    return shown.delete(prompt);
  }

  function decline({ prompt }: ShowPassiveEffect): void {
    forget(prompt);
    declined.add(prompt);
  }

  async function present(effect: ShowPassiveEffect): Promise<void> {
    const { prompt, step } = effect;
    try {
      ready = await presenter();
      if (!shown.has(prompt)) return;
      const beforeShow = () => emitter.emit('before-show', detailOf(effect));
      const { result } = await ready.list(effect, eventsOf(effect), beforeShow);
      if (!shown.has(prompt)) return ready.hide(prompt);
      if (result !== 'shown') {
        decline(effect);
        return record({ type: 'refused', prompt, reason: 'host' });
      }
      if (!shown.get(prompt)) {
        shown.set(prompt, true);
        record({ type: 'shown', prompt, step });
        emitter.emit('show', detailOf(effect));
      }
      if (wanted.delete(prompt)) ready.open(prompt);
    } catch (error) {
      decline(effect);
      failed(effect.campaign, error);
    }
  }

  function hide(prompt: string, reason: HideReason): void {
    if (forget(prompt)) ready?.hide(prompt, reason);
  }

  return {
    show(effect) {
      const { prompt } = effect;
      if (signal.aborted || declined.has(prompt)) return;
      if (!shown.has(prompt)) shown.set(prompt, false);
      void present(effect);
    },
    open(prompt) {
      if (shown.get(prompt)) ready?.open(prompt);
      else wanted.add(prompt);
    },
    hide,
    on_screen: () => [...shown.keys()],
    opened: () => [...open],
    withdraw() {
      for (const prompt of [...shown.keys()]) hide(prompt, 'hidden');
    },
    forget_declined: () => declined.clear(),
  };
}
