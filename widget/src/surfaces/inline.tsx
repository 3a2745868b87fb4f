/** @jsxRuntime classic */
/** @jsx h */
/** @jsxFrag Fragment */
// Steps in the page itself: a card of their own element, a guest at the place its target names. A chunk of its own, loaded
// with the first of them.
import type { JSX as PreactJsx } from 'preact';
import type { ShowEffect } from '../contract.ts';
import type { PresenterEvents } from '../presenter.ts';
import type { CardProps } from './card.tsx';
import type { Kit } from './drawing.ts';
import { css } from './inline_style.ts';
import type { Shown } from './shown.ts';
import type { DrawnWith } from './stage.ts';

// Where the compiler looks for the types of elements made by `h`.
declare namespace h {
  namespace JSX {
    type Element = PreactJsx.Element;
    type IntrinsicElements = PreactJsx.IntrinsicElements;
    type IntrinsicAttributes = PreactJsx.IntrinsicAttributes;
    type ElementChildrenAttribute = PreactJsx.ElementChildrenAttribute;
  }
}

export interface Inline {
  present(
    effect: ShowEffect,
    events: PresenterEvents,
    target: Element,
    drawn_with: DrawnWith,
  ): void;
  showing(): string | undefined;
  clear(): void;
}

const kThanks_ms = 1900;
const kAnnounce_ms = 80;
/** How often it goes back into a page that throws it out: some remove what they do not know, for ever. */
const kMostReturns = 100;

/** Where the element stands, from the target's point of view. */
const kPlaces: Record<string, InsertPosition> = {
  start: 'afterbegin',
  before: 'beforebegin',
  after: 'afterend',
};

/** Where there is room: few words stand in a line with their buttons, and a picture beside the words. */
function layoutOf({ kind, content: { blocks } }: ShowEffect): string {
  if (blocks.some(({ type }) => type === 'video' || type === 'image')) return 'picture';
  return kind === 'survey' || blocks.length > 0 ? 'column' : 'line';
}

export function createInline(
  kit: Kit,
  dress: (frame: HTMLElement) => void,
  life: AbortSignal,
): Inline {
  const { h, Fragment, render, Card } = kit;
  const host = document.createElement('docent-inline');
  const { shadow, frame, add_styles } = kit.createShadow(host, life);
  let shown: Shown | undefined;
  let thanks: string | undefined;
  let returnTo: Element | null = null;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const after = (name: string, delay_ms: number, act: () => void) => {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(act, delay_ms));
  };
  const find = (selector: string) => frame.querySelector<HTMLElement>(selector);
  const actions = kit.createActions({ shown: () => shown, draw, clear, find, after });

  function cardOf(at: Shown): CardProps {
    return {
      ...{ effect: at.effect, strings: at.strings, questions: at.questions, rich: at.rich },
      ...{ form: 'inline', rtl: frame.dir === 'rtl', from: at.from, state: at.state },
      phase: 'here',
      ...actions,
    };
  }

  function draw(): void {
    frame.dataset['layout'] = shown && layoutOf(shown.effect);
    render(
      <>
        {shown && <Card {...cardOf(shown)} key="card" />}
        {thanks && (
          <p class="thanks" key="thanks">
            <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
              <circle cx="12" cy="12" r="11" />
              <path d="M7.4 12.4l3.1 3.1 6.1-6.6" />
            </svg>
            {thanks}
          </p>
        )}
        <div class="live" role="status" key="live" />
      </>,
      frame,
    );
  }

  function stand(target: Element, { placement }: ShowEffect): void {
    target.insertAdjacentElement(kPlaces[placement] ?? 'beforeend', host);
  }

  /** The page may draw its place anew, with or without the guest in it. */
  function stay(mine: Shown): void {
    const { signal } = mine.abort;
    let returns = 0;
    let looking = false;
    const observer = new MutationObserver(() => {
      if (looking || (host.isConnected && mine.target?.isConnected)) return;
      if (++returns > kMostReturns) return;
      looking = true;
      void kit.waitForTarget(mine.effect.targets, Infinity, signal, kit.isPlace).then((target) => {
        looking = false;
        if (!target || signal.aborted) return;
        mine.target = target;
        stand(target, mine.effect);
      });
    });
    observer.observe(document, { childList: true, subtree: true });
    const root = mine.target?.getRootNode();
    if (root && root !== document) observer.observe(root, { childList: true, subtree: true });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  function announce(text: string): void {
    const write = () => {
      const region = find('.live');
      if (region) region.textContent = text;
    };
    // As the stage does: once the region has been drawn.
    after('announce', kAnnounce_ms, () => requestAnimationFrame(write));
  }

  function clear(): void {
    const gone = shown;
    if (!gone) return;
    gone.abort.abort();
    timers.forEach((timer) => clearTimeout(timer));
    const focused = shadow.activeElement as HTMLElement | null;
    shown = undefined;
    const replied = gone.finished && gone.answered;
    if (focused) {
      focused.blur();
      if (returnTo?.isConnected) kit.focusOn(returnTo);
    }
    if (!replied || life.aborted) return remove();
    thanks = gone.strings.thanks;
    draw();
    announce(thanks);
    after('thanks', kThanks_ms, remove);
  }

  function remove(): void {
    thanks = undefined;
    render(null, frame);
    host.remove();
  }

  shadow.addEventListener(
    'keydown',
    (event) => {
      const key = event as KeyboardEvent;
      if (shown && !key.defaultPrevented && kit.handleKey(key, cardOf(shown))) key.preventDefault();
    },
    { signal: life },
  );
  host.addEventListener(
    'focusin',
    ({ relatedTarget }) => {
      if (relatedTarget) returnTo = relatedTarget as Element;
    },
    // Further inside it is stopped.
    { capture: true, signal: life },
  );
  life.addEventListener('abort', clear);

  return {
    present(effect, events, target, { strings, questions, rich }) {
      const before = shown?.effect.prompt === effect.prompt ? shown : undefined;
      const had_focus = shadow.activeElement !== null;
      shown?.abort.abort();
      timers.forEach((timer) => clearTimeout(timer));
      thanks = undefined;
      const { question } = effect.content;
      shown = {
        ...{ effect, events, strings, questions, rich, target },
        from: before && (before.effect.index <= effect.index ? 'before' : 'after'),
        abort: new AbortController(),
        following: undefined,
        docked: false,
        lit: undefined,
        state: { answer: question?.value, pressed: undefined, busy: false, menuOpen: false },
        finished: false,
        answered: before?.answered ?? false,
      };
      stand(target, effect);
      add_styles(css);
      for (const part of [questions, rich]) if (part) add_styles(part.css);
      dress(frame);
      draw();
      stay(shown);
      // It waits to be noticed; focus goes on only with who is in there already.
      if (had_focus) kit.focusOn(find('#title') ?? find('.card'));
      else announce(kit.plain(effect.content.title ?? effect.content.body ?? ''));
    },
    showing: () => shown?.effect.prompt,
    clear,
  };
}
