// Many tabs of one user, some of which die in the middle: one prompt, nothing lost, nothing counted twice. In three engines of
// browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { numberInLine, totalOf } from '../snapshot_words.ts';
import { type Site, type TestCollector, startSite, startTestCollector } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { small_file, watchedPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import {
  type WatchedWindow,
  call,
  isShowing,
  readStored,
  settled,
  start,
  uncaughtErrors,
  untilShowing,
} from './watched_tab.ts';

declare const window: Window & WatchedWindow;

const kEventsEach = 60;
const kEndless = 1e6;
/** A lease runs for 15 s after its holder's last word. */
const kTaken_ms = 60_000;

const file = {
  version: 1,
  attention: { pause_hours: 0 },
  // One for each tab, so that what each of them told can be told apart.
  events: Object.fromEntries(Array.from({ length: 10 }, (_, tab) => [`tab_${tab}`, {}])),
  campaigns: [
    {
      id: 'hello',
      kind: 'announcement',
      trigger: { on: 'page_view' },
      steps: [{ id: 'only', surface: 'slideout', title: 'Welcome' }],
    },
  ],
};

let site: Site;
let collector: TestCollector;

interface Teller {
  tab: Tab;
  event: string;
  /** So many were about to be told; so many are known to be in the database. */
  called: number;
  kept: number;
  crashed: boolean;
}

/** Who tells, by its event; and who waits for what they note. */
const tellers = new Map<string, Teller>();
const watchers = new Set<() => void>();

/** Resolves when it holds, which is looked at after every note. */
function untilNoted(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!holds()) return;
      watchers.delete(check);
      resolve();
    };
    watchers.add(check);
    check();
  });
}

/**
 * Begins to tell the event again and again, and now and then makes sure of what was told so far. What is about to be told is
 * noted first, outside the page: a page that crashes takes nothing along of which nobody knows.
 */
const beginToTell = ({ tab, event }: Teller, times: number): Promise<void> =>
  tab.evaluate(
    ([name, times]) => {
      void (async () => {
        let kept = 0;
        for (let called = 1; called <= times; called += 1) {
          await fetch(`/note?${name},${called},${kept}`);
          window.docent.track(name);
          if (called % 10 > 0) continue;
          await window.docent.explain('hello');
          kept = called;
        }
        await fetch(`/note?${name},${times},${kept}`);
      })();
    },
    [event, times] as const,
  );

async function showingOnes(all: readonly Teller[]): Promise<Teller[]> {
  const shown = await Promise.all(all.map(({ tab }) => isShowing(tab, 'hello')));
  return all.filter((_, index) => shown[index]);
}

/** The one whose tab shows the prompt, once one does. */
async function holderOf(all: readonly Teller[]): Promise<Teller> {
  const deadline = Date.now() + kTaken_ms;
  for (;;) {
    const [found] = await showingOnes(all);
    if (found) return found;
    assert.ok(Date.now() < deadline, 'nobody shows it');
    await all[0]?.tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)), null);
  }
}

/** What a tab told while it was closed is stepped with what another tab tells next. */
async function untilTakenOver(tab: Tab): Promise<void> {
  const deadline = Date.now() + kTaken_ms;
  while (!(await isShowing(tab, 'hello'))) {
    assert.ok(Date.now() < deadline, 'nobody goes on with it');
    await settled(tab);
  }
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
    const hello = (campaigns as Record<string, { shown?: number; dismissed?: number }> | undefined)
      ?.hello;
    sum.shown += hello?.shown ?? 0;
    sum.dismissed += hello?.dismissed ?? 0;
  }
  return sum;
}

function behaviours({ name, launch }: Engine): void {
  const browser = oneBrowser(launch);
  let tabs: Tab[];
  beforeEach(async () => {
    tabs = [];
    collector = await startTestCollector();
    site = await startSite({
      '/docent.json': JSON.stringify(file),
      '/small.json': JSON.stringify(small_file),
      '/blank': '<!doctype html><title>blank</title>',
      '/tab/*': (_request, url) => {
        const [, , key = ''] = url.pathname.split('/');
        return {
          body: watchedPage({
            'data-key': key,
            'data-config': key.includes('two') ? '/small.json' : '/docent.json',
            'data-collector': collector.url,
          }),
        };
      },
      '/note': (_request, url) => {
        const [event = '', called = '0', kept = '0'] = url.search.slice(1).split(',');
        const teller = tellers.get(event);
        if (teller) Object.assign(teller, { called: Number(called), kept: Number(kept) });
        for (const watcher of watchers) watcher();
        return { status: 204, body: '' };
      },
    });
  });
  afterEach(async () => {
    // The last first: one of them is that of the next test, too.
    for (const tab of tabs.reverse()) await tab.close().catch(() => undefined);
    await site.close();
    await collector.close();
  });

  async function open(key: string, where: 'beside' | 'in front' = 'beside'): Promise<Tab> {
    const tab = await (tabs[0]?.another(where) ?? browser.open());
    tabs.push(tab);
    await tab.goto(`${site.url}/tab/${key}`);
    return tab;
  }

  it('a prompt shows once in two tabs that are seen, and the other goes on with it when the first is closed', async () => {
    const other = await open('two');
    const first = await open('two');
    await settled(first);
    assert.deepEqual(await start(first, 'hello'), { shown: true });
    await settled(other);
    assert.equal(await isShowing(other, 'hello'), false);
    tabs.pop();
    await first.close();
    await untilTakenOver(other);
    assert.deepEqual(await uncaughtErrors(other), []);
  });

  // What only Firefox can do: Chromium's driver lets every tab believe that it is seen, WebKit's puts none in front.
  if (name === 'Firefox') {
    it('a prompt goes along to the tab that is put in front, and comes back when that is closed', async () => {
      const behind = await open('front');
      await untilShowing(behind, 'hello');
      const front = await open('front', 'in front');
      await untilShowing(front, 'hello');
      assert.equal(await behind.evaluate(() => document.visibilityState, null), 'hidden');
      tabs.pop();
      await front.close();
      await behind.until(() => document.visibilityState === 'visible', null);
      await untilTakenOver(behind);
      await call(behind, 'dismiss');
      await settled(behind);
      const stored = await readStored(behind);
      const { campaigns } = JSON.parse(stored.snapshots[stored.current] ?? '{}') as {
        campaigns?: { hello?: string };
      };
      assert.equal(numberInLine(campaigns?.hello, 0), 1, 'shown once');
      assert.deepEqual(await uncaughtErrors(behind), []);
    });
  }

  for (const [count, most] of [
    [2, 1],
    [10, 4],
  ] as const) {
    // WebKit's driver does not outlive a page that crashes: there none does.
    const crashes = name === 'WebKit' ? 0 : most;
    it(`${count} tabs that track at once, ${crashes} of which crash: one prompt, nothing lost, nothing counted twice`, async () => {
      const key = `crash_${count}`;
      tellers.clear();
      for (let number = 0; number < count; number += 1) {
        const event = `tab_${number}`;
        const tab = await open(key);
        tellers.set(event, { tab, event, called: 0, kept: 0, crashed: false });
      }
      const all = [...tellers.values()];

      const first = await holderOf(all);
      assert.equal((await showingOnes(all)).length, 1, 'one tab shows it');

      // The tab with the prompt is the first to go, the others in turn, each in the middle of what it tells.
      const doomed = [first, ...all.filter((teller) => teller !== first)].slice(0, crashes);
      for (const teller of all)
        await beginToTell(teller, doomed.includes(teller) ? kEndless : kEventsEach);
      for (const [index, teller] of doomed.entries()) {
        if (teller.crashed) continue;
        await untilNoted(() => teller.called >= 15 + 5 * index);
        await teller.tab.crash();
        // Tabs of one process go together.
        for (const each of all) each.crashed ||= !(await each.tab.is_alive());
        assert.ok(teller.crashed);
      }
      const alive = all.filter(({ crashed }) => !crashed);
      assert.ok(alive.length > 0 && alive.length <= count - crashes);
      await untilNoted(() => alive.every(({ kept }) => kept === kEventsEach));

      // The lease of a tab that died runs out, and another tab goes on with the same prompt.
      const next = await holderOf(alive);
      assert.equal((await showingOnes(alive)).length, 1, 'one tab goes on with it');
      await call(next.tab, 'dismiss');
      await next.tab.until(
        () =>
          !document
            .querySelector('docent-root')
            ?.shadowRoot?.querySelector('[data-campaign=hello]'),
        null,
      );
      for (const { tab } of alive) await settled(tab);
      assert.equal((await showingOnes(alive)).length, 0, 'and it is over everywhere');

      // What is told from time to time may be on its way.
      const deadline = Date.now() + kTaken_ms;
      let stored = await readStored(next.tab);
      while (stored.inbox > 0) {
        assert.ok(Date.now() < deadline, 'something waits for ever');
        await settled(next.tab);
        stored = await readStored(next.tab);
      }
      const snapshot = stored.snapshots[stored.current];
      const counts: Record<string, number> = {};
      for (const { event, crashed, called, kept } of all) {
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
      const { campaigns } = JSON.parse(snapshot ?? '{}') as { campaigns?: { hello?: string } };
      assert.equal(numberInLine(campaigns?.hello, 0), 1, 'shown once');
      for (const { tab } of alive) assert.deepEqual(await uncaughtErrors(tab), []);

      for (const { tab } of alive) await tab.goto(`${site.url}/blank`);
      await collector.until(
        () =>
          Object.entries(counts).every(([event, n]) => (posted(key).events[event] ?? 0) >= n) &&
          posted(key).dismissed > 0,
      );
      assert.deepEqual(posted(key), {
        events: Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0)),
        shown: 1,
        dismissed: 1,
      });
    });
  }
}

inEachEngine((name) => `tabs in ${name}`, behaviours);
