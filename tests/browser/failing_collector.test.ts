// When the collector is down, refuses, or what talks with it does not come: the host page keeps working, and nothing is lost or
// counted twice. In three engines of browsers.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Site, TestCollector } from './harness.ts';
import { visitEach } from './own_visit.ts';
import { watchedPage } from './page_tools.ts';
import { type Tab, kWait_ms } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { call, errorCodes, readStored, settled, start, track, untilError } from './watched_tab.ts';

function behaviours({ launch }: Engine): void {
  let site: Site;
  let collector: TestCollector;
  let tab: Tab;
  visitEach(launch, (visit) => ({ site, collector, tab } = visit));

  function clicks(): number {
    return collector.summaries().reduce((sum, { events }) => sum + (events.clicked ?? 0), 0);
  }

  /** Leaves the page, which posts what there is. */
  async function leave(): Promise<void> {
    await tab.goto(`${site.url}/blank`);
  }

  /** From now on what is asked for there never comes. Resolves when it is asked for. */
  function neverComes(path: string): Promise<void> {
    return new Promise((resolve) => {
      site.route(path, () => {
        resolve();
        return new Promise(() => undefined);
      });
    });
  }

  /** Makes the page's summary urgent: a prompt is shown and closed. */
  async function finishPrompt(): Promise<void> {
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    await call(tab, 'dismiss');
  }

  it('a collector that answers 500 gets everything once it is back', async () => {
    collector.answer_with(500);
    await tab.goto(site.url);
    await track(tab, 'clicked', 4);
    await finishPrompt();
    await untilError(tab, 'collector_down');
    collector.answer_with(202);
    await collector.until(() => clicks() === 4);
    assert.equal((await errorCodes(tab)).filter((code) => code === 'collector_down').length, 1);
  });

  it('what talks with the collector comes when there is something to say; a page that is left before it is there posts all the same', async () => {
    const wanted = neverComes('/docent/delivery-*');
    await tab.goto(site.url);
    await track(tab, 'clicked');
    await settled(tab);
    assert.ok(!site.asked.some((path) => path.includes('delivery-')), 'nothing is due');
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    await call(tab, 'dismiss');
    await wanted;
    assert.equal(collector.requests(), 0);
    await leave();
    await collector.until(() => clicks() === 1);
  });

  it(
    'a page that is hidden, and may never be seen again, does not wait for it',
    { timeout: 60_000 },
    async () => {
      void neverComes('/docent/delivery-*');
      await tab.goto(site.url);
      await track(tab, 'clicked');
      await settled(tab);
      await tab.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
        document.dispatchEvent(new Event('visibilitychange'));
      }, null);
      await collector.until(() => clicks() === 1);
    },
  );

  it('without a collector nothing that talks with one is loaded', async () => {
    site.route('/', watchedPage({ 'data-key': 'k', 'data-config': '/docent.json' }));
    await tab.goto(site.url);
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    await call(tab, 'dismiss');
    await settled(tab);
    assert.equal(site.asked.filter((path) => path.includes('delivery-')).length, 0);
    assert.ok(site.asked.some((path) => path.includes('surfaces-')));
  });

  it('a collector that is down for the whole visit gets everything at the next one', async () => {
    collector.answer_with(503, 3600);
    await tab.goto(site.url);
    await track(tab, 'clicked', 4);
    await finishPrompt();
    await untilError(tab, 'collector_down');
    await leave();
    collector.answer_with(202);
    await tab.goto(site.url);
    await settled(tab);
    await leave();
    await collector.until(() => clicks() === 4);
  });

  it('a collector that refuses is not asked again before the next page', async () => {
    collector.answer_with(403);
    await tab.goto(site.url);
    await finishPrompt();
    await untilError(tab, 'collector_refused');
    const requests = collector.requests();
    await finishPrompt();
    await settled(tab);
    assert.equal(collector.requests(), requests);
    const stored = await readStored(tab);
    assert.equal(stored.outbox.length, 1, 'the summary is kept');
  });

  /** Resolves when a revision in the outbox needs no more sending. */
  async function untilDoneWith(): Promise<void> {
    const deadline = Date.now() + kWait_ms;
    while (!(await readStored(tab)).outbox.some(({ acked }) => acked > 0))
      assert.ok(Date.now() < deadline, 'it is sent again and again');
  }

  it('a summary that the collector rejects is told once, and done with', async () => {
    collector.reject_with('user_erased');
    await tab.goto(site.url);
    await finishPrompt();
    await untilError(tab, 'summary_rejected');
    await untilDoneWith();
  });

  it('a day that is too old for the collector is no error of the host', async () => {
    collector.reject_with('day_out_of_window');
    await tab.goto(site.url);
    await finishPrompt();
    await collector.until(() => collector.requests() > 0);
    await untilDoneWith();
    assert.deepEqual(await errorCodes(tab), []);
  });
}

inEachEngine((name) => `a failing collector in ${name}`, behaviours);
