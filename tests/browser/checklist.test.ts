// Checklists and moments through the whole widget: what the engine asks for, a real page does.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, startSite, type Site } from './harness.ts';
import { isShowing, settled, start, track, uncaughtErrors, watchedPage } from './page_tools.ts';

const file = {
  version: 1,
  revision: 'test',
  events: { clicked: { weight: 1 } },
  campaigns: [
    {
      id: 'first_steps',
      kind: 'checklist',
      frequency: { repeat: 'until_completed' },
      steps: [
        { id: 'click', title: 'Click **something**', done_on: 'clicked' },
        {
          id: 'look',
          title: 'Look around',
          body: 'It takes a minute.',
          buttons: [{ label: 'Go', action: 'next' }],
        },
      ],
    },
    {
      id: 'hint',
      kind: 'announcement',
      trigger: { on: 'element', target: '#import', is: 'clicked' },
      steps: [{ id: 'only', surface: 'banner', title: 'Imports may take a while' }],
    },
    {
      id: 'saved',
      kind: 'announcement',
      trigger: { on: 'event', event: 'saved' },
      steps: [{ id: 'only', surface: 'banner', title: 'It is saved as you type' }],
    },
  ],
};

let browser: Browser;
let site: Site;
let context: BrowserContext;
let page: Page;

before(async () => {
  browser = await launchChromium();
  site = await startSite({
    '/docent.json': JSON.stringify(file),
    '/': watchedPage(
      { 'data-key': 'k', 'data-config': '/docent.json' },
      '<button id="import">Import</button><input id="note">',
    ),
  });
});

after(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(site.url);
});

afterEach(async () => {
  assert.deepEqual(await uncaughtErrors(page).catch(() => []), [], 'nothing reaches the host');
  await context.close();
});

test('a checklist is a pill that opens, counts what was done, and is over when all is', async () => {
  const pill = page.getByRole('button', { name: 'Getting started 0 of 2' });
  await pill.click();
  const list = page.getByRole('region', { name: 'Getting started' });
  await list.getByText('Look around').waitFor();
  assert.equal(await list.getByRole('img', { name: 'To do' }).count(), 2);
  await track(page, 'clicked');
  await list.getByText('1 of 2').waitFor();
  assert.equal(await list.locator('[data-item=click] [aria-label=Done]').count(), 1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Getting started 1 of 2' }).click();
  const over = page.evaluate(
    () =>
      new Promise((resolve) =>
        document.addEventListener('docent:complete', (event) =>
          resolve((event as CustomEvent<{ campaign: string }>).detail.campaign),
        ),
      ),
  );
  await list.getByRole('button', { name: 'Go' }).click();
  assert.equal(await over, 'first_steps');
  await page.waitForFunction(() => document.querySelector('docent-root') === null);
});

test('a checklist that was dismissed stays away, and destroy leaves nothing of one', async () => {
  const before = await page.evaluate(() => document.body.outerHTML);
  await page.getByRole('button', { name: 'Getting started 0 of 2' }).click();
  await page.evaluate(() =>
    (window as unknown as { docent: import('docent').Docent }).docent.destroy(),
  );
  assert.match(before, /docent-root|Import/);
  assert.equal(await page.locator('docent-root').count(), 0);
  await page.reload();
  await page.getByRole('button', { name: 'Getting started 0 of 2' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.waitForFunction(() => document.querySelector('docent-root') === null);
  await settled(page);
  await page.reload();
  await settled(page);
  assert.equal(await isShowing(page, 'first_steps'), false);
});

test('a click on an element shows the campaign that waited for it, beside the checklist', async () => {
  await page.getByRole('button', { name: 'Getting started 0 of 2' }).waitFor();
  await settled(page);
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/moments-')),
  );
  await settled(page);
  await page.click('#import');
  await page.getByRole('heading', { name: 'Imports may take a while' }).waitFor();
  assert.equal(await isShowing(page, 'first_steps'), true);
  assert.deepEqual(await start(page, 'first_steps'), { shown: true });
});

test('nothing new shows while the user types, explain says so, and it shows once they stop', async () => {
  await page.locator('#note').pressSequentially('ab');
  await track(page, 'saved');
  const quiet = await page.evaluate(async () => {
    const { docent } = window as unknown as { docent: import('docent').Docent };
    const { gates } = await docent.explain('saved');
    return gates.find(({ gate }) => gate === 'quiet')?.code;
  });
  assert.equal(quiet, 'typing');
  assert.equal(await isShowing(page, 'saved'), false);
  await page.locator('[data-campaign="saved"]').waitFor({ timeout: 5_000 });
});
