// The examples of docs/ in a real browser, as they stand there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, startSite, type Site } from './harness.ts';
import { small_file } from './page_tools.ts';
import { readStorage } from './storage_reader.ts';
import { isShowing } from './watched_tab.ts';
import { totalOf } from '../snapshot_words.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));
const file = { ...small_file, events: { invoice_sent: { weight: 1 } } };

let browser: Browser;
let site: Site;

before(async () => {
  browser = await launchChromium();
  site = await startSite({ '/docent.json': JSON.stringify(file) });
});

after(async () => {
  await browser.close();
  await site.close();
});

async function openPage(path: string): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(site.url + path);
  return { page, errors };
}

const pressDone = (page: Page) =>
  page
    .locator(
      '[data-campaign="hello"] [data-action="complete"], [data-campaign="hello"] [data-action="next"]',
    )
    .first()
    .click();

test('the plain ES module starts, shows what is asked for, and hears of it both ways', async () => {
  site.route('/esm/', readFileSync(`${examples}esm/index.html`, 'utf8'));
  site.route('/esm/main.js', readFileSync(`${examples}esm/main.js`, 'utf8'));
  const { page, errors } = await openPage('/esm/');
  await page.click('#help');
  await page.getByText('show hello only').waitFor();
  await pressDone(page);
  await page.getByText('complete hello').waitFor();
  assert.equal((await page.evaluate(readStorage)).current, 'u:u_42');
  assert.deepEqual(errors, []);
  await page.close();
});

test('the React hooks start, follow and end with the application, mounted twice by StrictMode', async () => {
  const { outputFiles } = await build({
    entryPoints: [`${examples}react/app.tsx`],
    bundle: true,
    write: false,
    format: 'esm',
    external: ['docent'],
    jsx: 'automatic',
    jsxImportSource: 'react',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  site.route('/react/app.js', outputFiles[0]?.text ?? '');
  site.route(
    '/react/',
    `<!doctype html><script type="importmap">{"imports":{"docent":"/docent/index.mjs"}}</script>
    <body><div id="root"></div><script type="module" src="app.js"></script></body>`,
  );
  const { page, errors } = await openPage('/react/');
  await page.click('#send');
  await page.click('#help');
  await page.getByText('hello is open').waitFor();
  assert.equal(await isShowing(page, 'hello'), true);
  await pressDone(page);
  await page.getByText('nothing is open').waitFor();
  assert.equal(await page.textContent('#finished'), 'hello');
  await page.evaluate(async () => {
    const path = '/docent/index.mjs';
    const { docent } = (await import(path)) as typeof import('docent');
    await docent.explain('hello');
  });
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots['u:u_42'], 'invoice_sent'), 1);
  assert.deepEqual(errors, []);
  await page.close();
});
