// Hotspots through the whole widget: beacons on a real page, and what opens from them. In three engines of browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { Docent } from '../../widget/src/docent.ts';
import { type Site, startSite, watchedRoute } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { soughtPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import {
  attributeOf,
  button,
  clickOn,
  count,
  dialog,
  focus,
  focused,
  menuItem,
  progressBar,
  region,
  untilSeen,
  untilUnseen,
} from './pages/sought.ts';
import { settled, uncaughtErrors, untilTold } from './watched_tab.ts';

declare const window: Window & { docent: Docent };

const kFile = {
  version: 1,
  revision: 'test',
  events: { sent: {} },
  campaigns: [
    {
      id: 'spots',
      kind: 'hotspots',
      trigger: { on: 'page_view', page: { path: { $in: ['/spots', '/both'] } } },
      resume_page: { path: { $in: ['/spots', '/both'] } },
      steps: [
        { id: 'import', target: '#import', title: 'Bring your data', body: 'Any table will do.' },
        { id: 'far', target: '#far', title: 'Further down' },
        { id: 'late', target: '#late', title: 'Not there yet' },
        {
          id: 'rich',
          target: '#note',
          title: 'How it works',
          content: [
            { type: 'video', label: 'See how', src: '/film.mp4' },
            { type: 'progress', label: 'Sent so far', measure: 'events.sent.total', target: 4 },
          ],
        },
      ],
    },
    {
      id: 'first_steps',
      kind: 'checklist',
      trigger: { on: 'page_view', page: { path: '/both' } },
      resume_page: { path: '/both' },
      steps: [{ id: 'send', title: 'Send something', done_on: 'sent' }],
    },
    {
      id: 'late_spot',
      kind: 'hotspots',
      trigger: { on: 'page_view', page: { path: '/late' } },
      resume_page: { path: '/late' },
      steps: [{ id: 'late', target: '#late', title: 'Not there yet' }],
    },
  ],
};

const kPage = soughtPage(
  { 'data-key': 'k', 'data-config': '/docent.json' },
  `<button id="import">Import</button>
  <div id="box" style="height:120px;width:300px;overflow:auto"><div style="height:60px"></div>
  <button id="far">Far</button><div style="height:600px"></div></div><input id="note" style="position:fixed;right:12px;top:12px">`,
);

let site: Site;
let tab: Tab;
/** What plays when it was asked for, which it is by a click only. It is never answered: a film that failed would go again. */
let film: ReturnType<typeof watchedRoute>;

/** Goes there, and waits for the engine, which a slow machine takes its time to start. */
async function open(path: string): Promise<void> {
  await tab.goto(site.url + path);
  await settled(tab);
}
const beacon = (title: string) => button(`Hint: ${title}`);
const tip = (title: string) => dialog(title);
const verdict = (campaign: string) =>
  tab.evaluate(async (id) => (await window.docent.explain(id)).verdict, campaign);

/** The middle of a beacon is less than a pixel from the corner of its target. */
const untilAtCorner = () =>
  tab.until(() => {
    const root = document.querySelector('docent-root')?.shadowRoot;
    const spot = root?.querySelector('.beacon[data-step=far]')?.getBoundingClientRect();
    const target = document.querySelector('#far')?.getBoundingClientRect();
    if (!spot || !target) return false;
    const dx = spot.x + spot.width / 2 - target.right;
    return Math.hypot(dx, spot.y + spot.height / 2 - target.top) < 1;
  }, null);

const scrollBox = (y: number) =>
  tab.evaluate(async (to) => {
    document.querySelector('#box')?.scrollTo(0, to);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, y);

function behaviours({ launch }: Engine): void {
  const browser = oneBrowser(launch);
  beforeEach(async () => {
    film = watchedRoute(() => new Promise(() => undefined));
    // An origin of its own for each test, and with it a state of its own.
    site = await startSite({
      '/docent.json': JSON.stringify(kFile),
      '/film.mp4': film.route,
      '/spots': kPage,
      '/late': kPage,
      '/both': kPage,
    });
    tab = await browser.open();
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    await site.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  it('puts a beacon on the corner of its target, where it follows it, and hides with it', async () => {
    await open('/spots');
    await untilSeen(tab, beacon('Further down'));
    await untilAtCorner();
    await scrollBox(30);
    await untilAtCorner();
    await scrollBox(300);
    await untilUnseen(tab, beacon('Further down'));
    assert.equal(await count(tab, beacon('Bring your data')), 1);
  });

  it('opens a tooltip by keyboard; closing it leaves the other beacons, for good', async () => {
    await open('/spots');
    await untilSeen(tab, beacon('Bring your data'));
    await focus(tab, beacon('Bring your data'));
    await tab.press('Enter');
    await untilSeen(tab, tip('Bring your data'));
    assert.equal((await focused(tab)).text, 'Bring your data');
    await tab.press('Escape');
    await untilUnseen(tab, tip('Bring your data'));
    assert.equal(await count(tab, beacon('Bring your data')), 0);
    assert.equal((await focused(tab)).attributes['data-step'], 'far');
    await settled(tab);
    await open('/spots');
    await untilSeen(tab, beacon('Further down'));
    assert.equal(await count(tab, beacon('Bring your data')), 0);
  });

  it('has the video and the progress of a step in its tooltip, and fetches nothing before a click', async () => {
    await open('/spots');
    await clickOn(tab, beacon('How it works'));
    const play = button('Play video: See how', tip('How it works'));
    await untilSeen(tab, play);
    const progress = progressBar('Sent so far', tip('How it works'));
    assert.equal(await attributeOf(tab, progress, 'aria-valuemax'), '4');
    assert.equal(film.requests.length, 0);
    await clickOn(tab, play);
    await film.asked();
  });

  it('closes the tooltip at a click elsewhere, which still does what it means there', async () => {
    await open('/spots');
    await clickOn(tab, beacon('Bring your data'));
    await untilSeen(tab, tip('Bring your data'));
    await clickOn(tab, { css: '#note' });
    await untilUnseen(tab, tip('Bring your data'));
    assert.equal((await focused(tab)).attributes['id'], 'note');
  });

  it('makes way for what opens in a corner, and was read then', async () => {
    await open('/both');
    const pill = button('Getting started 0 of 1');
    const list = region('Getting started');
    await untilSeen(tab, pill);
    await clickOn(tab, beacon('Bring your data'));
    await untilSeen(tab, tip('Bring your data'));
    await clickOn(tab, pill);
    await untilSeen(tab, list);
    await untilUnseen(tab, tip('Bring your data'));
    assert.equal(await count(tab, beacon('Bring your data')), 0);
    // Focus is in what was opened, not at the next beacon.
    await tab.press('Escape');
    await untilSeen(tab, pill);
    assert.equal((await focused(tab)).attributes['aria-expanded'], 'false');
  });

  it('hides all hints at once from the menu of one, and none comes back', async () => {
    await open('/spots');
    await clickOn(tab, beacon('Bring your data'));
    await clickOn(tab, button('More options'));
    await clickOn(tab, menuItem('Hide these hints'));
    assert.equal((await untilTold(tab, 'dismiss'))['campaign'], 'spots');
    await tab.until(() => document.querySelector('docent-root') === null, null);
    await open('/spots');
    assert.equal(await verdict('spots'), 'blocked');
  });

  it('counts as shown when the first target is there, and not before', async () => {
    await open('/late');
    await tab.until(() => document.querySelector('docent-root') !== null, null);
    const balance = await tab.evaluate(async () => {
      const { gates } = await window.docent.explain('late_spot');
      return gates.find(({ gate }) => gate === 'budget')?.['balance'];
    }, null);
    assert.equal(balance, 100);
    await tab.evaluate(() => {
      const late = document.createElement('button');
      late.id = 'late';
      late.textContent = 'Late';
      document.body.append(late);
    }, null);
    await untilSeen(tab, beacon('Not there yet'));
    assert.equal((await untilTold(tab, 'show'))['campaign'], 'late_spot');
  });

  it('is gone with destroy, open as it is, and leaves the page as it was', async () => {
    await open('/spots');
    await clickOn(tab, beacon('Bring your data'));
    await untilSeen(tab, tip('Bring your data'));
    await tab.evaluate(() => window.docent.destroy(), null);
    assert.equal(
      await tab.evaluate(() => document.body.innerHTML.includes('docent-'), null),
      false,
    );
  });
}

inEachEngine((name) => `hotspots in ${name}`, behaviours);
