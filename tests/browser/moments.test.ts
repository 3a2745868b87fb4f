// What the shell tells the engine of the page: real elements, pointers and scrolling in a real browser.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Watch } from '../../widget/src/contract.ts';
import { launchChromium, startSite, type Site } from './harness.ts';
import type { MomentsWindow } from './pages/moments_page.ts';

const kBody = `<!doctype html><meta charset="utf-8"><title>Moments</title>
  <button id="here">Import</button><div id="later"></div>
  <div id="app"></div>
  <div style="height:3000px"></div><p id="far" style="height:200px">Far below</p><div style="height:600px"></div>
  <script type="module" src="/page.js"></script>`;

let browser: Browser;
let site: Site;
let page: Page;

before(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('pages/moments_page.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact' },
  });
  browser = await launchChromium();
  site = await startSite({ '/': kBody, '/page.js': outputFiles[0]?.text ?? '' });
});

after(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'moments' in window);
});

afterEach(() => page.close());

const lookOut = (...watches: Watch[]) =>
  page.evaluate((list) => (window as unknown as MomentsWindow).moments.watch(list), watches);
const happened = () => page.evaluate(() => (window as unknown as MomentsWindow).happened);
const untilHappened = (...triggers: number[]) =>
  page.waitForFunction(
    (wanted) => String((window as unknown as MomentsWindow).happened) === wanted,
    String(triggers),
  );
/** Two frames and a task: whatever a change sets off has run. */
const settled = () =>
  page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))),
      ),
  );

const element = (css: string, is: 'present' | 'clicked' | 'seen', trigger = 0): Watch => ({
  ...{ campaign: 'c', trigger, on: 'element', targets: [{ css }], is },
});

test('an element is present once it is there and visible, also in a shadow root', async () => {
  await lookOut(
    element('#here', 'present', 1),
    element('#new', 'present', 2),
    element('#app >>> b', 'present', 3),
  );
  await untilHappened(1);
  await page.evaluate(() => {
    const made = document.createElement('p');
    made.id = 'new';
    made.hidden = true;
    made.textContent = 'New';
    document.querySelector('#later')?.append(made);
  });
  await settled();
  assert.deepEqual(await happened(), [1], 'it is hidden');
  await page.evaluate(() => document.querySelector('#new')?.removeAttribute('hidden'));
  await untilHappened(1, 2);
  await page.evaluate(() => {
    const bold = document.createElement('b');
    bold.textContent = 'Inside';
    document.querySelector('#app')?.attachShadow({ mode: 'open' }).append(bold);
    document.querySelector('#later')?.append('something changes');
  });
  await untilHappened(1, 2, 3);
});

test('an element is clicked once, whatever the page makes of the click', async () => {
  await page.evaluate(() => {
    document.querySelector('#here')?.addEventListener('click', (event) => event.stopPropagation());
  });
  const text: Watch = {
    ...{ campaign: 'c', trigger: 4, on: 'element', targets: [{ text: 'import' }], is: 'clicked' },
  };
  await lookOut(text);
  await page.click('#here');
  await page.click('#here');
  await page.click('body', { position: { x: 5, y: 400 } });
  assert.deepEqual(await happened(), [4]);
});

test('an element is seen when it is scrolled to, even if the page drew it anew before', async () => {
  await lookOut(element('#far', 'seen', 5));
  await settled();
  assert.deepEqual(await happened(), []);
  await page.evaluate(() => {
    const old = document.querySelector('#far');
    old?.replaceWith(old.cloneNode(true));
  });
  await settled();
  await page.evaluate(() => document.querySelector('#far')?.scrollIntoView());
  await untilHappened(5);
});

test('so much of the page was scrolled through, also of the box that fills an application', async () => {
  await lookOut({ ...{ campaign: 'c', trigger: 6, on: 'scroll', percent: 60 } });
  await page.evaluate(() => scrollTo(0, 400));
  await settled();
  assert.deepEqual(await happened(), []);
  await page.evaluate(() => scrollTo(0, 2500));
  await untilHappened(6);
  await page.evaluate(() => {
    document.body.innerHTML = `<main style="height:100vh;overflow:auto"><div style="height:4000px"></div></main>`;
  });
  await lookOut({ ...{ campaign: 'c', trigger: 7, on: 'scroll', percent: 90 } });
  await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 4000));
  await untilHappened(6, 7);
});

test('the way out is over the top edge, and not into the page', async () => {
  await lookOut({ campaign: 'c', trigger: 8, on: 'exit_intent' });
  await page.mouse.move(300, 300);
  await page.mouse.move(20, 20);
  assert.deepEqual(await happened(), []);
  // A headless pointer cannot leave its window: this is the event it would give.
  await page.evaluate(() => {
    for (const clientY of [200, -1, -1]) {
      const how = { clientY, relatedTarget: null, bubbles: true };
      document.body.dispatchEvent(new MouseEvent('mouseout', how));
    }
  });
  assert.deepEqual(await happened(), [8]);
});

test('idle is the time since the last input', async () => {
  await page.clock.install();
  await lookOut({ campaign: 'c', trigger: 9, on: 'idle', after_ms: 30_000 });
  await page.clock.runFor(20_000);
  await page.mouse.move(100, 100);
  await page.clock.runFor(20_000);
  assert.deepEqual(await happened(), []);
  await page.clock.runFor(11_000);
  assert.deepEqual(await happened(), [9]);
});

test('what is not looked out for any more does not happen, and nothing does after destroy', async () => {
  await lookOut(element('#here', 'clicked', 1), element('#far', 'seen', 2));
  await lookOut(element('#far', 'seen', 2));
  await page.click('#here');
  await page.evaluate(() => (window as unknown as MomentsWindow).life.abort());
  await page.evaluate(() => document.querySelector('#far')?.scrollIntoView());
  await settled();
  assert.deepEqual(await happened(), []);
});
