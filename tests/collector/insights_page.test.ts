import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { demoWriteKey, startDemoSite, type DemoSite } from '../../demo_site/server.ts';
import { launchChromium } from '../browser/harness.ts';
import type { Summary } from '../../demo_site/collector/summary.ts';
import { event, nowMs, oneAnswer, summary, user } from './summary_fixture.ts';

let site: DemoSite;
let browser: Browser;
let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docent-insights-'));
  site = await startDemoSite({ port: 0, dataDir, now: () => nowMs });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await site.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Opens Insights; what the page itself complains about fails the test that opened it. */
async function openInsights(query = '', viewport = { width: 1280, height: 900 }) {
  const page = await browser.newPage({ viewport });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${site.url}/insights/${query}`);
  return { page, complaints };
}

async function post(...summaries: Summary[]): Promise<void> {
  const response = await fetch(`${site.url}/v1/summaries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(summaries.map((one) => event(one, demoWriteKey))),
  });
  assert.deepEqual(((await response.json()) as { rejected: unknown[] }).rejected, []);
}

/** The text of the tile or fact with this name. */
function tile(page: Page, name: string) {
  return page.locator('.tile', { has: page.locator('dt', { hasText: name }) });
}

test('an empty store says what will fill it', async () => {
  const { page, complaints } = await openInsights();
  await page.getByRole('heading', { name: 'No summaries yet' }).waitFor();
  assert.deepEqual(complaints, []);
  await page.close();
});

test('Insights shows what was posted: users, scores of surveys, campaigns and comments', async () => {
  const counts = { completed: 0, dismissed: 0, snoozed: 0, opted_out: 0, abandoned: 0 };
  const nps = (id: string, value: number, text?: string) =>
    summary({
      user: user(id),
      campaigns: { nps_30_days: { ...counts, shown: 1, completed: 1, steps: {}, buttons: {} } },
      answers: {
        'nps_30_days.recommend': oneAnswer('nps', value),
        ...(text === undefined
          ? {}
          : { 'nps_30_days.reason': { type: 'text', histogram: [1], texts: [text] } }),
      },
    });
  await post(
    nps('ada', 10, 'It <b>simply</b> works.'),
    nps('bob', 9),
    nps('cyd', 9),
    nps('dan', 3),
    summary({
      user: user('eve'),
      answers: { 'ces_first_invoice.effort': oneAnswer('ces', 6) },
      campaigns: {
        welcome: { ...counts, shown: 2, dismissed: 1, steps: { hello: 2 }, buttons: {} },
      },
    }),
  );
  const { page, complaints } = await openInsights('?days=7');
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  // 3 promoters and 1 detractor of 4: +50. Variance 3/4 + 1/4 - 1/4 = 0.75; margin 84.87.
  assert.match(await tile(page, 'NPS').innerText(), /\+50\s*± 85/);
  assert.match(await tile(page, 'Active users').innerText(), /^Active users\s+5/);
  assert.match(await tile(page, 'Effort').innerText(), /6\.0\s*of 7/);
  const row = page.locator('tr', { hasText: 'Welcome tour' });
  assert.match((await row.innerText()).replaceAll(/\s+/g, ' '), /Tour 1 2 0% 0 50% 1/);
  const comment = page.locator('.comments li');
  assert.match(await comment.innerText(), /10.*It <b>simply<\/b> works\.\s+ada/s);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('by keyboard alone a chart becomes a table and a campaign opens to its steps', async () => {
  const { page } = await openInsights('?days=7');
  const asTable = page.getByRole('button', { name: 'Net Promoter Score as a table' });
  await asTable.focus();
  await page.keyboard.press('Enter');
  const cells = page.getByRole('region', { name: 'Net Promoter Score, as a table' });
  assert.match(await cells.innerText(), /9\s+2\s+50%/);
  await page.getByRole('button', { name: 'Welcome tour' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('heading', { name: 'Steps shown' }).waitFor();
  await page.close();
});

test('a range without summaries says where there are some, and leads there', async () => {
  const { page } = await openInsights('?from=2026-01-01&to=2026-01-31');
  await page.getByRole('heading', { name: 'Nothing in this range' }).waitFor();
  await page.getByRole('button', { name: 'Show the latest 30 days' }).click();
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  assert.equal(new URL(page.url()).search, '?days=30');
  await page.close();
});

test('when the collector fails the numbers stay, the reason is said, and a retry helps', async () => {
  const { page } = await openInsights('?days=7');
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  await page.route('**/v1/insights*', (route) => route.abort());
  await page.getByRole('button', { name: 'Refresh' }).click();
  const alert = page.getByRole('alert');
  assert.match(await alert.innerText(), /collector does not answer.*last time it worked/s);
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  await page.unroute('**/v1/insights*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor({ state: 'detached' });
  await page.close();
});

test('without the demo the page asks for the read key and opens with it', async () => {
  const page = await browser.newPage();
  await page.route('**/insights/settings.json', (route) => route.fulfill({ status: 404 }));
  await page.goto(`${site.url}/insights/`);
  await page.getByLabel('Read key').fill(site.readKey);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  await page.close();
});

test('nothing is wider than a phone', async () => {
  const { page } = await openInsights('?days=7', { width: 360, height: 740 });
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  await page.getByRole('button', { name: 'Dates' }).click();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  await page.close();
});
