// What a suite begins with: one browser for all of its tests, and where that is all they need a tab for each.
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Browser, Preferences, Tab } from './pages/browsers.ts';
import type { Engine } from './pages/engines.ts';

/** Launches a browser for all tests of the suite, and closes it after them. */
export function oneBrowser(
  launch: Engine['launch'],
  preferences?: Preferences,
): Pick<Browser, 'open'> {
  let browser: Browser;
  before(async () => {
    browser = await launch(preferences);
  });
  after(() => browser.close());
  return { open: () => browser.open() };
}

/** Hands each test of the suite a tab of its own, which is closed after it. */
export function tabForEach(
  launch: Engine['launch'],
  begin: (tab: Tab) => unknown,
  preferences?: Preferences,
): void {
  const browser = oneBrowser(launch, preferences);
  let tab: Tab;
  beforeEach(async () => {
    tab = await browser.open();
    await begin(tab);
  });
  afterEach(() => tab.close());
}
