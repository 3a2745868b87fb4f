// Who decides: the user (close, later, no more tips) and the product (pause, mute, erase, the state it keeps).
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, startSite, type Site } from './harness.ts';
import { isShowing, settled, totalOf, track, uncaughtErrors, watchedPage } from './page_tools.ts';
import { readStorage } from './storage_reader.ts';

const file = {
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

let browser: Browser;
let site: Site;
let context: BrowserContext;
let page: Page;

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

beforeEach(async () => {
  site = await startSite({
    '/docent.json': JSON.stringify(file),
    '/blank': '<!doctype html><title>blank</title>',
    '/': watchedPage({ 'data-key': 'k', 'data-config': '/docent.json' }),
  });
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
});

afterEach(async () => {
  assert.deepEqual(await uncaughtErrors(page).catch(() => []), [], 'nothing reaches the host');
  await context.close();
  await site.close();
});

const prompt = (id: string, on = page) => on.locator(`[data-campaign="${id}"]`);

async function gate(name: string, campaign = 'news', on = page) {
  const { gates } = await on.evaluate(
    (id) => (window.docent as import('docent').Docent).explain(id),
    campaign,
  );
  const found = gates.find((each) => each.gate === name);
  return [found?.open, found?.code];
}

/** Runs a method of `docent`, and resolves when its effect is committed. */
async function call(method: string, ...args: unknown[]): Promise<void> {
  await page.evaluate(
    ([name, list]) =>
      (window.docent as unknown as Record<string, (...args: unknown[]) => void>)[name]?.(...list),
    [method, args] as const,
  );
  await settled(page);
}

test('the user says "later": it is gone everywhere, and says when it comes again', async () => {
  await page.goto(site.url);
  await prompt('news').waitFor();
  await prompt('news').locator('[part=more]').click();
  await prompt('news').getByRole('menuitem').first().click();
  await prompt('news').waitFor({ state: 'detached' });
  assert.deepEqual(await gate('frequency'), [false, 'snoozed']);
  await page.reload();
  await settled(page);
  assert.equal(await isShowing(page, 'news'), false);
});

test('the user wants no more tips: no campaign shows any more, in no tab, until they ask or change their mind', async () => {
  await page.goto(site.url);
  await prompt('news').waitFor();
  await prompt('news').locator('[part=more]').click();
  await prompt('news').getByRole('menuitem').last().click();
  await prompt('news').waitFor({ state: 'detached' });
  const other = await context.newPage();
  await other.goto(site.url);
  assert.deepEqual(await gate('consent', 'more', other), [false, 'muted']);
  assert.equal(await isShowing(other, 'more'), false);
  await other.close();
  assert.deepEqual(await page.evaluate(() => window.docent?.start('more')), { shown: true });
  await call('dismiss');
  await call('mute', false);
  assert.deepEqual(await gate('consent', 'more'), [true, 'not_muted']);
});

test('closing ends it for now, and another may come', async () => {
  await page.goto(site.url);
  await prompt('news').waitFor();
  await page.keyboard.press('Escape');
  await prompt('news').waitFor({ state: 'detached' });
  const snapshot = await page
    .evaluate(readStorage)
    .then(({ snapshots, current }) => snapshots[current]);
  assert.match(snapshot ?? '', /dismissed|"news"/);
  await page.reload();
  await prompt('more').or(prompt('news')).waitFor();
});

test('the product pauses: what is open stays away, nothing new comes, and resume lets it come', async () => {
  await page.goto(`${site.url}/blank`);
  site.route(
    '/paused',
    watchedPage(
      { 'data-key': 'k', 'data-config': '/docent.json' },
      '<script>docent.pause()</script>',
    ),
  );
  await page.goto(`${site.url}/paused`);
  await settled(page);
  assert.deepEqual(await gate('quiet'), [false, 'paused_by_product']);
  assert.equal(await isShowing(page, 'news'), false);
  await call('resume');
  await prompt('news').waitFor();
  await call('pause');
  await prompt('news').waitFor({ state: 'detached' });
});

test('mute takes the prompt away and keeps all others, and is remembered', async () => {
  await page.goto(site.url);
  await prompt('news').waitFor();
  await call('mute');
  await prompt('news').waitFor({ state: 'detached' });
  await page.reload();
  await settled(page);
  assert.deepEqual(await gate('consent'), [false, 'muted']);
});

test('erase forgets the user in every tab at once, and the page goes on as a new visitor', async () => {
  await page.goto(site.url);
  const other = await context.newPage();
  await other.goto(site.url);
  await call('identify', 'zoe', { plan: 'quartz' });
  await track(page, 'clicked', 3);
  await settled(page);
  await settled(other);
  await page.evaluate(() => window.docent?.erase());
  await page.waitForFunction(async () => {
    const { gates } = (await window.docent?.explain('news')) ?? { gates: [] };
    return gates.some(({ gate: name, code }) => name === 'frequency' && code === 'never_shown');
  });
  await track(other, 'clicked');
  await settled(other);
  const stored = await page.evaluate(readStorage);
  assert.match(stored.current, /^a:/);
  assert.deepEqual(Object.keys(stored.snapshots), [stored.current], 'nobody else is kept');
  assert.doesNotMatch(JSON.stringify(stored.snapshots), /zoe|quartz/);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 1);
});

test('the state is handed out at once, and then at most once a minute with the newest there is', async () => {
  await page.clock.install({ time: new Date('2026-03-02T09:00:00Z') });
  await page.goto(site.url);
  await page.clock.runFor(3_000);
  await settled(page);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    window.docent?.on('state', (state) => heard.push(state));
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await page.clock.runFor(61_000);
  const before_it = (await heard()).length;
  for (let i = 0; i < 5; i += 1) {
    await track(page, 'clicked');
    await settled(page);
  }
  const during = await heard();
  assert.ok(during.length - before_it <= 1, `${during.length - before_it} within the same minute`);
  await page.clock.runFor(61_000);
  await settled(page);
  const later = await heard();
  assert.ok(later.length - during.length <= 1);
  assert.equal(totalOf(later.at(-1), 'clicked'), 5);
});

/** A page that begins with a state given back. */
function pageWith(state: string): string {
  const given = JSON.stringify(state).replaceAll('<', '\\u003c');
  const options = `{ key: 'k', config: '/docent.json', state: ${given} }`;
  return watchedPage({}, `<script>docent.init(${options});</script>`);
}

/** What another device of ada's knows: so many clicks. */
async function stateOfAda(clicks: number, days_ago = 0): Promise<string> {
  const elsewhere = await browser.newContext();
  const device = await elsewhere.newPage();
  const time = new Date(Date.now() - days_ago * 86_400_000);
  if (days_ago > 0) await device.clock.setFixedTime(time);
  await device.goto(site.url);
  await device.evaluate(() => window.docent?.identify('ada'));
  await track(device, 'clicked', clicks);
  await settled(device);
  const { snapshots } = await device.evaluate(readStorage);
  await elsewhere.close();
  return snapshots['u:ada'] ?? '';
}

async function openWith(state: string): Promise<void> {
  site.route('/given', pageWith(state));
  await page.goto(`${site.url}/given`);
  await settled(page);
}

async function clicksOf(user: string): Promise<number | undefined> {
  const { snapshots } = await page.evaluate(readStorage);
  return totalOf(snapshots[user], 'clicked');
}

test('a given state and what an anonymous visitor did here become one', async () => {
  const state = await stateOfAda(3);
  await page.goto(site.url);
  await track(page, 'clicked', 2);
  await settled(page);
  await openWith(state);
  assert.equal((await page.evaluate(readStorage)).current, 'u:ada');
  assert.equal(await clicksOf('u:ada'), 5);
});

test('of a given state and one kept here of the same user, the one seen last counts, and nothing twice', async () => {
  const old = await stateOfAda(1, 3);
  const fresh = await stateOfAda(4);
  await openWith(fresh);
  assert.equal(await clicksOf('u:ada'), 4);
  await openWith(old);
  assert.equal(await clicksOf('u:ada'), 4);
  await openWith(fresh);
  assert.equal(await clicksOf('u:ada'), 4);
});

test('a given state does not take a device away from another named user', async () => {
  const state = await stateOfAda(3);
  await page.goto(site.url);
  await page.evaluate(() => window.docent?.identify('bob'));
  await track(page, 'clicked');
  await settled(page);
  await openWith(state);
  const stored = await page.evaluate(readStorage);
  assert.equal(stored.current, 'u:bob');
  assert.equal(await clicksOf('u:bob'), 1);
  await page.evaluate(() => window.docent?.identify('ada'));
  await settled(page);
  assert.equal(await clicksOf('u:ada'), 3);
});
