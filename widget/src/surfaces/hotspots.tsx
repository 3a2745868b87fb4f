/** @jsxRuntime classic */
/** @jsx h */
/** @jsxFrag Fragment */
// Hotspots: a beacon at each target, which opens a tooltip. A chunk of its own, loaded with the first of them.
import type { JSX as PreactJsx } from 'preact';
import type { Hotspot, ShowEffect, ShowHotspotsEffect } from '../contract.ts';
import type { BesideKind, BesideProps, Ground } from './beside.ts';
import type { ShownButton } from './buttons.ts';
import type { Kit } from './drawing.ts';
import type { Following } from './follow.ts';
import type { Rect } from './geometry.ts';
import { css } from './hotspots_style.ts';
import type { RichBlocks } from './rich_blocks.tsx';

// Where the compiler looks for the types of elements made by `h`.
declare namespace h {
  namespace JSX {
    type Element = PreactJsx.Element;
    type IntrinsicElements = PreactJsx.IntrinsicElements;
    type IntrinsicAttributes = PreactJsx.IntrinsicAttributes;
    type ElementChildrenAttribute = PreactJsx.ElementChildrenAttribute;
  }
}

type Props = BesideProps<ShowHotspotsEffect>;

/** Half of a beacon's size, in px. */
const kReach = 14;

/** A beacon that keeps to its target. */
interface Kept {
  abort: AbortController;
  following: Following | undefined;
  /** Where the beacon was put last. */
  spot: Rect | undefined;
}

export function createHotspots(
  { h, Fragment, Card, plain, safeUrl, follow, waitForTarget, placeTooltip, ...kit }: Kit,
  ground: Ground,
): BesideKind<ShowHotspotsEffect> {
  const kept = new Map<string, Kept>();
  const waiting = new Map<string, { seen: Promise<void>; settle: () => void }>();
  let outside: AbortController | undefined;
  let rich: RichBlocks | undefined;

  const keyOf = ({ effect }: Props, { id }: Hotspot) => `${effect.prompt} ${id}`;
  const boxOf = (key: string) =>
    ground.frame.querySelector<HTMLElement>(`[data-spot="${CSS.escape(key)}"]`);
  /** Beacons vanish at once, and not when the engine has heard of it. */
  const left = ({ effect, ui }: Props) => effect.items.filter(({ id }) => !ui.fresh.includes(id));

  function View(props: Props) {
    const { effect, strings, ui, alone } = props;
    const open = alone ? left(props).find(({ id }) => id === ui.at) : undefined;
    return (
      <>
        {left(props).map((item) => (
          <div class="spot" key={item.id} data-spot={keyOf(props, item)}>
            <button
              type="button"
              class="beacon"
              part="beacon"
              data-campaign={effect.campaign}
              data-step={item.id}
              data-surface="hotspot"
              aria-haspopup="dialog"
              aria-expanded={item === open}
              aria-label={`${strings.hint}: ${plain(item.content.title ?? item.content.body ?? '')}`}
              onClick={() => (item === open ? close(props, 'read') : show(props, item))}
              onFocus={({ currentTarget }) => {
                // By keyboard only: under a pointer that is down, nothing may move away.
                if (currentTarget.matches(':focus-visible')) bringIntoView(props, item);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Escape' || !open) return;
                event.stopPropagation();
                close(props, 'read');
              }}
            >
              <i />
            </button>
          </div>
        ))}
        {open && <Tip {...props} item={open} />}
      </>
    );
  }

  /** The same card as a step's, told what a step would be. */
  function Tip(props: Props & { item: Hotspot }) {
    const { effect, item, strings, ui } = props;
    const as_step: ShowEffect = {
      ...{ type: 'show', kind: 'announcement', surface: 'tooltip', backdrop: 'none', index: 0 },
      ...{ count: 1, wait_ms: 0, on_missing: 'skip', resumed: false, lease_until_ms: 0 },
      ...{ prompt: effect.prompt, campaign: effect.campaign, step: item.id },
      ...{ placement: item.placement, targets: item.targets, content: item.content },
    };
    const onKeyDown = (event: KeyboardEvent) => {
      event.stopPropagation();
      if (event.key !== 'Escape') return;
      if (ui.menuOpen) props.set({ menuOpen: false }, '.opener');
      else close(props, 'read');
    };
    return (
      <div class="tip" onKeyDown={onKeyDown}>
        <Card
          key={item.id}
          effect={as_step}
          strings={strings}
          questions={undefined}
          rich={rich}
          form={ground.is_sheet() ? 'sheet' : 'tooltip'}
          rtl={ground.frame.dir === 'rtl'}
          from={undefined}
          state={{ answer: undefined, pressed: undefined, busy: false, menuOpen: ui.menuOpen }}
          phase="here"
          offers={['dismissed', 'snoozed', 'opted_out']}
          press={(button) => press(props, button)}
          choose={() => undefined}
          setMenu={(menuOpen) => props.set({ menuOpen }, menuOpen ? '.item' : '')}
          leave={props.leave}
          close={() => close(props, 'read')}
        />
      </div>
    );
  }

  function show(props: Props, item: Hotspot): void {
    if (props.ui.at) close(props, 'read', true);
    loadRichFor(item);
    bringIntoView(props, item);
    props.set({ at: item.id, menuOpen: false }, item.content.title ? '.title' : '.card');
  }

  /** Closes the tooltip that is open: its beacon was read. Focus goes on to the next one, else to the target. */
  function close(props: Props, button: string, goes_on = false, url?: string): void {
    const item = left(props).find(({ id }) => id === props.ui.at);
    if (!item) return;
    const shadow = ground.frame.getRootNode() as ShadowRoot;
    const was_inside = shadow.activeElement !== null;
    const target = kept.get(keyOf(props, item))?.following?.target();
    const next = goes_on || !was_inside ? '' : '.spot[data-on] .beacon';
    props.set({ at: '', menuOpen: false, fresh: [...props.ui.fresh, item.id] }, next, target);
    props.events.press(item.id, { button, ...(url === undefined ? {} : { url }) });
  }

  function press(props: Props, button: ShownButton): void {
    const { action } = button;
    if (action === 'snooze') return props.leave('snoozed');
    if (action === 'opt_out') return props.leave('opted_out');
    const url = action === 'navigate' ? safeUrl(button.url ?? '') : undefined;
    close(props, action, false, url);
  }

  /** Who comes by keyboard sees what the beacon is about, and on a phone above the sheet that says it. */
  function bringIntoView(props: Props, item: Hotspot): void {
    const target = kept.get(keyOf(props, item))?.following?.target();
    const bottom = ground.is_sheet() ? innerHeight * 0.4 : 0;
    if (target) kit.scrollIntoSafeZone(target, { top: 0, bottom });
  }

  /** Videos and progress are drawn by a chunk of their own, which is there before the tooltip is opened. */
  function loadRichFor({ content }: Hotspot): void {
    if (rich || !content.blocks.some(kit.isRich)) return;
    kit.loadRichBlocks().then(
      (loaded) => {
        rich = loaded;
        ground.add_styles(rich.css);
        ground.draw();
      },
      // Tried again when it is opened.
      () => undefined,
    );
  }

  function keep(props: Props, item: Hotspot): void {
    const key = keyOf(props, item);
    if (kept.has(key)) return;
    loadRichFor(item);
    const mine: Kept = { abort: new AbortController(), following: undefined, spot: undefined };
    const { signal } = mine.abort;
    kept.set(key, mine);
    void waitForTarget(item.targets, Infinity, signal).then((target) => {
      const box = boxOf(key);
      if (!target || signal.aborted) return;
      mine.following = follow({
        target,
        locators: item.targets,
        card: box ?? ground.frame,
        lit: undefined,
        rings: [],
        scrim: null,
        origin: () => ground.host.getBoundingClientRect(),
        from: undefined,
        place: (_, seen) => place(key, mine, seen, item.placement),
        lost: () => boxOf(key)?.removeAttribute('data-on'),
        found: () => undefined,
        signal,
      });
      mine.following.wake();
    });
  }

  /** Puts the beacon on the corner of its target, where the target's scrollers let it be seen. */
  function place(key: string, mine: Kept, seen: Rect, placement: string): void {
    const box = boxOf(key);
    if (!box) return;
    const target = mine.following?.target();
    const covered = target !== undefined && kit.layerFor(target) !== ground.host.parentNode;
    const on = seen.width > 0 && seen.height > 0 && !covered;
    box.toggleAttribute('data-on', on);
    const { x, y } = ground.host.getBoundingClientRect();
    const rtl = ground.frame.dir === 'rtl';
    const at = { x: rtl ? seen.x : seen.x + seen.width, y: seen.y };
    // Never half outside of the viewport.
    const inside = (value: number, size: number) =>
      Math.min(Math.max(value, kReach), size - kReach);
    const { clientWidth } = document.documentElement;
    if (at.x >= 0 && at.x <= clientWidth) at.x = inside(at.x, clientWidth);
    if (at.y >= 0 && at.y <= innerHeight) at.y = inside(at.y, innerHeight);
    mine.spot = { x: at.x - kReach, y: at.y - kReach, width: 2 * kReach, height: 2 * kReach };
    box.style.transform = `translate(${at.x - x}px,${at.y - y}px)`;
    placeTip(key, mine, placement);
    if (on) settleWaiting(key);
  }

  function placeTip(key: string, mine: Kept, placement: string): void {
    const card = ground.frame.querySelector<HTMLElement>('.tip>.tooltip');
    const arrow = card?.querySelector<HTMLElement>('.arrow');
    const is_mine = boxOf(key)?.querySelector('[aria-expanded=true]');
    if (!card || !arrow || !is_mine || !mine.spot) return;
    const origin = ground.host.getBoundingClientRect();
    void placeTooltip(card, arrow, mine.spot, placement, ground.frame.dir === 'rtl', origin);
  }

  function settleWaiting(key: string): void {
    const [prompt = ''] = key.split(' ', 1);
    waiting.get(prompt)?.settle();
  }

  /** A click or tap anywhere else closes what is open, and means what it meant. */
  function watchOutside(props: Props | undefined): void {
    outside?.abort();
    outside = undefined;
    if (!props) return;
    outside = new AbortController();
    window.addEventListener(
      'pointerdown',
      (event) => {
        if (!event.composedPath().includes(ground.host)) close(props, 'read');
      },
      { capture: true, signal: outside.signal },
    );
  }

  return {
    css,
    in_corner: false,
    View,
    drawn(all) {
      const keys = new Set(all.flatMap((props) => left(props).map((item) => keyOf(props, item))));
      for (const [key, { abort }] of kept) {
        if (keys.has(key)) continue;
        abort.abort();
        kept.delete(key);
      }
      for (const [prompt, { settle }] of waiting) {
        if (!all.some(({ effect }) => effect.prompt === prompt)) settle();
      }
      for (const props of all) for (const item of left(props)) keep(props, item);
      for (const { following } of kept.values()) following?.wake();
      watchOutside(all.find(({ ui, alone }) => alone && ui.at !== ''));
    },
    open(props) {
      const [first] = left(props);
      if (first && !props.ui.at) show(props, first);
    },
    make_way: (props) => close(props, 'read', true),
    seen(prompt) {
      const known = waiting.get(prompt);
      if (known) return known.seen;
      let settle = () => undefined as void;
      const seen = new Promise<void>((resolve) => {
        settle = resolve;
      });
      waiting.set(prompt, { seen, settle });
      return seen;
    },
  };
}
