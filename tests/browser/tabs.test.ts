// Many tabs of one user, some of which die in the middle: one prompt, nothing lost, nothing counted twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  launchChromium,
  pageWithTag,
  startSite,
  startTestCollector,
  type Site,
  type TestCollector,
} from './harness.ts';
import { isShowing } from './page_tools.ts';
import { numberInLine, totalOf } from '../snapshot_words.ts';
import { readStorage } from './storage_reader.ts';

const kEventsEach = 60;

const file = {
  version: 1,
  attention: { pause_hours: 0 },
  // One for each tab, so that what each of them told can be told apart.
  events: Object.fromEntries(Array.from({ length: 10 }, (_, tab) => [`tab_${tab}`, {}])),
  campaigns: [
    {
      id: 'welcome',
      kind: 'announcement',
      trigger: { on: 'page_view' },
      steps: [{ id: 'only', surface: 'slideout', title: 'Welcome' }],
    },
  ],
};

let browser: Browser;
let site: Site;
let collector: TestCollector;

before(async () => {
  browser = await launchChromium();
  collector = await startTestCollector();
  site = await startSite({
    '/docent.json': JSON.stringify(file),
    '/blank': '<!doctype html><title>blank</title>',
    '/tab/*': (_request, url) => {
      const [, , key = ''] = url.pathname.split('/');
      const tag = {
        'data-key': key,
        'data-config': '/docent.json',
        'data-collector': collector.url,
      };
      return { body: pageWithTag(tag) };
    },
  });
});

after(async () => {
  await browser.close();
  await site.close();
  await collector.close();
});

interface Tab {
  page: Page;
  event: string;
  /** So many were about to be told; so many are known to be in the database. */
  called: number;
  kept: number;
  crashed: boolean;
  done: Promise<unknown>;
}

/** Runs in the page: tells the event again and again, and now and then makes sure of what was told so far. */
async function tell([event, times]: readonly [string, number]): Promise<void> {
  const host = window as unknown as {
    docent: import('docent').Docent;
    note(called: number, kept: number): Promise<void>;
  };
  let kept = 0;
  for (let called = 1; called <= times; called += 1) {
    void host.note(called, kept);
    host.docent.track(event);
    if (called % 10 === 0) {
      await host.docent.explain('welcome');
      kept = called;
      void host.note(called, kept);
    } else await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
  }
}

async function openTab(context: BrowserContext, key: string, number: number): Promise<Tab> {
  const page = await context.newPage();
  const tab: Tab = {
    page,
    event: `tab_${number}`,
    called: 0,
    kept: 0,
    crashed: false,
    done: Promise.resolve(),
  };
  page.on('crash', () => (tab.crashed = true));
  await page.exposeFunction('note', (called: number, kept: number) => {
    tab.called = Math.max(tab.called, called);
    tab.kept = Math.max(tab.kept, kept);
  });
  await page.goto(`${site.url}/tab/${key}`);
  return tab;
}

/** Kills the page's process, as a crash does: no event, no last word. */
async function crash({ page }: Tab): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const gone = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await gone;
}

async function untilTold(tab: Tab, times: number): Promise<void> {
  while (tab.called < times && !tab.crashed) {
    await tab.page
      .evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      .catch(() => undefined);
  }
}

async function showingTabs(tabs: readonly Tab[]): Promise<Tab[]> {
  const shown = await Promise.all(tabs.map(({ page }) => isShowing(page, 'welcome')));
  return tabs.filter((_, index) => shown[index]);
}

/** Resolves with the tab that shows the prompt, once one does. */
async function holderOf(tabs: readonly Tab[]): Promise<Tab> {
  const found = await Promise.any(
    tabs.map(async (tab) => {
      await tab.page.waitForFunction(
        () =>
          document
            .querySelector('docent-root')
            ?.shadowRoot?.querySelector('[data-campaign="welcome"]') != null,
        undefined,
        { timeout: 60_000 },
      );
      return tab;
    }),
  );
  return found;
}

function posted(key: string): { events: Record<string, number>; shown: number; dismissed: number } {
  const highest = new Map<string, (typeof collector.events)[number]['data']>();
  for (const { source, data } of collector.events) {
    if (source !== `/docent/${key}`) continue;
    if ((highest.get(data.id)?.revision ?? 0) < data.revision) highest.set(data.id, data);
  }
  const sum = { events: {} as Record<string, number>, shown: 0, dismissed: 0 };
  for (const { events, campaigns } of highest.values()) {
    for (const [name, count] of Object.entries(events))
      sum.events[name] = (sum.events[name] ?? 0) + count;
    const welcome = (
      campaigns as Record<string, { shown?: number; dismissed?: number }> | undefined
    )?.welcome;
    sum.shown += welcome?.shown ?? 0;
    sum.dismissed += welcome?.dismissed ?? 0;
  }
  return sum;
}

for (const [count, crashes] of [
  [2, 1],
  [10, 4],
] as const) {
  test(`${count} tabs that track at once, ${crashes} of which crash: one prompt, nothing lost, nothing counted twice`, async (t) => {
    const key = `crash_${count}`;
    const context = await browser.newContext();
    t.after(() => context.close());
    const tabs: Tab[] = [];
    for (let number = 0; number < count; number += 1)
      tabs.push(await openTab(context, key, number));

    const first = await holderOf(tabs);
    assert.equal((await showingTabs(tabs)).length, 1, 'one tab shows it');

    for (const tab of tabs) {
      tab.done = tab.page.evaluate(tell, [tab.event, kEventsEach] as const).catch(() => undefined);
    }
    // The tab with the prompt is the first to go, the others in turn, each in the middle of what it tells.
    const doomed = [first, ...tabs.filter((tab) => tab !== first)].slice(0, crashes);
    for (const [index, tab] of doomed.entries()) {
      await untilTold(tab, 15 + 5 * index);
      if (!tab.crashed) await crash(tab);
    }
    const alive = tabs.filter(({ crashed }) => !crashed);
    assert.ok(alive.length > 0 && alive.length <= count - crashes);
    await Promise.all(alive.map(({ done }) => done));

    // The lease of a tab that died runs out, and another tab goes on with the same prompt.
    const next = await holderOf(alive);
    assert.equal((await showingTabs(alive)).length, 1, 'one tab goes on with it');
    await next.page.evaluate(() => window.docent?.dismiss());
    await next.page.locator('[data-campaign="welcome"]').waitFor({ state: 'detached' });
    await Promise.all(
      alive.map(({ page }) => page.evaluate(() => window.docent?.explain('welcome'))),
    );
    assert.equal((await showingTabs(alive)).length, 0, 'and it is over everywhere');

    const stored = await next.page.evaluate(readStorage);
    const snapshot = stored.snapshots[stored.current];
    assert.equal(stored.inbox, 0, 'nothing waits');
    const counts: Record<string, number> = {};
    for (const { event, crashed, called, kept } of tabs) {
      const counted = totalOf(snapshot, event) ?? 0;
      counts[event] = counted;
      if (crashed) {
        // What the process had not handed over yet went with it; what was known to be kept is there, and none twice.
        assert.ok(
          kept <= counted && counted <= called,
          `${event}: ${kept} <= ${counted} <= ${called}`,
        );
      } else assert.equal(counted, kEventsEach, event);
    }
    const { campaigns } = JSON.parse(snapshot ?? '{}') as { campaigns?: { welcome?: string } };
    assert.equal(numberInLine(campaigns?.welcome, 0), 1, 'shown once');

    await Promise.all(alive.map(({ page }) => page.goto(`${site.url}/blank`)));
    await collector.until(() =>
      Object.entries(counts).every(([event, n]) => (posted(key).events[event] ?? 0) >= n),
    );
    assert.deepEqual(posted(key), {
      events: Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0)),
      shown: 1,
      dismissed: 1,
    });
  });
}
