// What the tests of the shell say to a page again and again.
import type { Page } from 'playwright-core';
import { pageWithTag } from './harness.ts';
import type { Tab } from './pages/browsers.ts';
import { kSeeking } from './pages/sought.ts';

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

/** Collects all that Docent tells. */
const kListen = `<script>
  window.told = [];
  for (const type of ['before-show', 'show', 'step', 'missing', 'answer', 'complete', 'dismiss', 'error'])
    document.addEventListener('docent:' + type, ({ detail }) => told.push({ type, ...detail }));
</script>`;

export function watchedPage(attributes: Record<string, string>, body = '<p>Host</p>'): string {
  return pageWithTag(attributes, { head: kWatch, body });
}

/** A watched page in which is found what a user looks for (pages/sought.ts), and which Docent speaks the same to anywhere. */
export function soughtPage(attributes: Record<string, string>, body: string): string {
  return pageWithTag(
    { 'data-locale': 'en', ...attributes },
    { head: kWatch + kListen + kSeeking, body },
  );
}

interface WatchedWindow {
  told: ({ type: string } & Record<string, unknown>)[];
  seen: { code: string; path: string; message: string }[];
  uncaught: string[];
  docent: import('docent').Docent;
}

/** Has something run in a page: a `Tab` of any engine, or a page of Chromium where a test needs more than all engines can. */
function runIn<Result, Arg>(
  page: Page | Tab,
  run: (arg: Arg) => Result | Promise<Result>,
  arg: Arg,
): Promise<Result> {
  return (page as Tab).evaluate(run, arg);
}

/** The codes of all `docent:error` events so far. */
export function errorCodes(page: Page | Tab): Promise<string[]> {
  return runIn(page, () => (window as unknown as WatchedWindow).seen.map(({ code }) => code), null);
}

export function uncaughtErrors(page: Page | Tab): Promise<string[]> {
  return runIn(page, () => (window as unknown as Partial<WatchedWindow>).uncaught ?? [], null);
}

export async function untilError(page: Page, code: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => (window as unknown as WatchedWindow).seen.some((error) => error.code === wanted),
    code,
  );
}

/** The first event of that name that Docent has told of, as soon as it has. */
export async function untilTold(tab: Tab, type: string): Promise<Record<string, unknown>> {
  const isThere = (name: string) =>
    (window as unknown as WatchedWindow).told.some((event) => event.type === name);
  await tab.until(isThere, type);
  const told = await tab.evaluate(() => (window as unknown as WatchedWindow).told, null);
  return told.find((event) => event.type === type) ?? {};
}

/** Steps the engine, and resolves when that is committed. */
export async function settled(page: Page | Tab): Promise<void> {
  await runIn(page, () => (window as unknown as WatchedWindow).docent.explain('hello'), null);
}

export function track(page: Page | Tab, event: string, times = 1): Promise<void> {
  return runIn(
    page,
    ([name, count]) => {
      for (let i = 0; i < count; i += 1) (window as unknown as WatchedWindow).docent.track(name);
    },
    [event, times] as const,
  );
}

export function start(
  page: Page | Tab,
  campaign: string,
): Promise<{ shown: boolean; reason?: string }> {
  return runIn(page, (id) => (window as unknown as WatchedWindow).docent.start(id), campaign);
}

/** Whether that campaign's prompt is in the page. */
export function isShowing(page: Page | Tab, campaign: string): Promise<boolean> {
  return runIn(
    page,
    (id) =>
      document.querySelector('docent-root')?.shadowRoot?.querySelector(`[data-campaign="${id}"]`) !=
      null,
    campaign,
  );
}

export { pageViewsOf, totalOf } from '../snapshot_words.ts';
