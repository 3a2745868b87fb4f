// What the tests of the shell say to a tab of any engine again and again; the page in it is a `watchedPage` or a `soughtPage`.
import type { Page } from 'playwright-core';
import type { Docent } from '../../widget/src/docent.ts';
import type { Tab } from './pages/browsers.ts';
import { readStorage, type StoredState } from './storage_reader.ts';

export interface WatchedWindow {
  docent: Docent & { q?: unknown[] };
  seen: { code: string; path: string; message: string }[];
  uncaught: string[];
  /** In a `soughtPage`. */
  told: ({ type: string } & Record<string, unknown>)[];
}
declare const window: Window & WatchedWindow;

/** Has something run in a page: a `Tab` of any engine, or a page of Chromium where a test needs more than all engines can. */
function runIn<Result, Arg>(
  page: Page | Tab,
  run: (arg: Arg) => Result | Promise<Result>,
  arg: Arg,
): Promise<Result> {
  return (page as Tab).evaluate(run, arg);
}

/** The codes of all `docent:error` events so far. */
export const errorCodes = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => window.seen.map(({ code }) => code), null);

/** Also where the page is not a watched one: nothing then. */
export const uncaughtErrors = (page: Page | Tab): Promise<string[]> =>
  runIn(page, () => (window as Partial<WatchedWindow>).uncaught ?? [], null);

export const untilError = (tab: Tab, code: string): Promise<void> =>
  tab.until((wanted) => window.seen.some((error) => error.code === wanted), code);

/** Calls a method of the API that answers nothing. */
export function call<Method extends Exclude<keyof Docent, 'start' | 'explain' | 'on'>>(
  tab: Tab,
  method: Method,
  ...args: Parameters<Docent[Method]>
): Promise<void> {
  return tab.evaluate(
    ([name, given]) => {
      (window.docent[name] as (...all: unknown[]) => unknown)(...given);
    },
    [method, args as unknown[]] as const,
  );
}

/** Steps the engine, and resolves when that is committed. */
export const settled = (page: Page | Tab): Promise<void> =>
  runIn(page, async () => void (await window.docent.explain('hello')), null);

export const track = (page: Page | Tab, event: string, times = 1): Promise<void> =>
  runIn(
    page,
    ([name, count]) => {
      for (let i = 0; i < count; i += 1) window.docent.track(name);
    },
    [event, times] as const,
  );

export const start = (tab: Tab, campaign: string): Promise<{ shown: boolean; reason?: string }> =>
  tab.evaluate((id) => window.docent.start(id), campaign);

/** Whether that campaign's prompt is in the page. */
export const isShowing = (page: Page | Tab, campaign: string): Promise<boolean> =>
  runIn(
    page,
    (id) =>
      document.querySelector('docent-root')?.shadowRoot?.querySelector(`[data-campaign="${id}"]`) !=
      null,
    campaign,
  );

export const untilShowing = (tab: Tab, campaign: string): Promise<void> =>
  tab.until(
    (id) =>
      document.querySelector('docent-root')?.shadowRoot?.querySelector(`[data-campaign="${id}"]`) !=
      null,
    campaign,
  );

/** The first event of that name that Docent has told of, as soon as it has. */
export async function untilTold(tab: Tab, type: string): Promise<Record<string, unknown>> {
  await tab.until((name) => window.told.some((event) => event.type === name), type);
  const told = await tab.evaluate(() => window.told, null);
  return told.find((event) => event.type === type) ?? {};
}

export const readStored = (tab: Tab): Promise<StoredState> => tab.evaluate(readStorage, null);

export const untilStep = (tab: Tab, step: string): Promise<void> =>
  tab.until(
    (id) =>
      document.querySelector('docent-root')?.shadowRoot?.querySelector(`[data-step="${id}"]`) !=
      null,
    step,
  );

/** Clicks what is on the prompt as a user does, once it stands still. */
export async function clickOnPrompt(tab: Tab, selector: string): Promise<void> {
  const { x, y } = await tab.evaluate(async (wanted) => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    const moving = shadow?.getAnimations() ?? [];
    await Promise.all(moving.map(({ finished }) => finished.catch(() => null)));
    const rect = shadow?.querySelector(wanted)?.getBoundingClientRect();
    if (!rect) throw new Error(`There is no ${wanted} on screen.`);
    return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  }, selector);
  await tab.click(x, y);
}
