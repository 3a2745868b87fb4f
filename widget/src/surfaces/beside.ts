// What stands beside the steps: checklists, hotspots, resource centres. A chunk of its own, loaded with the first of them;
// how each kind looks and what it does is another one.
import type { ComponentChildren } from 'preact';
import type { HideReason, ShowPassiveEffect } from '../contract.ts';
import type { PassiveEvents, ShowResult } from '../presenter.ts';
import { css } from './beside_style.ts';
import type { Kit } from './drawing.ts';
import type { Strings } from './strings.ts';
import type { MenuOutcome } from './tools.tsx';

/** What the user did with it so far. */
export interface Ui {
  open: boolean;
  menuOpen: boolean;
  /** The beacon whose tooltip is open, or what of a resource centre is read; empty: none. */
  at: string;
  /** What is searched for. */
  query: string;
  /** Feedback as it is written, and whether it was sent. */
  text: string;
  sent: boolean;
  /** Items that were done, or beacons that were read, since this was drawn first. */
  fresh: readonly string[];
  /** All is done: it is seen once more, for a moment. */
  ending: boolean;
}

export interface BesideProps<Effect extends ShowPassiveEffect = ShowPassiveEffect> {
  effect: Effect;
  strings: Strings;
  ui: Ui;
  events: PassiveEvents;
  /** There is no step on screen. */
  alone: boolean;
  /**
   * Draws the changes, and then focuses what a selector below its campaign finds. Where that is nothing, and what had focus
   * is gone, focus goes to `otherwise`, else back to where it was in the page.
   */
  set(changes: Partial<Ui>, focus?: string, otherwise?: Element): void;
  /** The user ends it. */
  leave(outcome: MenuOutcome | 'dismissed'): void;
  /** Opens or closes it, and moves focus along. */
  setOpen(open: boolean): void;
}

/** One kind, as its chunk brings it. */
export interface BesideKind<Effect extends ShowPassiveEffect = ShowPassiveEffect> {
  css: string;
  /** It stands in a corner with the others, and not on the page. */
  in_corner: boolean;
  View(props: BesideProps<Effect>): ComponentChildren;
  /** What is done with all of its kind after each drawing. */
  drawn?(all: readonly BesideProps<Effect>[]): void;
  /** Opens it, where that is not to open what its launcher opens. */
  open?(props: BesideProps<Effect>): void;
  /** Something in a corner opens, which what is open on the page would stand over. */
  make_way?(props: BesideProps<Effect>): void;
  /** Resolves when it can be seen. */
  seen?(prompt: string): Promise<void>;
  /** What the engine says now, and what it said before. Returns what changes in the interface. */
  updated?(now: Effect, before: Effect): Partial<Ui>;
  /** How long it stays to be seen once all of it is done, in milliseconds. */
  end_ms?: number;
}

/** Where it is drawn: the stage's side of it. */
export interface Ground {
  frame: HTMLElement;
  host: HTMLElement;
  add_styles(css: string): void;
  draw(): void;
  /** Draws what is left, or takes the root out of the page. */
  settle(): void;
  is_sheet(): boolean;
  /** Says that something was completed. */
  celebrate(text: string): void;
}

/** What the stage draws. */
export interface Beside {
  count(): number;
  /** `fits`: no step stands in its place or blocks the page. `alone`: there is no step at all. */
  view(state: { fits: boolean; alone: boolean }): ComponentChildren;
  drawn(): void;
}

export interface BesideRegistry extends Beside {
  has(prompt: string): boolean;
  /** Its kind may be a chunk to load first: it comes on screen only if it is still `wanted` then. */
  put(
    effect: ShowPassiveEffect,
    events: PassiveEvents,
    strings: Strings,
    wanted: () => boolean,
  ): Promise<ShowResult>;
  open(prompt: string): void;
  hide(prompt: string, reason: HideReason | undefined): void;
  clear(): void;
}

const kFresh: Ui = {
  open: false,
  menuOpen: false,
  at: '',
  query: '',
  text: '',
  sent: false,
  fresh: [],
  ending: false,
};

interface Entry {
  kind: BesideKind;
  props: Omit<BesideProps, 'alone'>;
}

export function createBeside(ground: Ground, kit: Kit): BesideRegistry {
  const { h, focusOn, focusedElement } = kit;
  /** What of the page had focus before it came in here. */
  let cameFrom: Element | null = null;
  const all = new Map<string, Entry>();
  const kinds = new Map<string, Promise<BesideKind>>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let alone = true;

  // The maps of kinds and effects belong together, which the compiler cannot know.
  const load: Record<ShowPassiveEffect['kind'], () => Promise<BesideKind>> = {
    checklist: async () =>
      (await import('./checklist.tsx')).createChecklists(kit) as unknown as BesideKind,
    hotspots: async () =>
      (await import('./hotspots.tsx')).createHotspots(kit, ground) as unknown as BesideKind,
    resource_centre: async () => {
      const [{ createResourceCentres }, rich] = await Promise.all([
        import('./resource_centre.tsx'),
        kit.loadRichBlocks(),
      ]);
      ground.add_styles(rich.css);
      return createResourceCentres(kit, rich, ground) as unknown as BesideKind;
    },
  };

  /** The chunk of a kind, once; a failure is tried again. */
  function kindOf({ kind }: ShowPassiveEffect): Promise<BesideKind> {
    const loading =
      kinds.get(kind) ??
      load[kind]().catch((error: unknown) => {
        kinds.delete(kind);
        throw error;
      });
    kinds.set(kind, loading);
    return loading;
  }

  const find = (prompt: string, selector: string) =>
    ground.frame.querySelector(`[data-prompt="${CSS.escape(prompt)}"] ${selector}`);
  const focused = () => (ground.frame.getRootNode() as ShadowRoot).activeElement;
  // Taken where the root itself is the target: further inside it is stopped, and moves within do not come here.
  ground.host.addEventListener(
    'focusin',
    ({ relatedTarget }) => {
      if (relatedTarget) cameFrom = relatedTarget as Element;
    },
    { capture: true },
  );

  /** Draws by `draw`. Whoever had focus in there does not lose it to the top of the page. */
  function redraw(prompt: string, draw: () => void, focus = '', otherwise?: Element): void {
    const before = focused();
    const inside = before?.closest(`[data-prompt="${CSS.escape(prompt)}"]`);
    const outside = before ? cameFrom : focusedElement();
    draw();
    const wish = focus && find(prompt, focus);
    focusOn(wish || null);
    if (wish) cameFrom = outside;
    if (!inside || wish) return;
    const places = [otherwise, find(prompt, '[data-entry]'), find(prompt, '.pill'), cameFrom];
    for (const place of places) {
      if (focused() || document.activeElement !== document.body) return;
      if (place?.isConnected) focusOn(place);
    }
  }

  function remove(prompt: string): void {
    if (all.delete(prompt)) redraw(prompt, ground.settle);
  }

  function propsFor(
    effect: ShowPassiveEffect,
    events: PassiveEvents,
    strings: Strings,
  ): Entry['props'] {
    const { prompt } = effect;
    const set: BesideProps['set'] = (changes, focus, otherwise) => {
      const entry = all.get(prompt);
      if (!entry) return;
      entry.props = { ...entry.props, ui: { ...entry.props.ui, ...changes } };
      redraw(prompt, ground.draw, focus, otherwise);
    };
    return {
      effect,
      strings,
      events,
      ui: kFresh,
      set,
      leave(outcome) {
        events.outcome(outcome);
        remove(prompt);
      },
      setOpen(open) {
        if (all.get(prompt)?.props.ui.open === open) return;
        if (open) for (const { kind, props } of all.values()) kind.make_way?.({ ...props, alone });
        set({ ...kFresh, open }, open ? '[data-entry]' : '.pill');
        events.opened(open);
      },
    };
  }

  /** All of what is done is seen once more before it goes. */
  function end(prompt: string, { kind, props }: Entry): void {
    const { end_ms } = kind;
    if (end_ms === undefined) return remove(prompt);
    props.set({ ending: true, menuOpen: false });
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        remove(prompt);
        ground.celebrate(props.strings.allDone);
      },
      props.ui.open ? end_ms : 0,
    );
    timers.add(timer);
  }

  function corner(start: boolean, entries: readonly Entry[]): ComponentChildren {
    return (
      entries.length > 0 &&
      h(
        'div',
        { class: start ? 'lists start' : 'lists', key: start ? 'start' : 'end' },
        entries.map(boxOf),
      )
    );
  }

  /** A box of its own, so that focus and styles find what belongs to one prompt. */
  function boxOf({ kind, props }: Entry): ComponentChildren {
    const { prompt } = props.effect;
    const look = { class: 'beside', 'data-prompt': prompt, key: prompt };
    return h('div', look, h(kind.View as () => null, { ...props, alone } as object));
  }

  return {
    has: (prompt) => all.has(prompt),
    count: () => all.size,
    async put(effect, events, strings, wanted) {
      const kind = await kindOf(effect);
      if (!wanted()) return { result: 'refused', reason: 'hidden' };
      const { prompt } = effect;
      ground.add_styles(css);
      ground.add_styles(kind.css);
      const known = all.get(prompt);
      const props = propsFor(effect, events, strings);
      const ui = known
        ? { ...known.props.ui, ...kind.updated?.(effect, known.props.effect) }
        : kFresh;
      all.set(prompt, { kind, props: { ...props, ui } });
      redraw(prompt, ground.settle);
      await kind.seen?.(prompt);
      return { result: 'shown' };
    },
    open(prompt) {
      const entry = all.get(prompt);
      if (entry?.kind.open) entry.kind.open({ ...entry.props, alone });
      else entry?.props.setOpen(true);
    },
    hide(prompt, reason) {
      const entry = all.get(prompt);
      if (!entry) return;
      if (reason === 'completed') end(prompt, entry);
      else remove(prompt);
    },
    clear() {
      timers.forEach((timer) => clearTimeout(timer));
      all.clear();
      for (const loading of kinds.values()) void loading.then((kind) => kind.drawn?.([]));
    },
    view(state) {
      ({ alone } = state);
      if (!state.fits) return null;
      const entries = [...all.values()];
      const inSheet = ground.is_sheet() && alone && entries.some(({ props }) => props.ui.at !== '');
      // A sheet has the foot of a phone to itself.
      const inCorner = entries.filter(
        ({ kind, props }) => kind.in_corner && (!inSheet || props.ui.at),
      );
      // What is open has the corner to itself.
      const open = inCorner.filter(({ props }) => props.ui.open);
      const shown = (open.length > 0 ? open : inCorner).sort(
        (a, b) => rankOf(a.props.effect) - rankOf(b.props.effect),
      );
      const isStart = ({ props }: Entry) => props.effect.placement.endsWith('start');
      return [
        ...entries.filter(({ kind }) => !kind.in_corner).map(boxOf),
        corner(
          false,
          shown.filter((entry) => !isStart(entry)),
        ),
        corner(true, shown.filter(isStart)),
      ];
    },
    drawn() {
      const byKind = new Map<BesideKind, BesideProps[]>();
      for (const { kind, props } of all.values()) {
        byKind.set(kind, [...(byKind.get(kind) ?? []), { ...props, alone }]);
      }
      for (const loading of kinds.values()) {
        void loading.then((kind) => kind.drawn?.(byKind.get(kind) ?? [])).catch(() => undefined);
      }
    },
  };
}

/** Help is always there, so it stands at the very edge. */
function rankOf({ kind }: ShowPassiveEffect): number {
  return kind === 'resource_centre' ? 1 : 0;
}
