// The step on screen: rendered, placed, focused, announced; and taken away again.
import { h, render } from 'preact';
import type { ShowEffect } from '../contract.ts';
import type { PresenterEvents, PresenterOptions } from '../presenter.ts';
import { createActions } from './actions.ts';
import type { Beside, Ground } from './beside.ts';
import type { CardProps, Form } from './card.tsx';
import { entryOf, focusOn, focusedElement, holdFocus, placesOf, takesText } from './focus.ts';
import { type FollowOptions, follow } from './follow.ts';
import type { Rect } from './geometry.ts';
import { listenToKeys } from './keys.ts';
import { composedContains } from './layer.ts';
import { plain } from './markup.tsx';
import { placeTooltip } from './place.ts';
import type { Questions } from './question.tsx';
import { type Inset, prefersReducedMotion } from './reveal.ts';
import { createRoot } from './root.ts';
import { offerRoutes } from './routes.ts';
import type { RichBlocks } from './rich_blocks.tsx';
import { Scene } from './scene.tsx';
import { clearOf, standOnKeyboard } from './sheet.ts';
import type { Shown } from './shown.ts';
import type { Strings } from './strings.ts';
import { dress, followTheme } from './theme.ts';

const kPhone = '(max-width: 640px)';
const kLeave_ms = 130;
const kMoment_ms = 1900;
/** How long a target may be away before its tooltip moves to the corner and goes on without it. */
const kGrace_ms = 700;

/** What a step is drawn with, besides itself. */
export interface DrawnWith {
  strings: Strings;
  /** For a step with a question. */
  questions: Questions | undefined;
  /** For a step that lights more than its target. */
  lit: FollowOptions['lit'];
  /** For one with a video or progress. */
  rich: RichBlocks | undefined;
}

export interface Stage {
  /** The edges of the viewport that the step's prompt will cover. */
  insetFor(effect: ShowEffect): Inset;
  /** Draws the first step of a page unseen, a piece per task; `present` shows it. Aborting takes it back. */
  rehearse(
    effect: ShowEffect,
    events: PresenterEvents,
    target: Element | undefined,
    drawn_with: DrawnWith,
    signal: AbortSignal,
  ): Promise<void>;
  present(
    effect: ShowEffect,
    events: PresenterEvents,
    target: Element | undefined,
    drawn_with: DrawnWith,
  ): void;
  showing(): string | undefined;
  /** Draws what stands beside the steps, from now on. */
  put_beside<Kind extends Beside>(create: (ground: Ground) => Kind): Kind;
  clear(): void;
  destroy(): void;
}

export function createStage(options: PresenterOptions, life: AbortSignal): Stage {
  const root = createRoot(options.nonce, life);
  offerRoutes(root.shadow, options.navigate, life);
  const phone = matchMedia(kPhone);
  let shown: Shown | undefined;
  let leaving: Shown | undefined;
  let coming: Shown | undefined;
  let rehearsed = false;
  let moment: string | undefined;
  let returnTo: Element | null = null;
  let hole: Rect | undefined;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const after = (name: string, delay_ms: number, act: () => void) => {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(act, delay_ms));
  };
  const find = <E extends Element>(selector: string) => root.frame.querySelector<E>(selector);
  const card = () => find<HTMLElement>(':scope>.card');
  let beside: Beside | undefined;
  const actions = createActions({ shown: () => shown, draw, clear, find, after });
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
      questions: at.questions,
      rich: at.rich,
      form: formOf(at),
      rtl: root.frame.dir === 'rtl',
      from: at.from,
      state: at.state,
      phase: at === shown ? 'here' : at === coming ? 'coming' : 'leaving',
      ...actions,
    };
  }

  /** What is beside makes room for what stands where it does, or blocks the page. */
  function besideFits(): boolean {
    if (!shown) return true;
    const form = formOf(shown);
    return shown.effect.backdrop !== 'block' && (form === 'tooltip' || form === 'banner');
  }

  /** Draws everything at once: all state is out here, the components have none. */
  function draw(): void {
    const at = shown ?? leaving ?? coming;
    const { effect, target, docked } = shown ?? {};
    render(
      h(Scene, {
        card: at && cardOf(at),
        scrim: effect && effect.backdrop !== 'none' && !docked ? effect.backdrop : undefined,
        rings:
          target && effect?.surface !== 'modal' && !docked
            ? 1 + (effect?.spotlight ?? []).length
            : 0,
        shield: effect?.interactive === false,
        beside: beside?.view({ fits: besideFits(), alone: !shown }),
        moment,
      }),
      root.frame,
    );
    // What is longer than its box can be scrolled by keys, in every browser.
    for (const box of root.frame.querySelectorAll<HTMLElement>('.scroll,.tasks')) {
      if (box.scrollHeight > box.clientHeight) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
    const element = card();
    // Only a tooltip stands at coordinates; every other form has its place from the styles.
    if (element && at && formOf(at) !== 'tooltip') element.style.left = element.style.top = '';
    const dialog = find<HTMLDialogElement>('dialog');
    if (dialog && shown && !dialog.open) dialog.showModal();
    if (dialog && !shown && dialog.open) dialog.close();
    beside?.drawn();
  }

  function place(rect: Rect): void {
    const element = card();
    const pointer = find<HTMLElement>(':scope>.card>.arrow');
    const at = shown ?? coming;
    if (!at || !element || !pointer || formOf(at) !== 'tooltip') return;
    void placeTooltip(
      element,
      pointer,
      rect,
      at.effect.placement,
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
      lit: mine.lit,
      rings: [...root.frame.querySelectorAll<HTMLElement>('.ring')],
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
        const before = mine.target;
        mine.target = next;
        if (next.getRootNode() !== before?.getRootNode()) watchTarget(mine);
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
    const focused = root.shadow.activeElement;
    const place = placesOf(root.frame).indexOf(focused as HTMLElement);
    draw();
    // Another form is another element: focus stays at the same place of the step.
    if (focused && !root.shadow.activeElement) focusOn(placesOf(root.frame)[place]);
    begin(mine);
  }

  function begin(mine: Shown): void {
    const element = card();
    if (element) clearOf(formOf(mine) === 'sheet' ? mine.target : undefined, element);
    if (mine.target && mine.effect.surface !== 'modal') attach(mine, mine.target);
    watchTarget(mine);
    const { signal } = mine.abort;
    const listen = listenToKeys({
      root,
      element: card,
      card: () => shown && cardOf(shown),
      signal,
    });
    if (mine.effect.backdrop === 'block') {
      const mayBe = (element: Element) => isUsable(mine, element);
      holdFocus({ mayBe, enter: () => enter(mine), listen }, signal);
    }
    watchDialog(mine);
  }

  /** What of the page can be used while a step blocks it. */
  function isUsable({ effect, following }: Shown, element: Element): boolean {
    const own = effect.interactive === false ? undefined : following?.target();
    return [root.host, own, ...(following?.lit() ?? [])].some(
      (usable) => usable && composedContains(usable, element),
    );
  }

  /** A dialog can be closed by the browser itself: the back gesture of a phone, a close without asking. */
  function watchDialog(mine: Shown): void {
    const dialog = find<HTMLDialogElement>('dialog');
    const settings = { signal: mine.abort.signal };
    const onCancel = (event: Event) => {
      event.preventDefault();
      actions.leave('dismissed');
    };
    const onClose = () => {
      if (!dialog?.open) actions.leave('dismissed');
    };
    dialog?.addEventListener('cancel', onCancel, settings);
    dialog?.addEventListener('close', onClose, settings);
  }

  /** The root was put elsewhere: a modal dialog in it is no longer modal, and the target may be covered anew. */
  function afterMove(mine: Shown): void {
    const dialog = find<HTMLDialogElement>('dialog');
    if (dialog?.open && !dialog.matches(':modal')) {
      dialog.close();
      dialog.showModal();
    }
    mine.following?.wake();
  }

  /** A step may go on by what the user does with its target: a click, or any other event of the DOM. */
  function watchTarget(mine: Shown): void {
    const { advance } = mine.effect;
    if (advance?.on !== 'click' && advance?.on !== 'dom') return;
    const onEvent = (event: Event) => {
      const target = mine.following?.target() ?? mine.target;
      if (target && event.composedPath().includes(target))
        actions.go('next', { button: advance.on });
    };
    const settings = { capture: true, signal: mine.abort.signal };
    const type = advance.on === 'dom' ? advance.dom : 'click';
    // At its own tree: not every event leaves a shadow root.
    (mine.target?.getRootNode() ?? document).addEventListener(type, onEvent, settings);
  }

  function enter({ effect }: Shown): void {
    const element = card();
    if (!element) return;
    focusOn(entryOf(element, effect.index > 0 && effect.content.question?.type === 'text'));
  }

  /**
   * Moves focus once: not to a banner, which waits to be noticed, and not out of a field the user types in, unless it is
   * blocked. `outside` is the element that had focus before the step was drawn; nothing when the step before had it.
   */
  function takeFocus(mine: Shown, outside: Element | undefined): void {
    const form = formOf(mine);
    if (outside) returnTo = outside;
    const typing =
      outside &&
      takesText(outside) &&
      (mine.effect.backdrop !== 'block' || isUsable(mine, outside));
    if (form !== 'modal' && (typing || (outside && form === 'banner'))) return;
    enter(mine);
  }

  /** Takes the prompt away by `leave`, and gives focus back if it was in there. */
  function giveFocusBack(leave: () => void): void {
    const inside = root.shadow.activeElement as HTMLElement | null;
    leave();
    if (!inside) return;
    inside.blur();
    if (returnTo?.isConnected && returnTo !== document.body) focusOn(returnTo);
  }

  function announce(text: string): void {
    const region = find<HTMLElement>('.live');
    // Readers only notice a change in a region that they already know, which one not drawn yet is not.
    const write = () => {
      if (region) region.textContent = text;
    };
    after('announce', 80, () => requestAnimationFrame(write));
  }

  function stepOf(
    effect: ShowEffect,
    events: PresenterEvents,
    target: Element | undefined,
    drawn_with: DrawnWith,
    before: Shown | undefined,
  ): Shown {
    return {
      ...drawn_with,
      effect,
      events,
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
      answered: before?.answered ?? false,
    };
  }

  /** `anew`: above what the page has put into the top layer since. */
  function mount(mine: Shown, anew: boolean): void {
    for (const part of [mine.questions, mine.rich]) if (part) root.add_styles(part.css);
    root.mount(
      () => mine.following?.target() ?? mine.target,
      () => afterMove(mine),
      anew,
    );
    dress(root.frame, options.locale);
  }

  /**
   * What is called for the first time has to be compiled, and what is new on a page laid out: in one task that takes a
   * slow phone more than a tenth of a second.
   */
  const rehearse: Stage['rehearse'] = async (effect, events, target, drawn_with, signal) => {
    if (rehearsed) return;
    rehearsed = true;
    const mine = stepOf(effect, events, target, drawn_with, undefined);
    signal.addEventListener('abort', () => {
      mine.abort.abort();
      if (coming !== mine) return;
      coming = undefined;
      settle();
    });
    const pieces = [
      () => {
        coming = mine;
        draw();
      },
      () => mount(mine, false),
      () => target && effect.surface !== 'modal' && attach(mine, target),
    ];
    for (const piece of pieces) {
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) return;
      piece();
    }
  };

  const present: Stage['present'] = (effect, events, target, drawn_with) => {
    const before = shown?.effect.prompt === effect.prompt ? shown : undefined;
    const in_card = card()?.contains(root.shadow.activeElement);
    const outside = in_card ? undefined : (focusedElement() ?? document.body);
    hole = before?.following?.hole();
    shown?.abort.abort();
    timers.forEach((timer) => clearTimeout(timer));
    const anew = coming !== undefined;
    leaving = coming = moment = undefined;
    const mine = stepOf(effect, events, target, drawn_with, before);
    shown = mine;
    mount(mine, anew);
    draw();
    begin(mine);
    takeFocus(mine, outside);
    const { kind, index, count, content } = effect;
    const step = kind === 'tour' && count > 1 ? mine.strings.step(index + 1, count) : '';
    if (formOf(mine) !== 'modal') {
      announce([step, plain(content.title ?? content.body ?? '')].filter(Boolean).join(': '));
    }
  };

  function clear(): void {
    const gone = shown;
    if (!gone) return;
    gone.abort.abort();
    timers.forEach((timer) => clearTimeout(timer));
    leaving = prefersReducedMotion() ? undefined : gone;
    hole = undefined;
    const { effect, strings } = gone;
    const replied = effect.kind === 'survey' && gone.answered;
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

  function celebrate(text: string): void {
    moment = text;
    settle();
    announce(text);
    after('moment', kMoment_ms, () => {
      moment = undefined;
      settle();
    });
  }

  function remove(): void {
    moment = leaving = undefined;
    if (beside && beside.count() > 0) {
      root.mount(
        () => undefined,
        () => beside?.drawn(),
      );
      return draw();
    }
    render(null, root.frame);
    root.unmount();
  }

  function settle(): void {
    if (shown || leaving || coming || moment) draw();
    else remove();
    dress(root.frame, options.locale);
  }

  const onForm = () => {
    if (shown) restart(shown);
  };
  phone.addEventListener('change', onForm, { signal: life });
  followTheme(root.frame, life);
  standOnKeyboard(root.frame, life, () => {
    const element = card();
    if (shown && element && formOf(shown) === 'sheet') clearOf(shown.target, element);
    shown?.following?.wake();
  });

  return {
    insetFor: ({ surface }) => ({
      top: 0,
      bottom: isSheet() && surface !== 'banner' ? innerHeight * 0.4 : 0,
    }),
    rehearse,
    present,
    showing: () => shown?.effect.prompt,
    put_beside(create) {
      const { host, frame, add_styles } = root;
      const ground = { host, frame, add_styles, draw, settle, celebrate, is_sheet: isSheet };
      const created = create(ground);
      beside = created;
      return created;
    },
    clear,
    destroy() {
      shown?.abort.abort();
      shown = undefined;
      beside = undefined;
      timers.forEach((timer) => clearTimeout(timer));
      giveFocusBack(remove);
    },
  };
}
