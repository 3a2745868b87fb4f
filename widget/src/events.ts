// What the host hears: DOM events on `document` and handlers given to `on`.
import type { AnswerValue, CampaignKind, Outcome, Surface } from './contract.ts';
import type { MissingReason } from './presenter.ts';

export interface PromptDetail {
  campaign: string;
  prompt: string;
  kind: CampaignKind;
  step: string;
  index: number;
  count: number;
  surface: Surface;
}

export interface ErrorDetail {
  code: string;
  path: string;
  message: string;
}

export interface DocentEvents {
  /** Cancelable (DOM: `preventDefault()`, handler: return `false`): the prompt is then not shown on this page. */
  'before-show': PromptDetail;
  show: PromptDetail;
  step: PromptDetail;
  /** A step's target is not on the page: there is nothing that its locators name, or nothing of it can be seen. */
  missing: PromptDetail & { reason: MissingReason };
  /** Cancelable: the host goes to `url` itself, by its router say, without loading a page. */
  navigate: { campaign: string; prompt: string; step: string; url: string };
  answer: {
    campaign: string;
    prompt: string;
    step: string;
    question: string;
    value: AnswerValue;
  };
  complete: { campaign: string; prompt: string; outcome: Outcome };
  dismiss: { campaign: string; prompt: string; outcome: Outcome };
  error: ErrorDetail;
  /** The user's state as text, at most once a minute: keep it, and give it back with `init({ state })`. */
  state: string;
}

export type EventName = keyof DocentEvents;

/** What is dispatched on `document`: `docent:show` and so on, each with its detail. The state is not: it is private. */
export type DocentEventMap = {
  [Name in Exclude<EventName, 'state'> as `docent:${Name}`]: CustomEvent<DocentEvents[Name]>;
};

declare global {
  // Whoever imports the package's types gets typed listeners on `document`.
  interface DocumentEventMap extends DocentEventMap {}
}

export type Handler<Name extends EventName> = (detail: DocentEvents[Name]) => unknown;

export interface Emitter {
  on<Name extends EventName>(name: Name, handler: Handler<Name>): () => void;
  /** False when somebody cancelled it. */
  emit<Name extends EventName>(name: Name, detail: DocentEvents[Name]): boolean;
}

export function createEmitter(): Emitter {
  const handlers = new Map<EventName, Set<(detail: never) => unknown>>();
  return {
    on(name, handler) {
      const set = handlers.get(name) ?? new Set();
      handlers.set(name, set.add(handler));
      return () => void set.delete(handler);
    },
    emit(name, detail) {
      let goOn = true;
      for (const handler of [...(handlers.get(name) ?? [])]) {
        try {
          if ((handler as (detail: unknown) => unknown)(detail) === false) goOn = false;
        } catch (error) {
          // The host's own mistake: it belongs in the host's error log, and must not stop us.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
      if (name === 'state') return goOn;
      const cancelable = name === 'before-show' || name === 'navigate';
      const event = new CustomEvent(`docent:${name}`, { detail, cancelable });
      return document.dispatchEvent(event) && (goOn || !cancelable);
    },
  };
}
