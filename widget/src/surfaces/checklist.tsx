/** @jsxRuntime classic */
/** @jsx h */
/** @jsxFrag Fragment */
// Checklists: a pill in the corner that opens into what there is to do. A chunk of its own, loaded with the first one.
import type { JSX as PreactJsx } from 'preact';
import type { ChecklistItem, ShowChecklistEffect } from '../contract.ts';
import type { BesideKind, BesideProps } from './beside.ts';
import { css } from './checklist_style.ts';
import type { Kit } from './drawing.ts';
import type { Strings } from './strings.ts';

// Where the compiler looks for the types of elements made by `h`.
declare namespace h {
  namespace JSX {
    type Element = PreactJsx.Element;
    type IntrinsicElements = PreactJsx.IntrinsicElements;
    type IntrinsicAttributes = PreactJsx.IntrinsicAttributes;
    type ElementChildrenAttribute = PreactJsx.ElementChildrenAttribute;
  }
}

const kTick = 'M5 10.5l3.4 3.4L15 6.8';
const kAround = 2 * Math.PI * 8;
/** So long all the ticks are seen before the list goes. */
const kEnd_ms = 1400;

type Props = BesideProps<ShowChecklistEffect>;

export function createChecklists({
  h,
  Fragment,
  Tools,
  inline,
  plain,
  safeUrl,
}: Kit): BesideKind<ShowChecklistEffect> {
  function View(props: Props) {
    const { effect, strings, ui, setOpen } = props;
    const { menuOpen, ending } = ui;
    const { campaign, total, body, hidden, label, title = label ?? strings.checklist } = effect;
    const done = ending ? total : effect.done;
    const items = ending ? effect.items.map((item) => ({ ...item, done: true })) : effect.items;
    const setMenu = (now: boolean) => props.set({ menuOpen: now }, now ? '.item' : '.opener');
    const progress = strings.progress(done, total);
    // Plain, since it stands in a button: no link can be in there.
    const name = plain(title);
    const pill = plain(label ?? title);
    const marks = { 'data-campaign': campaign, 'data-surface': 'checklist' };
    const onKeyDown = (event: KeyboardEvent) => {
      // Keys in here mean the checklist, and not a tour that runs beside it.
      event.stopPropagation();
      if (event.key !== 'Escape') return;
      event.preventDefault();
      if (menuOpen) setMenu(false);
      else setOpen(false);
    };
    if (!ui.open) {
      if (hidden) return null;
      return (
        <button
          type="button"
          class="toggle pill"
          part="launcher"
          aria-expanded="false"
          onClick={() => setOpen(true)}
          {...marks}
        >
          <svg class="ring-so-far" viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="8" />
            <circle
              cx="10"
              cy="10"
              r="8"
              class="so-far"
              stroke-dasharray={`${(done / total) * kAround} 99`}
            />
          </svg>
          <span class="name">{pill}</span> <span class="tally">{progress}</span>
        </button>
      );
    }
    return (
      <section class="list" part="prompt" aria-label={name} onKeyDown={onKeyDown} {...marks}>
        <button
          type="button"
          class="toggle head"
          data-entry
          aria-expanded="true"
          onClick={() => setOpen(false)}
        >
          <b class="title" part="title">
            {name}
          </b>
          <span class="progress" part="progress">
            <span class="bar" aria-hidden="true">
              <i style={{ width: `${(done / total) * 100}%` }} />
            </span>
            {progress}
          </span>
        </button>
        {body && <p class="body about">{inline(body)}</p>}
        <ul class="tasks">
          {items.map((item) => (
            <Task
              key={item.id}
              item={item}
              fresh={ui.fresh.includes(item.id)}
              strings={strings}
              press={props.events.press}
            />
          ))}
        </ul>
        <Tools
          strings={strings}
          offers={['snoozed', 'opted_out']}
          up={false}
          open={menuOpen}
          setMenu={setMenu}
          leave={props.leave}
        />
      </section>
    );
  }

  interface TaskProps {
    item: ChecklistItem;
    /** It was done just now: its tick draws itself. */
    fresh: boolean;
    strings: Strings;
    press: Props['events']['press'];
  }

  function Task({ item, fresh, strings, press }: TaskProps) {
    const { button, done } = item;
    return (
      <li class={`task${done ? ' done' : ''}${done && fresh ? ' fresh' : ''}`} data-item={item.id}>
        <i class="mark" role="img" aria-label={done ? strings.done : strings.open}>
          <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d={kTick} />
          </svg>
        </i>
        <div class="words">
          <p class="what">{inline(item.title)}</p>
          {item.body && !done && <p class="body">{inline(item.body)}</p>}
          {button && !done && <Action {...{ item, button, press }} />}
        </div>
      </li>
    );
  }

  function Action(props: {
    item: ChecklistItem;
    button: NonNullable<ChecklistItem['button']>;
    press: Props['events']['press'];
  }) {
    const { item, button, press } = props;
    const href = button.action === 'navigate' ? safeUrl(button.url ?? '') : undefined;
    const look = { class: `button ${button.style}`, part: 'button', 'data-action': button.action };
    const onClick = (event: MouseEvent) => {
      // Opened elsewhere, by the browser: nothing is pressed here.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      press(item.id, { button: button.action, ...(href === undefined ? {} : { url: href }) });
    };
    return (
      <>
        {href === undefined ? (
          <button type="button" {...look} onClick={onClick}>
            {button.label}
          </button>
        ) : (
          <a href={href} {...look} onClick={onClick}>
            {button.label}
          </a>
        )}
      </>
    );
  }

  return {
    css,
    in_corner: true,
    View,
    end_ms: kEnd_ms,
    updated(now, before) {
      const open = before.items.filter(({ done }) => !done).map(({ id }) => id);
      const fresh = now.items.filter(({ id, done }) => done && open.includes(id));
      return fresh.length > 0 ? { fresh: fresh.map(({ id }) => id) } : {};
    },
  };
}
