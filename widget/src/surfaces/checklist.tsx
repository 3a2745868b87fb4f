/** @jsxRuntime classic */
/** @jsx h */
/** @jsxFrag Fragment */
// Checklists: a pill in the corner that opens into what there is to do. A chunk of its own, loaded with the first one.
import type { ComponentChildren, JSX as PreactJsx } from 'preact';
import type { ChecklistItem, ShowChecklistEffect } from '../contract.ts';
import { css } from './checklist_style.ts';
import type { Kit } from './drawing.ts';
import type { Strings } from './strings.ts';
import type { MenuOutcome } from './tools.tsx';

// Where the compiler looks for the types of elements made by `h`.
declare namespace h {
  namespace JSX {
    type Element = PreactJsx.Element;
    type IntrinsicElements = PreactJsx.IntrinsicElements;
    type IntrinsicAttributes = PreactJsx.IntrinsicAttributes;
    type ElementChildrenAttribute = PreactJsx.ElementChildrenAttribute;
  }
}

export interface ChecklistProps {
  effect: ShowChecklistEffect;
  strings: Strings;
  open: boolean;
  menuOpen: boolean;
  setOpen(open: boolean): void;
  setMenu(open: boolean): void;
  press(item: ChecklistItem): void;
  leave(outcome: MenuOutcome | 'dismissed'): void;
}

/** Checklists as the scene knows them. */
export interface Checklists {
  css: string;
  ChecklistView(props: ChecklistProps): ComponentChildren;
}

const kTick = 'M5 10.5l3.4 3.4L15 6.8';
const kAround = 2 * Math.PI * 8;

export function createChecklists({ h, Fragment, Tools, inline, plain, safeUrl }: Kit): Checklists {
  function ChecklistView(props: ChecklistProps) {
    const { effect, strings, open, menuOpen, setOpen, setMenu } = props;
    const { campaign, done, total, items, body, title = strings.checklist } = effect;
    const progress = strings.progress(done, total);
    // Plain, since it stands in a button: no link can be in there.
    const name = plain(title);
    const marks = { 'data-campaign': campaign, 'data-surface': 'checklist' };
    const onKeyDown = (event: KeyboardEvent) => {
      // Keys in here mean the checklist, and not a tour that runs beside it.
      event.stopPropagation();
      if (event.key !== 'Escape') return;
      if (menuOpen) setMenu(false);
      else setOpen(false);
    };
    if (!open) {
      return (
        <button
          type="button"
          class="toggle pill"
          part="launcher"
          aria-expanded="false"
          aria-label={`${name}, ${progress}`}
          onClick={() => setOpen(true)}
          {...marks}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="8" />
            <circle
              cx="10"
              cy="10"
              r="8"
              class="so-far"
              stroke-dasharray={`${(done / total) * kAround} 99`}
            />
          </svg>
          <span class="name">{name}</span>
          <span class="tally">{progress}</span>
        </button>
      );
    }
    return (
      <section class="list" part="prompt" aria-label={name} onKeyDown={onKeyDown} {...marks}>
        <button
          type="button"
          class="toggle head"
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
            <Task key={item.id} item={item} strings={strings} press={props.press} />
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

  function Task(props: { item: ChecklistItem; strings: Strings; press: ChecklistProps['press'] }) {
    const { item, strings, press } = props;
    const { button, done } = item;
    return (
      <li class={done ? 'task done' : 'task'} data-item={item.id}>
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
    press: ChecklistProps['press'];
  }) {
    const { item, button, press } = props;
    const href = button.action === 'navigate' ? safeUrl(button.url ?? '') : undefined;
    const look = { class: `button ${button.style}`, part: 'button', 'data-action': button.action };
    const onClick = (event: MouseEvent) => {
      // Opened elsewhere, by the browser: nothing is pressed here.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      press(item);
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

  return { css, ChecklistView };
}
