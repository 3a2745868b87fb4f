// Nothing tracked is lost or counted twice, whatever the page does in the same task.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { totalOf } from '../snapshot_words.ts';
import {
  launchChromium,
  pageWithTag,
  startSite,
  startTestCollector,
  type Site,
  type TestCollector,
} from './harness.ts';
import type { Tab } from './pages/browsers.ts';
import { kEngines } from './pages/engines.ts';
import { readStorage, type StoredState } from './storage_reader.ts';
import { readStored, settled } from './watched_tab.ts';

const kNavigations = 50;
const config = JSON.stringify({ version: 1, events: { clicked: { weight: 1 } }, campaigns: [] });

let site: Site;
let collector: TestCollector;

const tagOf = (key: string) => ({
  'data-key': key,
  'data-config': '/docent.json',
  'data-collector': collector.url,
});

/** Each page tracks once and leaves in the same task: before the widget is there, just after, or when all is at rest. */
function hop(key: string, n: number): string {
  const when = ['early()', 'adopted()', 'ready()'][n % 3];
  const script = `<script>
    function leave() { docent.track('clicked'); location.href = '/hop/${key}/${n + 1}'; }
    function early() { leave(); }
    function adopted() { docent.q ? setTimeout(adopted) : leave(); }
    function ready() { docent.explain('none').then(leave); }
    addEventListener('load', () => setTimeout(() => ${when}));
  </script>`;
  const last = `<script>docent.explain('none').then(() => (document.title = 'ready'));</script>`;
  return pageWithTag(tagOf(key), { body: n === kNavigations ? last : script });
}

/** Each page tracks when it is left, so that a step begins which the page does not live to end. */
function leaving(key: string): string {
  const head = `<script>addEventListener('pagehide', () => docent.track('clicked'))</script>`;
  return pageWithTag(tagOf(key), { head });
}

/** A page that is left while the database is being made, which it keeps from coming to an end before that. */
function making(key: string): string {
  const head = `<script>
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (...args) => {
      const request = open(...args);
      request.addEventListener('upgradeneeded', () => {
        const store = request.result.createObjectStore('busy');
        const busy = () => { store.get('nothing').onsuccess = busy; };
        busy();
        docent.track('clicked');
        location.href = '/leaving/${key}';
      });
      return request;
    };
  </script>`;
  return pageWithTag(tagOf(key), { head });
}

function tracker(key: string): string {
  return pageWithTag(tagOf(key), {
    body: `<script>
      let left = 100;
      function more() { docent.track('clicked'); if (--left > 0) setTimeout(more, Math.random() * 8); else finish(); }
      async function finish() { await docent.explain('none'); document.title = 'ready'; }
      docent.explain('none').then(more);
    </script>`,
  });
}

function assertCounted(stored: StoredState, expected: number): void {
  assert.equal(stored.inbox, 0, 'no command waits');
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), expected);
}

function postedClicks(key: string): number {
  const mine = new Map<string, { revision: number; clicks: number }>();
  for (const { source, data } of collector.events) {
    if (source !== `/docent/${key}`) continue;
    const known = mine.get(data.id);
    if (known && known.revision >= data.revision) continue;
    mine.set(data.id, { revision: data.revision, clicks: data.events.clicked ?? 0 });
  }
  return [...mine.values()].reduce((sum, { clicks }) => sum + clicks, 0);
}

/** So many pages take longer than a tab waits for one thing. */
async function untilLastHop(tab: Tab, key: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  const arrived = () =>
    tab.until(
      (last) => location.pathname === last && document.title === 'ready',
      `/hop/${key}/${kNavigations}`,
    );
  for (;;) {
    try {
      await arrived();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

before(async () => {
  collector = await startTestCollector();
  site = await startSite({
    '/docent.json': config,
    '/blank': '<!doctype html><title>blank</title>',
    '/hop/*': (_request, url) => {
      const [, , key = '', n = '0'] = url.pathname.split('/');
      return { body: hop(key, Number(n)) };
    },
    '/leaving/*': (_request, url) => ({ body: leaving(url.pathname.split('/')[2] ?? '') }),
    '/making/*': (_request, url) => ({ body: making(url.pathname.split('/')[2] ?? '') }),
    '/tracker/*': (_request, url) => ({ body: tracker(url.pathname.split('/')[2] ?? '') }),
  });
});

after(async () => {
  await site.close();
  await collector.close();
});

for (const { name, launch } of kEngines) {
  test(`${name}: 50 navigations with an event in the same task lose none and double none`, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    const tab = await browser.open();
    const key = `hops-${name}`;
    await tab.goto(`${site.url}/hop/${key}/0`);
    await untilLastHop(tab, key);
    assertCounted(await readStored(tab), kNavigations);
    await tab.goto(`${site.url}/blank`);
    await collector.until(() => postedClicks(key) >= kNavigations);
    assert.equal(postedClicks(key), kNavigations);
  });

  test(`${name}: a page that is left in the middle of a step holds up no other`, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    const tab = await browser.open();
    for (let page = 0; page < 4; page++) {
      await tab.goto(`${site.url}/leaving/left-${name}?${page}`);
      await settled(tab);
    }
    assertCounted(await readStored(tab), 3);
  });

  test(`${name}: a page that is left while it makes the database holds up no other`, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    const tab = await browser.open();
    await tab.goto(`${site.url}/making/made-${name}`);
    await tab.until(() => location.pathname.startsWith('/leaving/') && 'docent' in window, null);
    await settled(tab);
    assertCounted(await readStored(tab), 1);
  });
}

test('four tabs that track and navigate at once count every event once', async (t) => {
  const browser = await launchChromium();
  t.after(() => browser.close());
  const context = await browser.newContext();
  const pages = await Promise.all([1, 2, 3, 4].map(() => context.newPage()));
  await Promise.all(
    pages.map(async (page) => {
      await page.goto(`${site.url}/hop/race/0`);
      await page.waitForURL(`${site.url}/hop/race/${kNavigations}`, { timeout: 240_000 });
      await page.waitForFunction(() => document.title === 'ready');
    }),
  );
  const [first] = pages;
  assert.ok(first);
  await settled(first);
  assertCounted(await first.evaluate(readStorage), 4 * kNavigations);
});

test('four tabs that track at once count every event once', async (t) => {
  const browser = await launchChromium();
  t.after(() => browser.close());
  const context = await browser.newContext();
  const pages = await Promise.all([1, 2, 3, 4].map(() => context.newPage()));
  await Promise.all(pages.map((page) => page.goto(`${site.url}/tracker/tabs`)));
  await Promise.all(pages.map((page) => page.waitForFunction(() => document.title === 'ready')));
  const [first] = pages;
  assert.ok(first);
  assertCounted(await first.evaluate(readStorage), 400);
  await Promise.all(pages.map((page) => page.goto(`${site.url}/blank`)));
  await collector.until(() => postedClicks('tabs') >= 400);
  assert.equal(postedClicks('tabs'), 400);
});
