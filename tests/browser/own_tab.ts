// A tab for each test, in one browser for all of a suite.
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Browser, Preferences, Tab } from './pages/browsers.ts';
import type { Engine } from './pages/engines.ts';

/** Hands each test of the suite a tab of its own, which is closed after it. */
export function tabForEach(
  { launch }: Engine,
  begin: (tab: Tab) => unknown,
  preferences?: Preferences,
): void {
  let browser: Browser;
  let tab: Tab;
  before(async () => {
    browser = await launch(preferences);
  });
  after(() => browser.close());
  beforeEach(async () => {
    tab = await browser.open();
    await begin(tab);
  });
  afterEach(() => tab.close());
}
