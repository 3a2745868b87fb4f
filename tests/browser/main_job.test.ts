// The main job, end to end, as a user and a product manager live it: the real demo site, the real collector over ClickHouse, the
// real widget; only the browser's clock is moved.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Insights } from '../../demo_site/collector/insights_query.ts';
import { startDemoSite, type DemoSite } from '../../demo_site/server.ts';
import type { Explanation } from '../../widget/src/contract.ts';
import { launchChromium } from './harness.ts';

const kDayMs = 86_400_000;

let dataDir: string;
let site: DemoSite;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const uncaught: string[] = [];

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docent-main-job-'));
  site = await startDemoSite({ port: 0, dataDir });
  browser = await launchChromium({
    flags: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => uncaught.push(error.message));
});

after(async () => {
  await browser.close();
  await site.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Moves the clock of every page opened from now on. */
async function moveClock(days: number): Promise<void> {
  await context.addInitScript((ms) => {
    const Earlier = Date;
    globalThis.Date = class extends Earlier {
      constructor(...args: unknown[]) {
        super(...((args.length > 0 ? args : [Earlier.now() + ms]) as [number]));
      }
      static override now(): number {
        return Earlier.now() + ms;
      }
    } as DateConstructor;
  }, days * kDayMs);
}

const prompt = (campaign: string, step?: string): Locator =>
  page.locator(`[data-campaign="${campaign}"]${step ? `[data-step="${step}"]` : ''}`);

/** Why the campaign is or is not shown, asked of the widget in the page. */
function explain(campaign: string): Promise<Explanation> {
  return page.evaluate(
    (id) =>
      (
        window as unknown as { docent: { explain(id: string): Promise<Explanation> } }
      ).docent.explain(id),
    campaign,
  );
}

async function insightsWhen(holds: (insights: Insights) => boolean): Promise<Insights> {
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(`${site.url}/v1/insights?days=60`, {
      headers: { authorization: `Bearer ${site.readKey}` },
    });
    const insights = (await response.json()) as Insights;
    if (holds(insights)) return insights;
    assert.ok(tries < 100, `the summaries did not arrive: ${JSON.stringify(insights.campaigns)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const campaignOf = (insights: Insights, id: string) =>
  insights.campaigns.find(({ campaign }) => campaign === id);

type Box = { x: number; y: number; width: number; height: number };

function gapBetween(a: Box, b: Box): number {
  const dx = Math.max(0, b.x - a.x - a.width, a.x - b.x - b.width);
  const dy = Math.max(0, b.y - a.y - a.height, a.y - b.y - b.height);
  return Math.hypot(dx, dy);
}

/** Resolves once the prompt stands within so many pixels of its target: it may still be arriving. */
async function pointsAt(step: Locator, target: Locator, within: number): Promise<void> {
  for (let frames = 0; ; frames += 1) {
    const [card, aim] = [await step.boundingBox(), await target.boundingBox()];
    if (card && aim && gapBetween(card, aim) <= within) return;
    assert.ok(frames < 120, 'the tooltip stays away from its target');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

test('a first visit shows the welcome tour, addressed to the user', async () => {
  await page.goto(`${site.url}/app/`);
  const hello = prompt('welcome', 'hello');
  await hello.waitFor();
  assert.equal(await hello.getAttribute('data-surface'), 'modal');
  const first_name = await page.evaluate(() =>
    Object.values(localStorage)
      .map((text) => /"first_name":"([^"]+)"/.exec(String(text))?.[1])
      .find((name) => name !== undefined),
  );
  assert.ok(first_name);
  assert.match((await hello.textContent()) ?? '', new RegExp(first_name));
});

test('by keyboard alone it goes on to the right elements, and a reload resumes at the same step', async () => {
  await page.keyboard.press('Enter');
  const customers = prompt('welcome', 'customers');
  await customers.waitFor();
  await pointsAt(customers, page.locator('#nav-customers'), 24);
  await page.keyboard.press('Enter');
  await prompt('welcome', 'new_invoice').waitFor();

  await page.reload();
  const resumed = prompt('welcome', 'new_invoice');
  await resumed.waitFor();
  await pointsAt(resumed, page.locator('#new-invoice'), 24);
});

test('it is completed by keyboard alone', async () => {
  for (const step of ['cash', 'done']) {
    await page.keyboard.press('Enter');
    await prompt('welcome', step).waitFor();
  }
  await page.keyboard.press('ArrowLeft');
  await prompt('welcome', 'cash').waitFor();
  await page.keyboard.press('ArrowRight');
  await prompt('welcome', 'done').waitFor();
  await page.keyboard.press('Enter');
  await prompt('welcome').waitFor({ state: 'detached' });
  const insights = await insightsWhen((found) => campaignOf(found, 'welcome')?.completed === 1);
  assert.equal(campaignOf(insights, 'welcome')?.shown, 1);
});

test('what is left to do stands in a corner from now on, closed, beside everything else', async () => {
  const pill = prompt('first_steps');
  await pill.waitFor();
  assert.equal(await pill.getAttribute('aria-expanded'), 'false');
  assert.match((await pill.textContent()) ?? '', /0 of 4$/);
});

test('an invoice created and sent asks how hard it was, once', async () => {
  await page.goto(`${site.url}/app/invoices/new`);
  await page.locator('#invoice-customer').selectOption({ index: 1 });
  await page.locator('#line-1-description').fill('Garden design');
  await page.locator('#line-1-price').fill('480');
  await page.locator('#invoice-form button[type=submit]').click();
  await page.locator('#send-invoice').click();
  await prompt('ces_first_invoice', 'effort').waitFor();
  await page.keyboard.press('Tab');
  await page.locator('[data-campaign="ces_first_invoice"] [data-value="6"]').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await prompt('ces_first_invoice', 'easier').waitFor();
  await page.locator('[data-campaign="ces_first_invoice"] textarea').fill('The VAT rates');
  await page.locator('[data-campaign="ces_first_invoice"] .primary[data-action="next"]').click();
  await prompt('ces_first_invoice').waitFor({ state: 'detached' });
  const insights = await insightsWhen(
    (found) => campaignOf(found, 'ces_first_invoice')?.completed === 1,
  );
  assert.deepEqual(insights.ces[0]?.histogram, [0, 0, 0, 0, 0, 1, 0]);
});

test('the checklist has noticed that the invoice was sent', async () => {
  const pill = prompt('first_steps');
  await pill.waitFor();
  assert.match((await pill.textContent()) ?? '', /1 of 4$/);
});

test('thirty days later the NPS is asked: 9, and why', async () => {
  await moveClock(31);
  await page.goto(`${site.url}/app/`);
  await prompt('nps_30_days', 'recommend').waitFor();
  await page.locator('[data-campaign="nps_30_days"] [data-value="9"]').click();
  await page.locator('[data-campaign="nps_30_days"] .primary[data-action="next"]').click();
  await prompt('nps_30_days', 'reason').waitFor();
  await page.locator('[data-campaign="nps_30_days"] textarea').fill('It simply works.');
  await page.locator('[data-campaign="nps_30_days"] .primary[data-action="next"]').click();
  await prompt('nps_30_days').waitFor({ state: 'detached' });
  const insights = await insightsWhen((found) => campaignOf(found, 'nps_30_days')?.completed === 1);
  assert.equal(insights.nps[0]?.histogram[9], 1);
});

test('two days later the announcement leads to the new feature', async () => {
  await moveClock(2);
  await page.goto(`${site.url}/app/`);
  await prompt('reports_launch', 'news').waitFor();
  await page.locator('[data-campaign="reports_launch"] [data-action="navigate"]').click();
  await page.waitForURL('**/app/reports');
  await insightsWhen((found) => campaignOf(found, 'reports_launch')?.completed === 1);
});

test('every summary counts once, and Insights shows the numbers', async () => {
  const insights = await insightsWhen(
    (found) => campaignOf(found, 'reports_launch')?.completed === 1,
  );
  for (const id of ['welcome', 'ces_first_invoice', 'nps_30_days', 'reports_launch']) {
    const campaign = campaignOf(insights, id);
    assert.deepEqual([id, campaign?.shown, campaign?.completed, campaign?.users], [id, 1, 1, 1]);
  }
  assert.equal(insights.nps[0]?.n, 1);
  assert.deepEqual(insights.comments.map(({ text }) => text).sort(), [
    'It simply works.',
    'The VAT rates',
  ]);
  assert.equal(insights.events.find(({ event }) => event === 'invoice_sent')?.total, 1);

  const insights_page = await context.newPage();
  await insights_page.goto(`${site.url}/insights/`);
  await insights_page.getByText('It simply works.').waitFor();
  await insights_page.getByText('90 days', { exact: true }).click();
  await insights_page.getByText('The VAT rates').waitFor();
  const text = (await insights_page.locator('main').textContent()) ?? '';
  assert.match(text, /\+?100/); // one promoter
  assert.match(text, /Active users1/);
  await insights_page.close();
});

test('the page knows why the tour is not shown a second time, and so does the Studio', async () => {
  await page.goto(`${site.url}/app/`);
  const gate = (await explain('welcome')).gates.find(({ gate: name }) => name === 'frequency');
  assert.deepEqual([gate?.open, gate?.code, gate?.['outcome']], [false, 'once', 'completed']);

  await page.goto(`${site.url}/studio/`);
  const why = await page.waitForFunction(
    () => {
      const studio = (window as unknown as { docentStudio?: { explain(id: string): unknown } })
        .docentStudio;
      const found = studio?.explain('welcome') as {
        gates?: { gate: string; sentence: string }[];
      } | null;
      return found?.gates?.find(({ gate: name }) => name === 'frequency')?.sentence ?? null;
    },
    undefined,
    { timeout: 60_000 },
  );
  assert.match(
    String(await why.jsonValue()),
    /shown only once, and this user saw it on \d{4}-\d\d-\d\d/,
  );
});

test('no error of ours reached the page', () => {
  assert.deepEqual(uncaught, []);
});
