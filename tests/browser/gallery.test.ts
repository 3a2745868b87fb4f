// The gallery and the theme page of the demo site, through the widget as it ships.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { type Campaign, isNews, viewsOf } from '../../demo_site/gallery/views.ts';
import { startDemoSite, type DemoSite } from '../../demo_site/server.ts';
import { launchChromium } from './harness.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const gallery = JSON.parse(
  readFileSync(new URL('../../demo_site/gallery/gallery.json', import.meta.url), 'utf8'),
) as { campaigns: Campaign[] };
const views = viewsOf(gallery.campaigns);
const news = gallery.campaigns.filter(isNews).map(({ id }) => id);

let dataDir: string;
let site: DemoSite;
let browser: Browser;
let page: Page;

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docent-gallery-'));
  site = await startDemoSite({ port: 0, dataDir });
  browser = await launchChromium();
  page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
});
after(async () => {
  await browser.close();
  await site.close();
  await rm(dataDir, { recursive: true, force: true });
});

const host = () => page.frameLocator('iframe');
const root = () => host().locator('html');
const prompt = (campaign: string) =>
  host().locator(`:is(docent-root,docent-inline) [data-campaign="${campaign}"]`).first();

async function axeFindings(): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => {
    const { axe: tester } = window as unknown as {
      axe: { run(on: unknown, how: unknown): Promise<AxeResults> };
    };
    // Inside the frame is the widget, which every_state.test.ts asks about.
    return tester.run(document, { iframes: false });
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test('the gallery lists every campaign of its file, and shows each through the widget', async () => {
  await page.goto(`${site.url}/`);
  await page.getByRole('link', { name: 'Gallery' }).click();
  // The list is written once its page and the file are there.
  await page.locator('#prompts a').first().waitFor();
  const names = await page.locator('#prompts a').allTextContents();
  assert.deepEqual([...names].sort(), views.map(({ name }) => name).sort());
  const all = new Set([...views.map(({ campaign }) => campaign), ...news]);
  assert.deepEqual([...all].sort(), gallery.campaigns.map(({ id }) => id).sort());
  for (const { id, name, campaign } of views) {
    if (id === 'done') continue;
    await page.getByRole('link', { name, exact: true }).click();
    await prompt(campaign).waitFor();
    await host().locator('html[data-prompt=shown]').waitFor({ state: 'attached' });
  }
});

/** Opens a view, and resolves when all is done to bring it about. */
async function open(view: string): Promise<void> {
  await page.goto(`${site.url}/gallery/?show=${view}&scheme=light&screen=desktop`);
  await host().locator('html[data-prompt]').waitFor({ state: 'attached' });
}

test('what is passive is shown as it comes, and as it looks when somebody opened it', async () => {
  const beacons = host().getByRole('button', { name: /^Hint: / });
  await open('hotspot');
  await host().getByRole('button', { name: 'Hint: Who pays late?' }).waitFor();
  await open('hotspot_open');
  await host().getByRole('dialog', { name: 'Who pays late?' }).waitFor();
  await open('hotspots');
  await beacons.nth(2).waitFor();
  assert.equal(await beacons.count(), 3);
  await open('checklist_launcher');
  await host().getByRole('button', { name: 'Your first steps 1 of 3', exact: true }).waitFor();
  await open('checklist');
  await host().getByRole('region', { name: 'Your first steps' }).waitFor();
  await open('help_launcher');
  await host().getByRole('button', { name: 'Help, 2 new messages', exact: true }).waitFor();
});

test('the resource centre is shown with all that can be in it', async () => {
  const panel = host().getByRole('dialog', { name: 'How can we help?' });
  await open('help');
  for (const name of [/All documentation/, /Write to us/, /Book a call/])
    await panel.getByRole('link', { name }).waitFor();
  await open('help_search');
  await panel.getByText('2 results').waitFor({ state: 'attached' });
  await open('help_article');
  await panel.getByRole('heading', { name: 'Send an invoice' }).waitFor();
  const counted = panel.getByRole('progressbar', { name: 'Customers added' });
  assert.equal(await counted.getAttribute('aria-valuenow'), '4');
  await open('help_video');
  await panel.getByRole('button', { name: 'Play video: The forecast in ten seconds' }).waitFor();
  await open('help_news');
  await panel.locator('[data-news]').first().waitFor();
  const shown = await panel
    .locator('[data-news]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['news'] ?? ''));
  assert.deepEqual(shown, news, 'the latest first');
  await open('help_feedback');
  await panel.getByRole('textbox', { name: 'What should Ledgerleaf do better?' }).waitFor();
});

test('inline steps stand in the page, videos and progress in their prompts', async () => {
  for (const [view, place] of [
    ['inline_banner', '#notices'],
    ['inline', '#notices'],
    ['inline_question', '#after-invoices'],
  ] as const) {
    await open(view);
    await host().locator(`${place} > docent-inline`).waitFor();
  }
  await open('video');
  await prompt('video')
    .getByRole('button', { name: /^Play video/ })
    .waitFor();
  await open('progress');
  const bar = prompt('progress').getByRole('progressbar', { name: 'Customers added' });
  assert.equal(await bar.getAttribute('aria-valuenow'), '4');
});

test('completion has its moment, and can be seen again', async () => {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    // It is there for two seconds only: noted when it is drawn, however late the test looks.
    await tab.addInitScript(() => {
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (settings) {
        const shadow = attach.call(this, settings);
        new MutationObserver(() => {
          const moment = shadow.querySelector('.moment')?.textContent;
          if (moment !== undefined) document.documentElement.dataset['moment'] = moment;
        }).observe(shadow, { childList: true, subtree: true });
        return shadow;
      };
    });
    await tab.goto(`${site.url}/gallery/?show=done`);
    const frame = tab.frameLocator('iframe');
    await frame.locator('html[data-moment="All done"]').waitFor({ state: 'attached' });
    await frame.getByRole('button', { name: 'Show it again' }).waitFor();
  } finally {
    await context.close();
  }
});

test('scheme, screen, language and direction reach the prompt, and the address keeps them', async () => {
  await page.goto(`${site.url}/gallery/?show=nps`);
  await prompt('nps').waitFor();
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await page.getByRole('radio', { name: 'Phone' }).check({ force: true });
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
  await host().locator('.frame[dir=rtl][data-theme=dark]').waitFor({ state: 'attached' });
  await host().getByRole('button', { name: 'إرسال' }).or(host().getByText('التالي')).waitFor();
  assert.equal(await prompt('nps').evaluate((card) => card.classList.contains('sheet')), true);
  await page.reload();
  await host().locator('.frame[dir=rtl][data-theme=dark]').waitFor({ state: 'attached' });
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await page.getByRole('radio', { name: 'Right to left' }).check({ force: true });
  await host().locator('.frame[dir=rtl]').waitFor({ state: 'attached' });
  await page.goBack();
  await host().locator('.frame[dir=ltr][lang=de]').waitFor({ state: 'attached' });
});

test('whoever chooses by keyboard keeps their place while the prompt comes up beside it', async () => {
  await page.goto(`${site.url}/gallery/?show=modal&screen=desktop`);
  await prompt('modal').waitFor();
  await page.getByRole('radio', { name: 'Light' }).focus();
  await page.keyboard.press('ArrowRight');
  await root().and(host().locator('[data-scheme=dark][data-prompt=shown]')).waitFor();
  const focusedValue = () =>
    page.evaluate(() => (document.activeElement as HTMLInputElement).value);
  assert.equal(await focusedValue(), 'dark');
});

test('a token changes the real prompt at once, and the CSS says it', async () => {
  await page.goto(`${site.url}/gallery/theme`);
  await prompt('modal').waitFor();
  const primary = host().locator('docent-root .primary');
  const background = () => primary.evaluate((one) => getComputedStyle(one).backgroundColor);
  const text = () => primary.evaluate((one) => getComputedStyle(one).color);
  assert.equal(await background(), 'rgb(79, 70, 229)');
  await page.getByLabel('Brand', { exact: true }).fill('#ffc400');
  assert.equal(await background(), 'rgb(255, 196, 0)');
  await page.waitForFunction(() => {
    const shadow = document.querySelector('iframe')?.contentDocument?.querySelector('docent-root');
    const button = shadow?.shadowRoot?.querySelector('.primary');
    return button && getComputedStyle(button).color === 'rgb(17, 18, 28)';
  });
  assert.equal(await text(), 'rgb(17, 18, 28)');
  // By keyboard: from the colour over its way back to the next ones, and the corners with an arrow.
  await page.getByLabel('Corners', { exact: true }).focus();
  await page.keyboard.press('End');
  const card = prompt('modal');
  assert.equal(await card.evaluate((one) => getComputedStyle(one).borderRadius), '32px');
  const css = await page.getByRole('textbox', { name: 'CSS for your page' }).inputValue();
  assert.equal(css, ':root {\n  --docent-accent: #ffc400;\n  --docent-radius: 28px;\n}');
  await page.getByRole('button', { name: 'Back to the default: Brand' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await background(), 'rgb(79, 70, 229)');
});

test('what is set survives another prompt and another scheme', async () => {
  await page.getByRole('combobox', { name: 'Start from' }).selectOption('Leaf');
  await page.getByRole('combobox', { name: 'Prompt' }).selectOption('slideout');
  await prompt('slideout').waitFor();
  const primary = host().locator('docent-root .primary');
  const background = () => primary.evaluate((one) => getComputedStyle(one).backgroundColor);
  assert.equal(await background(), 'rgb(31, 122, 74)');
});

for (const [path, name] of [
  ['/', 'the home page'],
  ['/gallery/?show=nps', 'the gallery'],
  ['/gallery/theme', 'the theme page'],
] as const) {
  test(`axe finds nothing on ${name}, and nothing sticks out on a phone`, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const viewport of [
        { width: 1280, height: 800 },
        { width: 390, height: 844 },
      ]) {
        await page.setViewportSize(viewport);
        await page.goto(site.url + path);
        if (path !== '/') await root().and(host().locator('[data-prompt=shown]')).waitFor();
        assert.deepEqual(await axeFindings(), [], `${colorScheme}, ${viewport.width} px`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= viewport.width, `${wide} px wide`);
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });
}
