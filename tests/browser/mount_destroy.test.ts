// Coming and going again and again, in three engines of browsers: the page is as before each time, and nothing piles up.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { CDPSession } from 'playwright-core';
import { type Site, startSite } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { small_file, watchedPage } from './page_tools.ts';
import { type Tab, chromiumPage } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type WatchedWindow, errorCodes, uncaughtErrors } from './watched_tab.ts';

declare const window: Window & WatchedWindow;

/** What is mounted, and what of it is there when it is open: each with other parts of the page to let go of. */
const kMounted: [string, string, { kind: string; steps: object[] }][] = [
  ['modal', 'dialog[open]', { kind: 'announcement', steps: [{ surface: 'modal' }] }],
  ['slideout', '.slideout', { kind: 'announcement', steps: [{ surface: 'slideout' }] }],
  ['tooltip', '.tooltip', { kind: 'announcement', steps: [{ target: '#focused' }] }],
  ['checklist', '.list', { kind: 'checklist', steps: [{}, {}] }],
  ['hotspots', '.tip', { kind: 'hotspots', steps: [{ target: '#focused' }] }],
  ['resource centre', '.centre .row', { kind: 'resource_centre', steps: [{ type: 'article' }] }],
];

/** Rounds of init, a prompt on screen, destroy. */
const mountAndDestroy = (tab: Tab, rounds: number, open: string): Promise<void> =>
  tab.evaluate(
    async ([times, part]) => {
      const { docent } = window;
      for (let round = 0; round < times; round += 1) {
        docent.init({ key: 'k', config: '/docent.json' });
        const { shown } = await docent.start('mounted');
        if (!shown) throw new Error(`not shown in round ${round}`);
        // What stands beside the steps comes on screen after the answer.
        while (!document.querySelector('docent-root')?.shadowRoot?.querySelector(part))
          await new Promise(requestAnimationFrame);
        docent.destroy();
      }
    },
    [rounds, open] as const,
  );

interface Measured {
  listeners: number;
  nodes: number;
  heap: number;
}

async function measure(tab: Tab, session: CDPSession): Promise<Measured> {
  // The browser's timeline lets go of the animations of what went, and with them of its tree, when it draws.
  await tab.evaluate(async () => {
    for (let i = 0; i < 3; i += 1) await new Promise(requestAnimationFrame);
  }, null);
  // Twice: what the first collection finalises, the second frees.
  for (let i = 0; i < 2; i += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return {
    listeners: value('JSEventListeners'),
    nodes: value('Nodes'),
    heap: value('JSHeapUsedSize'),
  };
}

function behaviours({ name: engine, launch }: Engine): void {
  // Only Chromium's protocol counts listeners and nodes, and collects garbage when it is told to.
  const counts = engine === 'Chromium';
  const browser = oneBrowser(launch);

  let site: Site;
  let tab: Tab;
  beforeEach(async () => {
    site = await startSite({ '/bare': watchedPage({}, '<button id="focused">Focus</button>') });
    tab = await browser.open();
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    await site.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  for (const [name, open, campaign] of kMounted) {
    it(`leaves the page as it was when a ${name} was mounted and destroyed ten times${counts ? ', and no listener, no node and no growing heap after a hundred more' : ''}`, async () => {
      const { steps, ...rest } = campaign;
      const titled = steps.map((step, index) => ({ id: `s${index}`, title: 'Hello', ...step }));
      const mounted = { id: 'mounted', trigger: { on: 'manual' }, ...rest, steps: titled };
      site.route('/docent.json', JSON.stringify({ ...small_file, campaigns: [mounted] }));
      await tab.goto(`${site.url}/bare`);
      const html = () => tab.evaluate(() => document.documentElement.outerHTML, null);
      const untouched = await html();
      await mountAndDestroy(tab, 10, open);
      assert.equal(await html(), untouched);
      assert.deepEqual(await errorCodes(tab), []);
      if (!counts) return;
      const session = await chromiumPage(tab).context().newCDPSession(chromiumPage(tab));
      await session.send('Performance.enable');
      await session.send('HeapProfiler.enable');
      // Code was loaded and compiled by the first ten.
      const first = await measure(tab, session);
      await mountAndDestroy(tab, 100, open);
      const last = await measure(tab, session);
      // At most: of the first ten something may still have been on its way out.
      assert.ok(last.listeners <= first.listeners, `${first.listeners}, then ${last.listeners}`);
      assert.ok(last.nodes <= first.nodes, `${first.nodes}, then ${last.nodes}`);
      // 2 KB a round is the browser's own bookkeeping; a leaked engine or prompt is far more.
      assert.ok(
        last.heap - first.heap < 200 * 1024,
        `the heap grew by ${last.heap - first.heap} bytes`,
      );
      assert.equal(await html(), untouched);
    });
  }
}

inEachEngine((name) => `coming and going in ${name}`, behaviours);
