// What the tests of the shell say to a page again and again.
import type { Page } from 'playwright-core';
import { pageWithTag } from './harness.ts';

/** A campaign file with one announcement, shown by `docent.start('hello')`, and one counted event. */
export const small_file = {
  version: 1,
  revision: 'test',
  events: { clicked: { weight: 1 } },
  campaigns: [
    {
      id: 'hello',
      kind: 'announcement',
      trigger: { on: 'manual' },
      steps: [{ id: 'only', surface: 'modal', title: 'Hello there', body: 'One thing is new.' }],
    },
  ],
};

/** Collects `docent:error` and the page's own errors, from before the widget loads. */
const kWatch = `<script>
  window.seen = []; window.uncaught = [];
  document.addEventListener('docent:error', (event) => seen.push(event.detail));
  addEventListener('error', (event) => uncaught.push(event.message));
  addEventListener('unhandledrejection', (event) => uncaught.push(String(event.reason)));
</script>`;

export function watchedPage(attributes: Record<string, string>, body = '<p>Host</p>'): string {
  return pageWithTag(attributes, { head: kWatch, body });
}

interface WatchedWindow {
  seen: { code: string; path: string; message: string }[];
  uncaught: string[];
  docent: import('docent').Docent;
}

/** The codes of all `docent:error` events so far. */
export function errorCodes(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as WatchedWindow).seen.map(({ code }) => code));
}

export function uncaughtErrors(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as Partial<WatchedWindow>).uncaught ?? []);
}

export async function untilError(page: Page, code: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => (window as unknown as WatchedWindow).seen.some((error) => error.code === wanted),
    code,
  );
}

/** Steps the engine, and resolves when that is committed. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as WatchedWindow).docent.explain('hello'));
}

export function track(page: Page, event: string, times = 1): Promise<void> {
  return page.evaluate(
    ([name, count]) => {
      for (let i = 0; i < count; i += 1) (window as unknown as WatchedWindow).docent.track(name);
    },
    [event, times] as const,
  );
}

export function start(page: Page, campaign: string): Promise<{ shown: boolean; reason?: string }> {
  return page.evaluate((id) => (window as unknown as WatchedWindow).docent.start(id), campaign);
}

/** Whether that campaign's prompt is in the page. */
export function isShowing(page: Page, campaign: string): Promise<boolean> {
  return page.evaluate(
    (id) =>
      document.querySelector('docent-root')?.shadowRoot?.querySelector(`[data-campaign="${id}"]`) !=
      null,
    campaign,
  );
}

export { pageViewsOf, totalOf } from '../snapshot_words.ts';
