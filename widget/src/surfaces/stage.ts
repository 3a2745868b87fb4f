// The step on screen: rendered, placed, focused, announced; and taken away again.
import { h, render } from 'preact';
import type { ShowEffect } from '../contract.ts';
import type { PresenterEvents, PresenterOptions } from '../presenter.ts';
import { type ShownButton, goesOn, isAnswered, isBlocked } from './buttons.ts';
import type { CardEvents, CardProps, Form, StepState } from './card.tsx';
import { entryOf, focusedElement, takesText } from './focus.ts';
import { type Following, follow } from './follow.ts';
import type { Rect } from './geometry.ts';
import { listenToKeys } from './keys.ts';
import { plain } from './markup.tsx';
import { placeTooltip } from './place.ts';
import { type Inset, prefersReducedMotion, scrollIntoSafeZone } from './reveal.ts';
import { createRoot } from './root.ts';
import { Scene } from './scene.tsx';
import type { Strings } from './strings.ts';
import { applyTheme, directionOf } from './theme.ts';
import type { MenuOutcome } from './tools.tsx';

const kPhone = '(max-width: 640px)';
const kLeave_ms = 130;
const kMoment_ms = 1900;
/** How long a target may be away before its tooltip moves to the corner and goes on without it. */
const kGrace_ms = 700;
/** After this a press that got no answer may be repeated. */
const kBusy_ms = 2000;

export interface Stage {
  /** The edges of the viewport that the step's prompt will cover. */
  insetFor(effect: ShowEffect): Inset;
  present(
    effect: ShowEffect,
    events: PresenterEvents,
    target: Element | undefined,
    strings: Strings,
  ): void;
  showing(): string | undefined;
  clear(): void;
  destroy(): void;
}

interface Shown {
  effect: ShowEffect;
  events: PresenterEvents;
  strings: Strings;
  from: CardProps['from'];
  state: StepState;
  abort: AbortController;
  following: Following | undefined;
  target: Element | undefined;
  /** The target stayed away: the step goes on in the corner. */
  docked: boolean;
  /** Its last button was pressed: the end is a completion. */
  finished: boolean;
}

export function createStage(options: PresenterOptions, life: AbortSignal): Stage {
  const root = createRoot(options.nonce, life);
  const phone = matchMedia(kPhone);
  let shown: Shown | undefined;
  let leaving: Shown | undefined;
  let moment: string | undefined;
  let returnTo: Element | null = null;
  let answered: string | undefined;
  let hole: Rect | undefined;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const after = (name: string, delay_ms: number, act: () => void) => {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(act, delay_ms));
  };
  const find = <E extends Element>(selector: string) => root.frame.querySelector<E>(selector);
  const card = () => find<HTMLElement>('.card');
  const isSheet = () => phone.matches;

  function formOf({ effect, target, docked }: Shown): Form {
    if (effect.surface === 'tooltip') {
      if (!target) return 'modal';
      if (isSheet()) return 'sheet';
      return docked ? 'slideout' : 'tooltip';
    }
    return effect.surface === 'slideout' && isSheet() ? 'sheet' : effect.surface;
  }

  function cardOf(at: Shown): CardProps {
    return {
      effect: at.effect,
      strings: at.strings,
      form: formOf(at),
      rtl: root.frame.dir === 'rtl',
      from: at.from,
      state: at.state,
      leaving: at !== shown,
      ...cardEvents,
    };
  }

  /** Draws everything at once: all state is out here, the components have none. */
  function draw(): void {
    const at = shown ?? leaving;
    const { effect, target, docked } = shown ?? {};
    render(
      h(Scene, {
        card: at && cardOf(at),
        scrim: effect && effect.backdrop !== 'none' && !docked ? effect.backdrop : undefined,
        ring: target !== undefined && effect?.surface !== 'modal' && !docked,
        moment,
      }),
      root.frame,
    );
    const dialog = find<HTMLDialogElement>('dialog');
    if (dialog && shown && !dialog.open) dialog.showModal();
    if (dialog && !shown && dialog.open) dialog.close();
  }

  const cardEvents: CardEvents = {
    press,
    leave: (outcome) => end(outcome, {}),
    choose(answer) {
      if (shown) shown.state.answer = answer;
      draw();
    },
    setMenu(open) {
      if (!shown || shown.state.menuOpen === open) return;
      const inMenu = find('.menu:focus-within') !== null;
      shown.state.menuOpen = open;
      draw();
      if (open) find<HTMLElement>('.item')?.focus();
      else if (inMenu) find<HTMLElement>('.opener')?.focus();
    },
  };

  function press(button: ShownButton): void {
    if (!shown || shown.state.busy) return;
    const { effect, events } = shown;
    const { answer } = shown.state;
    const { question } = effect.content;
    if (isBlocked(button, effect, answer)) return;
    shown.state.pressed = button;
    if (answer !== undefined && isAnswered(answer) && question && goesOn(button) && !button.skips) {
      answered = effect.prompt;
      events.answer(question.id, answer);
    }
    const last = effect.index >= effect.count - 1;
    const how = {
      button: button.action,
      ...(button.action === 'navigate' && button.url !== undefined ? { url: button.url } : {}),
    };
    switch (button.action) {
      case 'back':
      case 'next':
        return go(button.action, how);
      case 'navigate':
        return last ? end('completed', how) : go('next', how);
      case 'complete':
        shown.finished = true;
        return end('completed', how);
      case 'dismiss':
        return end('dismissed', how);
      case 'snooze':
        return end('snoozed', how);
      case 'opt_out':
        return end('opted_out', how);
    }
  }

  function go(to: 'next' | 'back', how: { button: string; url?: string }): void {
    if (!shown) return;
    const { effect, events } = shown;
    shown.finished = to === 'next' && effect.index >= effect.count - 1;
    shown.state.busy = true;
    const mine = shown;
    after('busy', kBusy_ms, () => {
      mine.state.busy = false;
      if (shown === mine) draw();
    });
    draw();
    events.advance(to, how);
  }

  function end(
    outcome: MenuOutcome | 'dismissed' | 'completed',
    how: { button?: string; url?: string },
  ): void {
    if (!shown) return;
    const { events } = shown;
    // A user can always close, whatever the engine is busy with: the prompt goes at once.
    const { prompt } = shown.effect;
    events.outcome(outcome, how);
    if (shown?.effect.prompt === prompt) clear();
  }

  function place(rect: Rect): void {
    const element = card();
    const pointer = find<HTMLElement>('.arrow');
    if (!shown || !element || !pointer || formOf(shown) !== 'tooltip') return;
    void placeTooltip(
      element,
      pointer,
      rect,
      shown.effect.placement,
      root.frame.dir === 'rtl',
      root.host.getBoundingClientRect(),
    );
  }

  function attach(mine: Shown, target: Element): void {
    const element = card();
    if (!element) return;
    mine.following = follow({
      target,
      locators: mine.effect.targets,
      card: element,
      ring: find<HTMLElement>('.ring'),
      scrim: find<SVGPathElement>('.scrim path'),
      origin: () => root.host.getBoundingClientRect(),
      from: hole,
      place,
      lost: () =>
        after('grace', kGrace_ms, () => {
          mine.docked = true;
          if (shown === mine) draw();
        }),
      found: (next) => {
        clearTimeout(timers.get('grace'));
        mine.target = next;
        if (!mine.docked || shown !== mine) return;
        mine.docked = false;
        restart(mine);
      },
      signal: mine.abort.signal,
    });
  }

  /** Draws a step anew in place: its form changed, or its target came back after the ring was taken away. */
  function restart(mine: Shown): void {
    mine.abort.abort();
    mine.abort = new AbortController();
    draw();
    begin(mine);
  }

  function begin(mine: Shown): void {
    if (mine.target && mine.effect.surface !== 'modal') attach(mine, mine.target);
    if (mine.effect.advance?.on === 'click') watchClicks(mine);
    if (mine.effect.backdrop === 'block') holdFocus(mine);
    listenToKeys({
      root,
      element: card,
      card: () => shown && cardOf(shown),
      signal: mine.abort.signal,
    });
    const dialog = find<HTMLDialogElement>('dialog');
    // Escape is a key for us; this is the back gesture of a phone.
    dialog?.addEventListener(
      'cancel',
      (event) => {
        event.preventDefault();
        end('dismissed', {});
      },
      { signal: mine.abort.signal },
    );
  }

  function watchClicks(mine: Shown): void {
    const onClick = (event: Event) => {
      const target = mine.following?.target() ?? mine.target;
      if (target && event.composedPath().includes(target) && !mine.state.busy) {
        go('next', { button: 'click' });
      }
    };
    const settings = { capture: true, signal: mine.abort.signal };
    (mine.target?.ownerDocument ?? document).addEventListener('click', onClick, settings);
  }

  /** Where the page is blocked, focus that strays to it comes back. */
  function holdFocus(mine: Shown): void {
    let returns = 0;
    const onFocus = (event: FocusEvent) => {
      const path = event.composedPath();
      const target = mine.following?.target();
      // A page with a focus trap of its own wins after some rounds, instead of an endless one.
      if (path.includes(root.host) || (target && path.includes(target)) || ++returns > 8) return;
      enter(mine);
    };
    document.addEventListener('focusin', onFocus, { signal: mine.abort.signal });
  }

  function enter({ effect }: Shown): void {
    const element = card();
    if (!element) return;
    entryOf(element, effect.index > 0 && effect.content.question?.type === 'text').focus({
      preventScroll: true,
    });
  }

  /**
   * Moves focus once: not to a banner, which waits to be noticed, and not out of a field the user types in. `focused` is
   * where focus was before the step was drawn.
   */
  function takeFocus(mine: Shown, focused: Element | null): void {
    const form = formOf(mine);
    const wasInside = focused !== null && focused.getRootNode() === root.shadow;
    if (!wasInside) returnTo = focused;
    if (form !== 'modal' && !wasInside && (form === 'banner' || takesText(focused))) return;
    enter(mine);
  }

  /** Takes the prompt away by `leave`, and gives focus back if it was in there. */
  function giveFocusBack(leave: () => void): void {
    const inside = root.shadow.activeElement as HTMLElement | null;
    leave();
    if (!inside) return;
    inside.blur();
    if (returnTo?.isConnected && returnTo !== document.body) {
      (returnTo as HTMLElement).focus({ preventScroll: true });
    }
  }

  function announce(text: string): void {
    const region = find<HTMLElement>('.live');
    // Readers only notice a change in a region that they already know.
    if (region) after('announce', 80, () => (region.textContent = text));
  }

  /** A sheet must not lie on what it talks about: the page scrolls, or where it cannot, the sheet goes to the top. */
  function clearSheet(mine: Shown): void {
    const element = card();
    if (!element || !mine.target || formOf(mine) !== 'sheet') return;
    element.classList.remove('at-top');
    const height = element.offsetHeight;
    const { bottom } = mine.target.getBoundingClientRect();
    if (bottom <= innerHeight - height) return;
    const scroller = document.scrollingElement;
    const room = scroller ? scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop : 0;
    if (room >= bottom - (innerHeight - height)) {
      scrollIntoSafeZone(mine.target, { top: 0, bottom: height });
    } else {
      element.classList.add('at-top');
      scrollIntoSafeZone(mine.target, { top: height, bottom: 0 });
    }
  }

  function present(
    effect: ShowEffect,
    events: PresenterEvents,
    target: Element | undefined,
    strings: Strings,
  ): void {
    const before = shown?.effect.prompt === effect.prompt ? shown : undefined;
    const focused = focusedElement();
    hole = before?.following?.hole();
    shown?.abort.abort();
    timers.forEach((timer) => clearTimeout(timer));
    leaving = moment = undefined;
    const mine: Shown = {
      effect,
      events,
      strings,
      from: before && (before.effect.index <= effect.index ? 'before' : 'after'),
      abort: new AbortController(),
      following: undefined,
      target,
      docked: false,
      state: {
        answer: effect.content.question?.value,
        pressed: undefined,
        busy: false,
        menuOpen: false,
      },
      finished: false,
    };
    shown = mine;
    root.mount(
      () => mine.following?.target() ?? mine.target,
      () => mine.following?.wake(),
    );
    root.frame.lang = options.locale;
    root.frame.dir = directionOf(options.locale);
    applyTheme(root.frame);
    draw();
    begin(mine);
    clearSheet(mine);
    takeFocus(mine, focused);
    const { kind, index, count, content } = effect;
    const step = kind === 'tour' && count > 1 ? strings.step(index + 1, count) : '';
    if (formOf(mine) !== 'modal') {
      announce([step, plain(content.title ?? content.body ?? '')].filter(Boolean).join(': '));
    }
  }

  function clear(): void {
    const gone = shown;
    if (!gone) return;
    gone.abort.abort();
    timers.forEach((timer) => clearTimeout(timer));
    leaving = prefersReducedMotion() ? undefined : gone;
    hole = undefined;
    const { effect, strings } = gone;
    const replied = effect.kind === 'survey' && answered === effect.prompt;
    if (gone.finished && (replied || effect.kind === 'tour')) {
      moment = replied ? strings.thanks : strings.allDone;
    }
    giveFocusBack(() => {
      shown = undefined;
      draw();
    });
    if (moment) announce(moment);
    after('leave', kLeave_ms, () => {
      leaving = undefined;
      if (moment) draw();
      else remove();
    });
    if (moment) after('moment', kMoment_ms, remove);
  }

  function remove(): void {
    moment = leaving = undefined;
    render(null, root.frame);
    root.unmount();
  }

  const onForm = () => {
    if (shown) restart(shown);
  };
  phone.addEventListener('change', onForm, { signal: life });
  matchMedia('(prefers-color-scheme: dark)').addEventListener(
    'change',
    () => root.host.isConnected && applyTheme(root.frame),
    { signal: life },
  );
  const viewport = window.visualViewport;
  viewport?.addEventListener(
    'resize',
    () => {
      // The on-screen keyboard shrinks the visual viewport only; a sheet stands on it. Pinch zoom shrinks it too.
      const covered =
        viewport.scale > 1.05 ? 0 : innerHeight - viewport.height - viewport.offsetTop;
      root.frame.style.setProperty('--_keyboard', `${Math.max(0, covered)}px`);
    },
    { signal: life },
  );

  return {
    insetFor: ({ surface }) => ({
      top: 0,
      bottom: isSheet() && surface !== 'banner' ? innerHeight * 0.4 : 0,
    }),
    present,
    showing: () => shown?.effect.prompt,
    clear,
    destroy() {
      shown?.abort.abort();
      shown = undefined;
      timers.forEach((timer) => clearTimeout(timer));
      giveFocusBack(remove);
    },
  };
}
