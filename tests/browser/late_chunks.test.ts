// What is taken back while its chunks are on their way never comes: no prompt, no event, no element.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type Site, launchChromium, startSite } from './harness.ts';
import { uncaughtErrors, watchedPage } from './page_tools.ts';

const file = {
  version: 1,
  revision: 'test',
  campaigns: [
    {
      ...{ id: 'list', kind: 'checklist', trigger: { on: 'manual' }, title: 'First steps' },
      steps: ['one', 'two'].map((id) => ({
        id,
        title: id,
        buttons: [{ label: 'Do it', action: 'next' }],
      })),
    },
    {
      ...{ id: 'spots', kind: 'hotspots', trigger: { on: 'manual' } },
      steps: [{ id: 'spot', target: '#target', title: 'Look' }],
    },
    {
      ...{ id: 'help', kind: 'resource_centre', trigger: { on: 'manual' }, title: 'Help' },
      steps: [{ id: 'how', type: 'article', title: 'How', body: 'So.' }],
    },
    {
      ...{ id: 'tour', kind: 'tour', trigger: { on: 'manual' } },
      steps: [{ id: 'step', target: '#target', title: 'Look' }],
    },
  ],
};

interface WatchedWindow {
  docent: import('docent').Docent;
  /** Whatever came of it: events, and elements of ours. */
  came: string[];
}

let site: Site;
let browser: Browser;

before(async () => {
  const body = `<button id="target">Target</button><script>
    window.came = [];
    for (const type of ['before-show', 'show', 'step', 'missing', 'dismiss'])
      document.addEventListener('docent:' + type, (event) => came.push(type + ' ' + event.detail.campaign));
    new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
      if (node.localName?.startsWith('docent-')) came.push(node.localName);
    }))).observe(document, { childList: true, subtree: true });
  </script>`;
  const tag = { 'data-key': 'late', 'data-config': '/docent.json' };
  site = await startSite({ '/docent.json': JSON.stringify(file), '/': watchedPage(tag, body) });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await site.close();
});

/** Starts a campaign, has `act` done while that chunk is held back, and resolves when it came and had its effect. */
async function actWhileHeld(
  page: Page,
  campaign: string,
  chunk: string,
  act: () => void,
): Promise<string[]> {
  let release = () => undefined as void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const pattern = new RegExp(`/${chunk}-[^/]*[.]mjs`);
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  const asked = page.waitForRequest(pattern);
  await page.goto(site.url);
  await page.evaluate((id) => {
    void (window as unknown as WatchedWindow).docent.start(id);
  }, campaign);
  const url = (await asked).url();
  await page.evaluate(() => ((window as unknown as WatchedWindow).came = []));
  await page.evaluate(act);
  release();
  return page.evaluate(async (address) => {
    await import(address);
    // Whatever follows from it has followed some frames and tasks later.
    for (let frame = 0; frame < 20; frame++) {
      await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return (window as unknown as WatchedWindow).came;
  }, url);
}

const kHeld = [
  ['tour', 'surfaces'],
  ['list', 'surfaces'],
  ['list', 'beside'],
  ['list', 'checklist'],
  ['spots', 'surfaces'],
  ['spots', 'hotspots'],
  ['help', 'surfaces'],
  ['help', 'resource_centre'],
] as const;

for (const [campaign, chunk] of kHeld) {
  test(`destroy while ${chunk} is on its way: nothing of ${campaign} comes`, async () => {
    const page = await browser.newPage();
    const came = await actWhileHeld(page, campaign, chunk, () =>
      (window as unknown as WatchedWindow).docent.destroy(),
    );
    assert.deepEqual(came, []);
    assert.equal(await page.locator('docent-root').count(), 0);
    assert.deepEqual(await uncaughtErrors(page), []);
    await page.close();
  });
}
