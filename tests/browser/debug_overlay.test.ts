// The overlay that says why: what shows, what does not, where the targets are; by keyboard, and without a trace.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Explanation, Gate } from '../../widget/src/contract.ts';
import { launchChromium, startSite, type Site } from './harness.ts';
import { small_file, watchedPage } from './page_tools.ts';
import { readStorage } from './storage_reader.ts';
import { settled, track, uncaughtErrors } from './watched_tab.ts';

const file = {
  ...small_file,
  campaigns: [
    ...small_file.campaigns,
    {
      id: 'tour',
      name: 'The tour',
      kind: 'tour',
      audience: { 'user.plan': 'pro' },
      trigger: { on: 'page_view' },
      steps: [
        { id: 'here', surface: 'tooltip', target: '#target', title: 'Here' },
        {
          id: 'gone',
          surface: 'tooltip',
          target: ['#missing', { css: 'button', text: 'Nowhere' }],
          title: 'Gone',
        },
      ],
    },
  ],
};

const kCommand = fileURLToPath(new URL('../../widget/bin/docent.mjs', import.meta.url));

let browser: Browser;
let site: Site;
let page: Page;

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

beforeEach(async () => {
  site = await startSite({
    '/docent.json': JSON.stringify(file),
    '/': watchedPage(
      { 'data-key': 'k', 'data-config': '/docent.json' },
      '<button id="focused">Focus</button><div id="target" style="margin:90px;width:120px;height:40px">Target</div>',
    ),
  });
  page = await browser.newPage();
  await page.goto(site.url);
  await settled(page);
});

afterEach(async () => {
  const uncaught = await uncaughtErrors(page);
  await page.close();
  await site.close();
  assert.deepEqual(uncaught, [], 'nothing reaches the host');
});

const overlay = () => page.locator('docent-debug');
const row = (campaign: string) => overlay().locator(`details[data-campaign="${campaign}"]`);

async function openOverlay(): Promise<void> {
  await page.evaluate(() => window.docent?.debug());
  await overlay().getByRole('heading', { name: 'Campaigns' }).waitFor();
}

test('it says of each campaign what shows and why not, with the numbers', async () => {
  await openOverlay();
  assert.match(
    (await row('hello').locator('summary').textContent()) ?? '',
    /only when the product or the user asks/,
  );
  await row('tour').locator('summary').click();
  const audience = row('tour').locator('[data-gate="audience"]');
  assert.match(
    (await audience.textContent()) ?? '',
    /closed.*user\.plan should be "pro" and is nothing.*expected "pro", actual null/,
  );
  assert.equal(await row('tour').locator('[data-gate]').count(), 16);
  assert.match((await row('tour').textContent()) ?? '', /Time alone does not open it/);
  await page.evaluate(() => window.docent?.identify('ada', { plan: 'pro' }));
  await row('tour').locator('[data-gate="audience"].open').waitFor();
  await page.locator('docent-debug details.showing[data-campaign="tour"][open]').waitFor();
  assert.match((await overlay().locator('.panel').textContent()) ?? '', /user ada/);
});

test('it shows the targets of this page, and where they are, to whoever focuses or points at them', async () => {
  await openOverlay();
  await row('tour').locator('summary').click();
  const target = row('tour').getByRole('button', { name: /#target is here/ });
  assert.match(
    (await row('tour').textContent()) ?? '',
    /gone: #missing, or button “Nowhere” is not on this page/,
  );
  const mark = overlay().locator('.mark');
  assert.equal(await mark.isVisible(), false);
  for (const [begin, end] of [
    [() => target.focus(), () => target.blur()],
    [() => target.hover(), () => page.mouse.move(5, 5)],
  ] as const) {
    await begin();
    await mark.waitFor();
    assert.deepEqual(await mark.boundingBox(), await page.locator('#target').boundingBox());
    await end();
    await mark.waitFor({ state: 'hidden' });
  }
});

test('it follows what happens, and changes nothing of the user', async () => {
  await openOverlay();
  const before_it = (await page.evaluate(readStorage)).inbox;
  await track(page, 'clicked');
  await overlay()
    .locator('.commands li', { hasText: 'track' })
    .filter({ hasText: 'clicked' })
    .waitFor();
  assert.match(
    (await overlay().locator('.score').textContent()) ?? '',
    /Score .* of 100.*Attention 100 of 100 points/,
  );
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.deepEqual([before_it, stored.inbox], [0, 0]);
  const { campaigns } = JSON.parse(stored.snapshots[stored.current] ?? '{}') as {
    campaigns?: object;
  };
  assert.deepEqual(campaigns ?? {}, {}, 'nothing was shown to the user by looking');
});

test('it saves a trace of which the command line says the same', async () => {
  await openOverlay();
  await page.evaluate(() => window.docent?.identify('ada', { plan: 'pro', seats: 3 }));
  await page.locator('docent-debug details.showing[data-campaign="tour"]').waitFor();
  const download = page.waitForEvent('download');
  await overlay().getByRole('button', { name: 'Save trace' }).click();
  const saved = await download;
  assert.equal(saved.suggestedFilename(), 'trace.jsonl');
  const folder = await mkdtemp(join(tmpdir(), 'docent-trace-'));
  try {
    const [trace, campaigns] = [join(folder, 'trace.jsonl'), join(folder, 'docent.json')];
    await saved.saveAs(trace);
    await writeFile(campaigns, JSON.stringify(file));
    const explained = await page.evaluate(() => window.docent?.explain('tour'));
    const options = ['explain', campaigns, '--trace', trace, '--campaign', 'tour', '--json'];
    const { stdout, stderr } = spawnSync(process.execPath, [kCommand, ...options]);
    assert.equal(stderr.toString(), '');
    const { verdict, gates } = JSON.parse(stdout.toString()) as Explanation;
    assert.equal(verdict, 'showing');
    assert.equal(explained?.verdict, 'showing');
    const named = (list: Gate[] = []) => list.map(({ gate, open, code }) => [gate, open, code]);
    assert.deepEqual(named(gates), named(explained?.gates));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('it works by keyboard alone, gives focus back, and leaves nothing', async () => {
  const html = () => page.evaluate(() => document.documentElement.outerHTML);
  await page.focus('#focused');
  const untouched = await html();
  await openOverlay();
  const focusedInOverlay = () =>
    page.evaluate(
      () => document.querySelector('docent-debug')?.shadowRoot?.activeElement?.textContent ?? '',
    );
  assert.equal(await focusedInOverlay(), 'Close');
  const summaries = await overlay().locator('summary').count();
  for (let presses = 0; presses < summaries; presses += 1) {
    await page.keyboard.press('Tab');
    if (/The tour/.test(await focusedInOverlay())) break;
  }
  assert.match(await focusedInOverlay(), /The tour/);
  await page.keyboard.press('Enter');
  await row('tour').locator('[data-gate="audience"]').waitFor();
  await track(page, 'clicked');
  await overlay().locator('.commands li', { hasText: 'track' }).first().waitFor();
  assert.match(await focusedInOverlay(), /The tour/, 'drawing anew keeps the focus where it is');
  await page.keyboard.press('Tab');
  assert.match(await focusedInOverlay(), /#target is here/);
  await page.keyboard.press('Escape');
  await overlay().waitFor({ state: 'detached' });
  assert.equal(await html(), untouched);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'focused');
  await page.evaluate(() => window.docent?.debug());
  await overlay().waitFor({ state: 'attached' });
  await page.evaluate(() => window.docent?.debug(false));
  await overlay().waitFor({ state: 'detached' });
  assert.equal(await html(), untouched);
});

test('asked for before the widget is there it opens when it comes, and destroy takes it along', async () => {
  site.route(
    '/early',
    watchedPage(
      { 'data-key': 'k', 'data-config': '/docent.json' },
      '<script>docent.debug()</script>',
    ),
  );
  await page.goto(`${site.url}/early`);
  await overlay().getByRole('heading', { name: 'Campaigns' }).waitFor();
  await page.evaluate(() => window.docent?.destroy());
  assert.equal(await overlay().count(), 0);
});

test('no rule of the host reaches it, and a strict policy does not stop it', async () => {
  site.route('/strict', () => ({
    body: watchedPage({ 'data-key': 'k', 'data-config': '/docent.json' }).replace(
      /<script>[^]*?<\/script>/,
      '<script src="/watch.js"></script><link rel="stylesheet" href="/host.css">',
    ),
    headers: {
      'Content-Security-Policy':
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'",
    },
  }));
  site.route('/watch.js', 'window.seen = []; window.uncaught = [];');
  site.route(
    '/host.css',
    '* { all: unset !important; display: inline !important; } docent-debug { display: none !important; }',
  );
  await page.goto(`${site.url}/strict`);
  await settled(page);
  await openOverlay();
  const download = page.waitForEvent('download');
  await overlay().getByRole('button', { name: 'Save trace' }).click();
  await download;
  const style = await overlay()
    .locator('.panel')
    .evaluate((panel) => {
      const { position, display, pointerEvents } = getComputedStyle(panel);
      return [position, display, pointerEvents];
    });
  assert.deepEqual(style, ['fixed', 'block', 'auto']);
});
