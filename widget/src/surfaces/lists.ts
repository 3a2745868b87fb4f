// The checklists on screen, and what the user does with them.
import type { ShowChecklistEffect } from '../contract.ts';
import type { ChecklistEvents } from '../presenter.ts';
import type { ChecklistProps, Checklists } from './checklist.tsx';
import { safeUrl } from './safe_url.ts';
import type { Strings } from './strings.ts';

export interface ListedWith {
  strings: Strings;
  checklists: Checklists;
}

export interface Lists {
  put(effect: ShowChecklistEffect, events: ChecklistEvents, by: ListedWith): void;
  /** True when it was there. */
  remove(prompt: string): boolean;
  has(prompt: string): boolean;
  count(): number;
  clear(): void;
  /** What the scene draws. */
  props(): { view: Checklists['ChecklistView']; start: boolean; all: ChecklistProps[] } | undefined;
}

export function createLists(
  draw: () => void,
  /** One of them was left. */
  left: () => void,
  find: (selector: string) => HTMLElement | null,
): Lists {
  const lists = new Map<string, ChecklistProps>();
  let view: Checklists['ChecklistView'] | undefined;

  return {
    put(effect, events, { strings, checklists }) {
      const { prompt } = effect;
      view = checklists.ChecklistView;
      const change = (changes: Partial<ChecklistProps>, focus?: string) => {
        const before = lists.get(prompt);
        if (!before) return;
        lists.set(prompt, { ...before, ...changes });
        draw();
        if (focus) find(`[data-campaign="${CSS.escape(effect.campaign)}"]${focus}`)?.focus();
      };
      const { open = false, menuOpen = false } = lists.get(prompt) ?? {};
      lists.set(prompt, {
        ...{ effect, strings, open, menuOpen },
        setOpen: (now) => change({ open: now, menuOpen: false }, now ? ' .toggle' : '.toggle'),
        setMenu: (now) => change({ menuOpen: now }, now ? ' .item' : ''),
        press({ id, button }) {
          if (!button) return;
          const url = button.action === 'navigate' ? safeUrl(button.url ?? '') : undefined;
          events.press(id, { button: button.action, ...(url === undefined ? {} : { url }) });
        },
        leave(outcome) {
          events.outcome(outcome);
          lists.delete(prompt);
          left();
        },
      });
    },
    remove: (prompt) => lists.delete(prompt),
    has: (prompt) => lists.has(prompt),
    count: () => lists.size,
    clear: () => lists.clear(),
    props() {
      const all = [...lists.values()];
      const start = all[0]?.effect.placement.endsWith('start') ?? false;
      return view && all.length > 0 ? { view, start, all } : undefined;
    },
  };
}
