// What the shell tells the engine of the page: real elements, pointers and scrolling, in three engines of browsers.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Watch } from '../../widget/src/contract.ts';
import { type Site, startSite } from './harness.ts';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import type { MomentsWindow } from './pages/moments_page.ts';

declare const window: Window & MomentsWindow;

const kBody = `<!doctype html><meta charset="utf-8"><title>Moments</title>
  <button id="here">Import</button><div id="later"></div>
  <div id="app"></div>
  <div style="height:3000px"></div><p id="far" style="height:200px">Far below</p><div style="height:600px"></div>
  <script type="module" src="/page.js"></script>`;

let site: Site;
let tab: Tab;

const lookOut = (...watches: Watch[]) =>
  tab.evaluate((list) => window.moments.watch(list), watches);
const happened = () => tab.evaluate(() => window.happened, null);
const untilHappened = (...triggers: number[]) =>
  tab.until((wanted) => String(window.happened) === wanted, String(triggers));
/** Two frames and a task: whatever a change sets off has run. */
const settled = () =>
  tab.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))),
      ),
    null,
  );

async function click(selector: string): Promise<void> {
  const { x, y } = await tab.evaluate((s) => {
    const rect = document.querySelector(s)!.getBoundingClientRect();
    return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  }, selector);
  await tab.click(x, y);
}

const element = (css: string, is: 'present' | 'clicked' | 'seen', trigger = 0): Watch => ({
  ...{ campaign: 'c', trigger, on: 'element', targets: [{ css }], is },
});

function behaviours({ launch }: Engine): void {
  tabForEach(launch, async (opened) => {
    tab = opened;
    await tab.goto(site.url);
    await tab.until(() => 'moments' in window, null);
  });

  it('an element is present once it is there and visible, also in a shadow root', async () => {
    await lookOut(
      element('#here', 'present', 1),
      element('#new', 'present', 2),
      element('#app >>> b', 'present', 3),
    );
    await untilHappened(1);
    await tab.evaluate(() => {
      const made = document.createElement('p');
      made.id = 'new';
      made.hidden = true;
      made.textContent = 'New';
      document.querySelector('#later')?.append(made);
    }, null);
    await settled();
    assert.deepEqual(await happened(), [1], 'it is hidden');
    await tab.evaluate(() => document.querySelector('#new')?.removeAttribute('hidden'), null);
    await untilHappened(1, 2);
    await tab.evaluate(() => {
      const bold = document.createElement('b');
      bold.textContent = 'Inside';
      document.querySelector('#app')?.attachShadow({ mode: 'open' }).append(bold);
      document.querySelector('#later')?.append('something changes');
    }, null);
    await untilHappened(1, 2, 3);
  });

  it('an element is clicked once, whatever the page makes of the click', async () => {
    await tab.evaluate(() => {
      document
        .querySelector('#here')
        ?.addEventListener('click', (event) => event.stopPropagation());
    }, null);
    const text: Watch = {
      ...{ campaign: 'c', trigger: 4, on: 'element', targets: [{ text: 'import' }], is: 'clicked' },
    };
    await lookOut(text);
    await click('#here');
    await click('#here');
    await tab.click(5, 400);
    await untilHappened(4);
    await settled();
    assert.deepEqual(await happened(), [4]);
  });

  it('an element is seen when it is scrolled to, even if the page drew it anew before', async () => {
    await lookOut(element('#far', 'seen', 5));
    await settled();
    assert.deepEqual(await happened(), []);
    await tab.evaluate(() => {
      const old = document.querySelector('#far');
      old?.replaceWith(old.cloneNode(true));
    }, null);
    await settled();
    await tab.evaluate(() => document.querySelector('#far')?.scrollIntoView(), null);
    await untilHappened(5);
  });

  it('so much of the page was scrolled through, also of the box that fills an application', async () => {
    await lookOut({ ...{ campaign: 'c', trigger: 6, on: 'scroll', percent: 60 } });
    await tab.evaluate(() => scrollTo(0, 400), null);
    await settled();
    assert.deepEqual(await happened(), []);
    await tab.evaluate(() => scrollTo(0, 2500), null);
    await untilHappened(6);
    await tab.evaluate(() => {
      document.body.innerHTML = `<main style="height:100vh;overflow:auto"><div style="height:4000px"></div></main>`;
    }, null);
    await lookOut({ ...{ campaign: 'c', trigger: 7, on: 'scroll', percent: 90 } });
    await tab.evaluate(() => document.querySelector('main')?.scrollTo(0, 4000), null);
    await untilHappened(6, 7);
  });

  it('the way out is over the top edge, and not into the page', async () => {
    await lookOut({ campaign: 'c', trigger: 8, on: 'exit_intent' });
    await tab.move(300, 300);
    await tab.move(20, 20);
    await settled();
    assert.deepEqual(await happened(), []);
    // A headless pointer cannot leave its window: this is the event it would give.
    await tab.evaluate(() => {
      for (const clientY of [200, -1, -1]) {
        const how = { clientY, relatedTarget: null, bubbles: true };
        document.body.dispatchEvent(new MouseEvent('mouseout', how));
      }
    }, null);
    assert.deepEqual(await happened(), [8]);
  });

  it('idle is the time since the last input', async () => {
    const kIdle_ms = 1500;
    const began_ms = await tab.evaluate(() => performance.now(), null);
    await lookOut({ campaign: 'c', trigger: 9, on: 'idle', after_ms: kIdle_ms });
    await tab.move(300, 300);
    await tab.move(100, 100);
    await untilHappened(9);
    const { happened_ms, moved_ms } = await tab.evaluate(
      () => ({ happened_ms: window.happened_ms, moved_ms: window.moved_ms }),
      null,
    );
    assert.ok(moved_ms.length > 0, 'the pointer was moved');
    const last_ms = Math.max(began_ms, ...moved_ms.filter((at_ms) => at_ms <= happened_ms));
    // Clocks of pages are coarse: they tell up to a millisecond less.
    assert.ok(happened_ms - last_ms > kIdle_ms - 2, `${happened_ms - last_ms} ms after the last`);
  });

  it('what is not looked out for any more does not happen, and nothing does after destroy', async () => {
    await lookOut(element('#here', 'clicked', 1), element('#far', 'seen', 2));
    await lookOut(element('#far', 'seen', 2));
    await click('#here');
    await settled();
    await tab.evaluate(() => window.life.abort(), null);
    await tab.evaluate(() => document.querySelector('#far')?.scrollIntoView(), null);
    await settled();
    assert.deepEqual(await happened(), []);
  });
}

before(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('pages/moments_page.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact' },
  });
  site = await startSite({ '/': kBody, '/page.js': outputFiles[0]?.text ?? '' });
});
after(() => site.close());

inEachEngine((name) => `moments in ${name}`, behaviours);
