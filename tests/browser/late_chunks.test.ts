// What is taken back while its chunks are on their way never comes: no prompt, no event, no element. In three engines of
// browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { Docent } from '../../widget/src/docent.ts';
import { type Site, startSite } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { watchedPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { settled, uncaughtErrors } from './watched_tab.ts';

const kSpot = { id: 'spot', target: '#target', title: 'Look' };
const kHow = { id: 'how', type: 'article', title: 'How', body: 'So.' };

const kFile = {
  version: 1,
  revision: 'test',
  campaigns: [
    {
      ...{ id: 'list', kind: 'checklist', trigger: { on: 'manual' }, title: 'First steps' },
      steps: ['one', 'two'].map((id) => ({
        id,
        title: id,
        buttons: [{ label: 'Do it', action: 'next' }],
      })),
    },
    { id: 'spots', kind: 'hotspots', trigger: { on: 'manual' }, steps: [kSpot] },
    {
      ...{ id: 'help', kind: 'resource_centre', trigger: { on: 'manual' }, title: 'Help' },
      steps: [kHow],
    },
    { id: 'tour', kind: 'tour', trigger: { on: 'manual' }, steps: [kSpot] },
    // What comes by itself, on pages of its own.
    { id: 'own_help', kind: 'resource_centre', resume_page: { path: '/help' }, steps: [kHow] },
    {
      id: 'own_spots',
      kind: 'hotspots',
      trigger: { on: 'page_view', page: { path: '/spots' } },
      resume_page: { path: '/spots' },
      steps: [kSpot],
    },
    {
      id: 'waiting_spots',
      kind: 'hotspots',
      trigger: { on: 'page_view', page: { path: '/waiting' } },
      resume_page: { path: '/waiting' },
      steps: [{ ...kSpot, target: '#late' }],
    },
  ],
};

interface HostWindow {
  docent: Docent;
  /** Whatever came of it: events, and elements of ours. */
  came: string[];
}
declare const window: Window & HostWindow;

const kPage = watchedPage(
  { 'data-key': 'late', 'data-config': '/docent.json' },
  `<button id="target">Target</button><script>
    window.__name = (value) => value;
    window.came = [];
    for (const type of ['before-show', 'show', 'step', 'missing', 'dismiss', 'error'])
      document.addEventListener('docent:' + type, ({ detail }) => came.push(type + ' ' + detail.campaign));
    new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
      if (node.localName?.startsWith('docent-')) came.push(node.localName);
    }))).observe(document, { childList: true, subtree: true });
  </script>`,
);

let site: Site;
let tab: Tab;

const start = (campaign: string) => tab.evaluate((id) => void window.docent.start(id), campaign);
/** In the same task: nothing was shown so far, and what came until now is not asked about any more. */
async function forgetAnd(method: 'destroy' | 'mute'): Promise<void> {
  const came = await tab.evaluate((name) => {
    const until_now = window.came.splice(0);
    window.docent[name]();
    return until_now;
  }, method);
  assert.deepEqual(
    came.filter((what) => what.startsWith('show')),
    [],
  );
}

/** What came of a chunk once it was let go, and what waits for it had gone on. */
const cameOf = (chunk: string) =>
  tab.evaluate(async (address) => {
    await import(address);
    // Whatever follows from it has followed some frames and tasks later.
    for (let frame = 0; frame < 20; frame++) {
      await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return window.came;
  }, chunk);

const kStarted = [
  ['tour', 'surfaces'],
  ['list', 'surfaces'],
  ['list', 'beside'],
  ['list', 'checklist'],
  ['spots', 'surfaces'],
  ['spots', 'hotspots'],
  ['help', 'surfaces'],
  ['help', 'resource_centre'],
] as const;

const kByThemselves = [
  ['/help', 'surfaces'],
  ['/help', 'beside'],
  ['/help', 'resource_centre'],
  ['/spots', 'hotspots'],
] as const;

function behaviours({ launch }: Engine): void {
  const browser = oneBrowser(launch);
  beforeEach(async () => {
    // An origin of its own for each test, of which the browser keeps no chunk.
    site = await startSite({
      '/docent.json': JSON.stringify(kFile),
      ...{ '/': kPage, '/help': kPage, '/spots': kPage, '/waiting': kPage },
    });
    tab = await browser.open();
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    await site.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  const hold = (chunk: string) => site.hold(new RegExp(`/${chunk}-[^/]*[.]mjs`));

  for (const [campaign, chunk] of kStarted) {
    it(`destroy while ${chunk} is on its way: nothing comes of the start of ${campaign}`, async () => {
      const { asked, release } = hold(chunk);
      await tab.goto(site.url);
      await start(campaign);
      const url = await asked();
      await forgetAnd('destroy');
      release();
      assert.deepEqual(await cameOf(url), []);
      assert.equal(await tab.evaluate(() => document.querySelector('docent-root'), null), null);
    });
  }

  for (const [path, chunk] of kByThemselves) {
    it(`destroy while ${chunk} is on its way: nothing comes of what ${path} shows by itself`, async () => {
      const { asked, release } = hold(chunk);
      await tab.goto(site.url + path);
      const url = await asked();
      await forgetAnd('destroy');
      release();
      assert.deepEqual(await cameOf(url), []);
      assert.equal(await tab.evaluate(() => document.querySelector('docent-root'), null), null);
    });
  }

  it('what is hidden while its chunk is on its way does not come, not even to wait for its target', async () => {
    const { asked, release } = hold('hotspots');
    await tab.goto(`${site.url}/waiting`);
    const url = await asked();
    await forgetAnd('mute');
    await settled(tab);
    release();
    assert.deepEqual(await cameOf(url), []);
  });
}

inEachEngine((name) => `late chunks in ${name}`, behaviours);
