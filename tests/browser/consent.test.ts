// What may be stored and posted, and who says so: before it is known, given, withdrawn. In three engines of browsers; a consent
// withdrawn while a page was in the back/forward cache is in back_forward_cache.test.ts.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { pageViewsOf, totalOf } from '../snapshot_words.ts';
import type { Site, TestCollector } from './harness.ts';
import { tagFor, visitEach } from './own_visit.ts';
import { watchedPage } from './page_tools.ts';
import { type Tab, chromiumPage, passTime } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { call, isShowing, readStored, settled, start, track, untilError } from './watched_tab.ts';

const kNothing = { inbox: 0, outbox: [], snapshots: {}, current: '' };

function behaviours({ name, launch }: Engine): void {
  let site: Site;
  let collector: TestCollector;
  let tab: Tab;
  const tag = () => tagFor(collector);
  visitEach(
    launch,
    (visit) => ({ site, collector, tab } = visit),
    '<p>Host</p><button id="focused">Focus</button>',
  );

  /** A request of the page's own: what was sent before has come by then. */
  const postItself = () =>
    tab.evaluate(
      (url) => fetch(url, { method: 'POST', body: '[]', mode: 'no-cors' }).then(() => undefined),
      `${collector.url}/summaries`,
    );

  it('consent off deletes what was stored, is remembered, and prompts still work', async () => {
    await tab.goto(site.url);
    await track(tab, 'clicked');
    await settled(tab);
    await call(tab, 'consent', 'off');
    await settled(tab);
    assert.deepEqual(await readStored(tab), kNothing);
    await tab.reload();
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    await call(tab, 'dismiss');
    await settled(tab);
    assert.deepEqual(await readStored(tab), kNothing);
    const requests = collector.requests();
    await tab.goto(`${site.url}/blank`);
    await postItself();
    assert.equal(collector.requests(), requests + 1);
  });

  it('consent full posts who it is; a browser with Global Privacy Control posts it never', async () => {
    for (const gpc of [false, true]) {
      const own_tag = { ...tag(), 'data-key': `gpc-${gpc}`, 'data-consent': 'full' };
      // Of these engines only Firefox has the signal, and off; a page of it is told otherwise.
      const signal = `Object.defineProperty(navigator, 'globalPrivacyControl', { value: ${gpc} });`;
      site.route(
        '/full',
        watchedPage(own_tag).replace('<script src=', `<script>${signal}</script><script src=`),
      );
      await tab.goto(`${site.url}/full`);
      await call(tab, 'identify', 'ada');
      await settled(tab);
      await tab.goto(`${site.url}/blank`);
      const mine = () => collector.events.filter(({ source }) => source === `/docent/gpc-${gpc}`);
      await collector.until(() => mine().length > 0);
      const posted = mine().at(-1)?.data.user as { id: string | null };
      assert.equal(posted.id, gpc ? null : 'ada');
    }
  });

  it('where consent is required nothing is stored before, and what happened before is not counted after', async () => {
    site.route('/ask', watchedPage({ ...tag(), 'data-require-consent': '' }));
    await tab.goto(`${site.url}/ask`);
    await call(tab, 'identify', 'ada', { plan: 'team' });
    await call(tab, 'group', 'acme');
    await track(tab, 'clicked', 5);
    await settled(tab);
    assert.equal((await readStored(tab)).current, '');
    await call(tab, 'consent', 'summaries');
    await track(tab, 'clicked', 2);
    await settled(tab);
    await tab.reload();
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(stored.current, 'u:ada');
    const state = JSON.parse(stored.snapshots[stored.current] ?? '{}') as Record<string, unknown>;
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
    assert.deepEqual([state.traits, state.account_id], [{ plan: 'team' }, 'acme']);
    assert.equal(pageViewsOf(stored.snapshots[stored.current]), 2);
  });

  it('consent given before the widget is there keeps who it is and the page', async () => {
    const early = `<script>docent.identify('ada'); docent.consent('summaries');</script>`;
    site.route('/ask', watchedPage({ ...tag(), 'data-require-consent': '' }, early));
    await tab.goto(`${site.url}/ask`);
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(stored.current, 'u:ada');
    assert.equal(pageViewsOf(stored.snapshots['u:ada']), 1);
  });

  it('a prompt that is open when consent is given stays, and its end is counted', async () => {
    site.route('/ask', watchedPage({ ...tag(), 'data-require-consent': '' }));
    await tab.goto(`${site.url}/ask`);
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    await call(tab, 'consent', 'summaries');
    await settled(tab);
    assert.equal(await isShowing(tab, 'hello'), true);
    await call(tab, 'dismiss');
    await settled(tab);
    assert.equal(await isShowing(tab, 'hello'), false);
    await collector.until(() =>
      collector
        .summaries()
        .some(({ campaigns }) => JSON.stringify(campaigns ?? {}).includes('"dismissed":1')),
    );
  });

  it('a page that starts with consent off deletes what an earlier one stored', async () => {
    await tab.goto(site.url);
    await track(tab, 'clicked');
    await settled(tab);
    site.route('/off', watchedPage({ ...tag(), 'data-consent': 'off' }));
    await tab.goto(`${site.url}/off`);
    await settled(tab);
    assert.deepEqual(await readStored(tab), kNothing);
    await call(tab, 'consent', 'summaries');
    await track(tab, 'clicked', 2);
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
  });

  const kTurnsClock =
    name === 'Chromium' ? false : 'the next attempt comes at once only in the driver of Chromium';
  it(
    'after consent off nothing is posted that was waiting for its next attempt',
    { skip: kTurnsClock },
    async () => {
      const page = chromiumPage(tab);
      await page.clock.install();
      collector.answer_with(500, 30);
      await tab.goto(site.url);
      assert.deepEqual(await start(tab, 'hello'), { shown: true });
      await call(tab, 'dismiss');
      await untilError(tab, 'collector_down');
      await call(tab, 'consent', 'off');
      await settled(tab);
      const requests = collector.requests();
      collector.answer_with(202);
      await passTime(tab, 60);
      await settled(tab);
      await tab.goto(`${site.url}/blank`);
      await postItself();
      assert.equal(collector.requests(), requests + 1);
    },
  );

  it('from full to summaries, what was not posted yet says no longer who it was', async () => {
    collector.answer_with(503, 3600);
    site.route('/full', watchedPage({ ...tag(), 'data-consent': 'full' }));
    await tab.goto(`${site.url}/full`);
    await call(tab, 'identify', 'ada', { plan: 'team' });
    await call(tab, 'group', 'acme');
    await track(tab, 'clicked');
    await settled(tab);
    await call(tab, 'consent', 'summaries');
    await settled(tab);
    collector.answer_with(202);
    await tab.goto(`${site.url}/blank`);
    await collector.until(() => collector.events.length > 0);
    assert.ok(!/ada|acme|team/.test(JSON.stringify(collector.events)));
  });
}

inEachEngine((name) => `consent in ${name}`, behaviours);
