// What the tests of the shell say to a `Tab` of any engine again and again; the page in it is a `watchedPage`.
import type { Docent } from '../../widget/src/docent.ts';
import type { Tab } from './pages/browsers.ts';
import { readStorage, type StoredState } from './storage_reader.ts';

export interface WatchedWindow {
  docent: Docent & { q?: unknown[] };
  seen: { code: string; path: string; message: string }[];
  uncaught: string[];
}
declare const window: Window & WatchedWindow;

/** The codes of all `docent:error` events so far. */
export const errorCodes = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => window.seen.map(({ code }) => code), null);

/** Also where the page is not a watched one, or could not be asked: nothing then. */
export const uncaughtErrors = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => (window as Partial<WatchedWindow>).uncaught ?? [], null).catch(() => []);

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
export const settled = (tab: Tab): Promise<void> =>
  tab.evaluate(async () => void (await window.docent.explain('hello')), null);

export const track = (tab: Tab, event: string, times = 1): Promise<void> =>
  tab.evaluate(
    ([name, count]) => {
      for (let i = 0; i < count; i += 1) window.docent.track(name);
    },
    [event, times] as const,
  );

export const start = (tab: Tab, campaign: string): Promise<{ shown: boolean; reason?: string }> =>
  tab.evaluate((id) => window.docent.start(id), campaign);

/** Whether that campaign's prompt is in the page. */
export const isShowing = (tab: Tab, campaign: string): Promise<boolean> =>
  tab.evaluate(
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
