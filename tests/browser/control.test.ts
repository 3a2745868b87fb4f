// Who decides: the user (close, later, no more tips) and the product (pause, mute, erase, the state it keeps). In three engines of
// browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { Docent } from '../../widget/src/docent.ts';
import { startSite, type Route, type Site } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { soughtPage } from './page_tools.ts';
import { type Tab, chromiumPage, passTime } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type Sought, button, clickOn, menuItem, untilSeen, untilUnseen } from './pages/sought.ts';
import { readStorage } from './storage_reader.ts';
import { isShowing, settled, track, uncaughtErrors, untilTold } from './watched_tab.ts';
import { totalOf } from '../snapshot_words.ts';

declare const window: Window & { docent: Docent; heard: string[] };

const kFile = {
  version: 1,
  attention: { pause_hours: 0, budget: false },
  events: { clicked: { weight: 1 } },
  campaigns: ['news', 'more'].map((id) => ({
    id,
    kind: 'announcement',
    trigger: { on: 'page_view' },
    frequency: { repeat: 'until_completed', days: 0.00001, snooze_hours: 24 },
    steps: [{ id: 'only', surface: 'slideout', title: id }],
  })),
};
const kTag = { 'data-key': 'k', 'data-config': '/docent.json' };
const kDay_ms = 86_400_000;

let site: Site;
let tab: Tab;

/** A device that nobody used yet: browsers keep apart what each origin stores. */
const startDevice = (home: Route = soughtPage(kTag, '<p>Host</p>')) =>
  startSite({
    '/docent.json': JSON.stringify(kFile),
    '/blank': '<!doctype html><title>blank</title>',
    '/': home,
  });

/** A page that calls `init` itself, with more options than a script tag takes. */
const pageWith = (options: string) =>
  soughtPage({}, `<script>docent.init({ key: 'k', config: '/docent.json', ${options} });</script>`);

const prompt = (campaign: string): Sought => ({ css: `[data-campaign="${campaign}"]` });
const stored = () => tab.evaluate(readStorage, null);

async function gate(name: string, campaign = 'news', on = tab) {
  const { gates } = await on.evaluate((id) => window.docent.explain(id), campaign);
  const found = gates.find((each) => each.gate === name);
  return [found?.open, found?.code];
}

/** Runs a method of `docent`, and resolves when its effect is committed. */
async function call(method: keyof Docent, ...args: unknown[]): Promise<void> {
  await tab.evaluate(
    ([name, list]) => {
      (window.docent[name] as (...given: unknown[]) => unknown)(...list);
    },
    [method, args] as const,
  );
  await settled(tab);
}

async function chooseInMenu(campaign: string, wish: string): Promise<void> {
  await clickOn(tab, button('More options', prompt(campaign)));
  await clickOn(tab, menuItem(wish, prompt(campaign)));
  await untilUnseen(tab, prompt(campaign));
}

/** What another device of ada's knows: so many clicks, so many days ago. */
async function stateOfAda(clicks: number, days_ago = 0): Promise<string> {
  const device = await startDevice(pageWith(`now: () => Date.now() - ${days_ago * kDay_ms}`));
  await tab.goto(device.url);
  await call('identify', 'ada');
  await track(tab, 'clicked', clicks);
  await settled(tab);
  const { snapshots } = await stored();
  await tab.goto(`${site.url}/blank`);
  await device.close();
  return snapshots['u:ada'] ?? '';
}

/** Opens a page that begins with a state given back. */
async function openWith(state: string): Promise<void> {
  site.route('/given', pageWith(`state: ${JSON.stringify(state).replaceAll('<', '\\u003c')}`));
  await tab.goto(`${site.url}/given`);
  await settled(tab);
}

async function clicksOf(user: string): Promise<number | undefined> {
  const { snapshots } = await stored();
  return totalOf(snapshots[user], 'clicked');
}

function behaviours({ name, launch }: Engine): void {
  const browser = oneBrowser(launch, { reduced_motion: true });
  beforeEach(async () => {
    site = await startDevice();
    tab = await browser.open();
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    await site.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  it('the user says "later": it is gone everywhere, and says when it comes again', async () => {
    await tab.goto(site.url);
    await untilSeen(tab, prompt('news'));
    await chooseInMenu('news', 'Remind me later');
    assert.deepEqual(await gate('frequency'), [false, 'snoozed']);
    await tab.reload();
    await settled(tab);
    assert.equal(await isShowing(tab, 'news'), false);
  });

  it('the user wants no more tips: no campaign shows any more, in no tab, until they ask or change their mind', async () => {
    await tab.goto(site.url);
    await untilSeen(tab, prompt('news'));
    await chooseInMenu('news', 'Don’t show me tips');
    const other = await tab.another('beside');
    await other.goto(site.url);
    assert.deepEqual(await gate('consent', 'more', other), [false, 'muted']);
    assert.equal(await isShowing(other, 'more'), false);
    await other.close();
    assert.deepEqual(await tab.evaluate(() => window.docent.start('more'), null), { shown: true });
    await call('dismiss');
    await call('mute', false);
    assert.deepEqual(await gate('consent', 'more'), [true, 'not_muted']);
  });

  it('closing ends it for now, and another may come', async () => {
    await tab.goto(site.url);
    await untilSeen(tab, prompt('news'));
    await tab.press('Escape');
    await untilUnseen(tab, prompt('news'));
    assert.equal((await untilTold(tab, 'dismiss'))['campaign'], 'news');
    await tab.reload();
    await untilSeen(tab, { css: '[data-campaign]' });
  });

  it('the product pauses: what is open stays away, nothing new comes, and resume lets it come', async () => {
    site.route('/paused', soughtPage(kTag, '<script>docent.pause()</script>'));
    await tab.goto(`${site.url}/paused`);
    await settled(tab);
    assert.deepEqual(await gate('quiet'), [false, 'paused_by_product']);
    assert.equal(await isShowing(tab, 'news'), false);
    await call('resume');
    await untilSeen(tab, prompt('news'));
    await call('pause');
    await untilUnseen(tab, prompt('news'));
  });

  it('mute takes the prompt away and keeps all others, and is remembered', async () => {
    await tab.goto(site.url);
    await untilSeen(tab, prompt('news'));
    await call('mute');
    await untilUnseen(tab, prompt('news'));
    await tab.reload();
    await settled(tab);
    assert.deepEqual(await gate('consent'), [false, 'muted']);
  });

  it('erase forgets the user in every tab at once, and the page goes on as a new visitor', async () => {
    await tab.goto(site.url);
    const other = await tab.another('beside');
    await other.goto(site.url);
    await call('identify', 'zoe', { plan: 'quartz' });
    await track(tab, 'clicked', 3);
    await settled(tab);
    await settled(other);
    await tab.evaluate(async () => {
      window.docent.erase();
      for (;;) {
        const { gates } = await window.docent.explain('news');
        if (gates.some(({ gate: name, code }) => name === 'frequency' && code === 'never_shown'))
          break;
        await new Promise(requestAnimationFrame);
      }
    }, null);
    await track(other, 'clicked');
    await settled(other);
    const { current, snapshots } = await stored();
    assert.match(current, /^a:/);
    assert.deepEqual(Object.keys(snapshots), [current], 'nobody else is kept');
    assert.doesNotMatch(JSON.stringify(snapshots), /zoe|quartz/);
    assert.equal(totalOf(snapshots[current], 'clicked'), 1);
    await other.close();
  });

  const kTurnsClock =
    name === 'Chromium' ? false : 'a minute passes only in the driver of Chromium';
  it(
    'the state is handed out at once, and then at most once a minute with the newest there is',
    { skip: kTurnsClock },
    async () => {
      const { clock } = chromiumPage(tab);
      await clock.install({ time: new Date('2026-03-02T09:00:00Z') });
      await tab.goto(site.url);
      await clock.runFor(3_000);
      await settled(tab);
      await tab.evaluate(() => {
        window.heard = [];
        window.docent.on('state', (state) => window.heard.push(state));
      }, null);
      const heard = () => tab.evaluate(() => window.heard, null);
      await passTime(tab, 61);
      const before_it = (await heard()).length;
      for (let i = 0; i < 5; i += 1) {
        await track(tab, 'clicked');
        await settled(tab);
      }
      const during = await heard();
      assert.ok(
        during.length - before_it <= 1,
        `${during.length - before_it} within the same minute`,
      );
      await passTime(tab, 61);
      await settled(tab);
      const later = await heard();
      assert.ok(later.length - during.length <= 1);
      assert.equal(totalOf(later.at(-1), 'clicked'), 5);
    },
  );

  it('a given state and what an anonymous visitor did here become one', async () => {
    const state = await stateOfAda(3);
    await tab.goto(site.url);
    await track(tab, 'clicked', 2);
    await settled(tab);
    await openWith(state);
    assert.equal((await stored()).current, 'u:ada');
    assert.equal(await clicksOf('u:ada'), 5);
  });

  it('of a given state and one kept here of the same user, the one seen last counts, and nothing twice', async () => {
    const old = await stateOfAda(1, 3);
    const fresh = await stateOfAda(4);
    await openWith(fresh);
    assert.equal(await clicksOf('u:ada'), 4);
    await openWith(old);
    assert.equal(await clicksOf('u:ada'), 4);
    await openWith(fresh);
    assert.equal(await clicksOf('u:ada'), 4);
  });

  it('a given state does not take a device away from another named user', async () => {
    const state = await stateOfAda(3);
    await tab.goto(site.url);
    await call('identify', 'bob');
    await track(tab, 'clicked');
    await settled(tab);
    await openWith(state);
    assert.equal((await stored()).current, 'u:bob');
    assert.equal(await clicksOf('u:bob'), 1);
    await call('identify', 'ada');
    assert.equal(await clicksOf('u:ada'), 3);
  });
}

inEachEngine((name) => `control in ${name}`, behaviours);
