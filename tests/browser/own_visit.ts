// A visit for each test: to a site of its own, and with it a state of its own, with a collector of its own.
import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { type Site, type TestCollector, startSite, startTestCollector } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { small_file, watchedPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import type { Engine } from './pages/engines.ts';
import { uncaughtErrors } from './watched_tab.ts';

export interface Visit {
  site: Site;
  collector: TestCollector;
  tab: Tab;
}

/** The attributes of a script tag that posts to that collector. */
export const tagFor = ({ url }: TestCollector) => ({
  'data-key': 'k',
  'data-config': '/docent.json',
  'data-collector': url,
});

/**
 * Launches a browser for all tests of a suite, and hands each of them a tab in front of a site with the small campaign file and
 * `body` on its page. Afterwards everything is closed, and no error has reached the host.
 */
export function visitEach(
  launch: Engine['launch'],
  begin: (visit: Visit) => void,
  body?: string,
): void {
  const browser = oneBrowser(launch);
  let visit: Visit;
  beforeEach(async () => {
    const collector = await startTestCollector();
    const site = await startSite({
      '/docent.json': JSON.stringify(small_file),
      '/blank': '<!doctype html><title>blank</title>',
      '/': watchedPage(tagFor(collector), body),
    });
    visit = { site, collector, tab: await browser.open() };
    begin(visit);
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(visit.tab);
    await visit.tab.close();
    await visit.site.close();
    await visit.collector.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });
}
