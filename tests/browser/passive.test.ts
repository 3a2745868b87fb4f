// What stands beside the steps or in the page itself, through the whole widget: hotspots, the resource centre with its feed,
// inline steps, videos.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, startSite, type Site } from './harness.ts';
import { isShowing, settled, start, track, uncaughtErrors, watchedPage } from './page_tools.ts';

const file = {
  version: 1,
  revision: 'test',
  attention: { pause_hours: 0 },
  events: { sent: {} },
  campaigns: [
    {
      id: 'help',
      kind: 'resource_centre',
      title: 'How can we help?',
      body: 'Answers and people.',
      resume_page: { path: '/' },
      steps: [
        {
          id: 'send',
          type: 'article',
          title: 'Send an invoice',
          body: 'In a minute',
          content: [
            { type: 'text', text: 'Press **Send**, and choose a café.' },
            { type: 'progress', label: 'Sent so far', measure: 'events.sent.total', target: 4 },
          ],
        },
        { id: 'pay', type: 'article', title: 'Record a payment', content: [] },
        {
          id: 'tips',
          type: 'article',
          title: 'Tips',
          body: 'Look at [all of them](/tips).',
          content: [{ type: 'image', src: 'elsewhere:/picture.svg', alt: 'A tip' }],
        },
        { id: 'guide', type: 'link', title: 'The guide', url: '/guide?x=1' },
        { id: 'film', type: 'video', title: 'See it work', src: '/film.mp4' },
        { id: 'mail', type: 'contact', title: 'Write to us', url: 'mailto:help@example.com' },
        { id: 'say', type: 'feedback', title: 'Give feedback', question: { label: 'Tell us' } },
      ],
    },
    {
      id: 'old_news',
      kind: 'announcement',
      schedule: { from: '2026-01-10T00:00:00Z' },
      steps: [{ id: 'n', surface: 'feed', title: 'Old news' }],
    },
    {
      id: 'news',
      kind: 'announcement',
      schedule: { from: '2026-02-10T00:00:00Z' },
      steps: [
        {
          id: 'n',
          surface: 'feed',
          title: 'Fresh news',
          buttons: [{ label: 'Look', action: 'navigate', url: '#look' }],
        },
      ],
    },
    {
      id: 'spots',
      kind: 'hotspots',
      trigger: { on: 'page_view', page: { path: '/spots' } },
      resume_page: { path: '/spots' },
      steps: [
        { id: 'import', target: '#import', title: 'Bring your data', body: 'Any table will do.' },
        { id: 'far', target: '#far', title: 'Further down' },
        { id: 'late', target: '#late', title: 'Not there yet' },
        {
          id: 'rich',
          target: '#note',
          title: 'How it works',
          content: [
            { type: 'video', label: 'See how', src: '/film.mp4' },
            { type: 'progress', label: 'Sent so far', measure: 'events.sent.total', target: 4 },
          ],
        },
      ],
    },
    {
      id: 'late_spot',
      kind: 'hotspots',
      trigger: { on: 'page_view', page: { path: '/late' } },
      resume_page: { path: '/late' },
      steps: [{ id: 'late', target: '#late', title: 'Not there yet' }],
    },
    {
      id: 'inline',
      kind: 'announcement',
      trigger: { on: 'event', event: 'sent' },
      steps: [
        {
          id: 'only',
          surface: 'inline',
          target: '#news',
          title: 'It is on its way',
          content: [{ type: 'video', label: 'See how', src: '/film.mp4' }],
        },
      ],
    },
    {
      id: 'steps',
      kind: 'checklist',
      trigger: { on: 'manual' },
      launcher: { hidden: true },
      steps: [{ id: 'one', title: 'Look around', buttons: [{ label: 'Go', action: 'next' }] }],
    },
  ],
};

const kBody = `<div id="news"></div><button id="import">Import</button>
<div id="box" style="height:120px;width:300px;overflow:auto"><div style="height:60px"></div>
<button id="far">Far</button><div style="height:600px"></div></div><input id="note" style="position:fixed;right:12px;top:12px">`;

let browser: Browser;
let site: Site;
/** Another site, which serves a picture. */
let elsewhere: Site;
let pictures: (string | undefined)[] = [];
let context: BrowserContext;
let page: Page;
let films = 0;

before(async () => {
  browser = await launchChromium();
  const tag = { 'data-key': 'k', 'data-config': '/docent.json' };
  const body = watchedPage(tag, kBody);
  const inLanguage = (language: string) => watchedPage({ ...tag, 'data-locale': language }, kBody);
  elsewhere = await startSite({
    '/picture.svg': ({ headers }) => {
      pictures.push(headers.referer);
      return { body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
    },
  });
  site = await startSite({
    '/docent.json': JSON.stringify(file).replace('elsewhere:', elsewhere.url),
    // Always on its way: whoever started it is at its player.
    '/film.mp4': () => {
      films += 1;
      return new Promise<never>(() => undefined);
    },
    '/': (_, { searchParams }) => ({ body: inLanguage(searchParams.get('language') ?? 'en') }),
    '/spots': body,
    '/late': body,
    '/inline': body,
  });
});

after(async () => {
  await browser.close();
  await site.close();
  await elsewhere.close();
});

beforeEach(async () => {
  films = 0;
  pictures = [];
  context = await browser.newContext();
  page = await context.newPage();
});

afterEach(async () => {
  assert.deepEqual(await uncaughtErrors(page).catch(() => []), [], 'nothing reaches the host');
  await context.close();
});

const panel = () => page.getByRole('dialog', { name: 'How can we help?' });
const launcher = (name = 'Help, 2 new messages') => page.getByRole('button', { name, exact: true });
const beacon = (title: string) => page.getByRole('button', { name: `Hint: ${title}` });
const focusedText = () =>
  page.evaluate(
    () => document.querySelector('docent-root')?.shadowRoot?.activeElement?.textContent ?? '',
  );

/** The detail of the next event of that name. */
function next(name: string): Promise<Record<string, unknown>> {
  return page.evaluate(
    (type) =>
      new Promise((resolve) =>
        document.addEventListener(
          `docent:${type}`,
          (event) => resolve((event as CustomEvent<Record<string, unknown>>).detail),
          { once: true },
        ),
      ),
    name,
  );
}

test('the resource centre opens by its launcher, is searched, and gives focus back', async () => {
  await page.goto(site.url);
  await launcher().click();
  await panel().getByRole('button', { name: 'Send an invoice' }).waitFor();
  assert.equal(await focusedText(), 'How can we help?');
  await panel().getByRole('searchbox').fill('CAFE');
  await panel().getByText('1 result').waitFor();
  assert.equal(await panel().getByRole('button', { name: 'Record a payment' }).count(), 0);
  await panel().getByRole('searchbox').fill('nonsense');
  await panel().locator('.nothing').waitFor();
  assert.equal(await panel().getByRole('link', { name: 'Write to us' }).count(), 1);
  await page.keyboard.press('Escape');
  await panel().getByRole('button', { name: 'Record a payment' }).waitFor();
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  assert.match(await focusedText(), /^Help/);
});

test('an article shows its blocks, and Escape goes back to the list', async () => {
  await page.goto(site.url);
  await track(page, 'sent', 3);
  await launcher().click();
  await panel().getByRole('button', { name: 'Send an invoice' }).click();
  const bar = panel().getByRole('progressbar', { name: 'Sent so far' });
  await bar.waitFor();
  assert.equal(await bar.getAttribute('aria-valuenow'), '3');
  assert.equal(await focusedText(), 'Send an invoice');
  await page.keyboard.press('Escape');
  await panel().getByRole('button', { name: 'Record a payment' }).waitFor();
});

test('nothing of a video is fetched before the click on it', async () => {
  await page.goto(site.url);
  await launcher().click();
  await panel().getByRole('button', { name: 'See it work' }).click();
  const play = panel().getByRole('button', { name: 'Play video: See it work' });
  await play.waitFor();
  assert.equal(films, 0);
  const asked = page.waitForRequest('**/film.mp4');
  await play.click();
  await asked;
  await panel().locator('video').waitFor();
});

test('a picture of another site is fetched when it is looked at, and that site is not told where', async () => {
  await page.goto(site.url);
  await launcher().click();
  await panel().getByRole('button', { name: 'Tips' }).waitFor();
  assert.deepEqual(pictures, []);
  const answered = page.waitForResponse('**/picture.svg');
  await panel().getByRole('button', { name: 'Tips' }).click();
  await answered;
  assert.deepEqual(pictures, [undefined]);
});

test('news are unread until they are seen, and stay in the feed afterwards, in all pages to come', async () => {
  await page.goto(site.url);
  await launcher().click();
  const read = next('complete');
  await panel()
    .getByRole('button', { name: /What’s new/ })
    .click();
  assert.deepEqual(await panel().getByRole('heading', { level: 3 }).allTextContents(), [
    'Fresh news',
    'Old news',
  ]);
  assert.equal((await read)['outcome'], 'completed');
  await panel().getByRole('link', { name: 'Look' }).click();
  await settled(page);
  await page.goto(`${site.url}/?again`);
  await launcher('Help').click();
  await panel()
    .getByRole('button', { name: /What’s new/ })
    .click();
  await panel().getByText('Old news').waitFor();
});

test('ways to this site are offered to the router of the page, by entries, news and links in the text', async () => {
  await page.goto(site.url);
  await page.evaluate(() => {
    const host = window as unknown as { docent: import('docent').Docent; ways: unknown[] };
    host.ways = [];
    host.docent.on('navigate', ({ campaign, step, url }) => {
      host.ways.push(`${campaign} ${step} ${url.slice(location.origin.length)}`);
      return false;
    });
  });
  await launcher().click();
  await panel().getByRole('link', { name: 'The guide' }).click();
  await panel().getByRole('button', { name: 'Tips' }).click();
  await panel().getByRole('link', { name: 'all of them' }).click();
  await panel().getByRole('button', { name: 'Back' }).click();
  await panel()
    .getByRole('button', { name: /What’s new/ })
    .click();
  await panel().getByRole('link', { name: 'Look' }).click();
  assert.deepEqual(await page.evaluate(() => (window as unknown as { ways: unknown[] }).ways), [
    'help guide /guide?x=1',
    'help tips /tips',
    'news n /#look',
  ]);
  assert.equal(page.url(), `${site.url}/`);
  // Where the user wants another tab, it is the browser's affair.
  const opened = context.waitForEvent('page');
  await panel()
    .getByRole('link', { name: 'Look' })
    .click({ modifiers: ['Control'] });
  await opened;
  assert.equal(
    await page.evaluate(() => (window as unknown as { ways: unknown[] }).ways.length),
    3,
  );
});

test('without a router a link in the text leads where it says', async () => {
  site.route('/tips', '<!doctype html><title>Tips</title>');
  await page.goto(site.url);
  await launcher().click();
  await panel().getByRole('button', { name: 'Tips' }).click();
  await panel().getByRole('link', { name: 'all of them' }).click();
  await page.waitForURL('**/tips');
});

test('what comes next comes from where the writing goes on', async () => {
  for (const [language, from] of [
    ['en', 12],
    ['ar', -12],
  ] as const) {
    await page.goto(`${site.url}/?language=${language}`);
    assert.deepEqual(await start(page, 'help'), { shown: true });
    await page.locator('docent-root .row').first().click();
    const enters = await page.locator('docent-root .advance').evaluate((element) => {
      const [slip] = element.getAnimations();
      slip?.pause();
      if (slip) slip.currentTime = 0;
      return new DOMMatrix(getComputedStyle(element).transform).e;
    });
    assert.equal(enters, from, language);
  }
});

test('feedback is an answer, and is thanked for', async () => {
  await page.goto(site.url);
  await launcher().click();
  await panel().getByRole('button', { name: 'Give feedback' }).click();
  const send = panel().getByRole('button', { name: 'Send', exact: true });
  assert.equal(await send.isDisabled(), true);
  await panel().getByRole('textbox', { name: 'Tell us' }).fill('  More cafés ');
  const answer = next('answer');
  await send.click();
  const { campaign, question, value } = await answer;
  assert.deepEqual(
    { campaign, question, value },
    {
      campaign: 'help',
      question: 'say',
      value: 'More cafés',
    },
  );
  await panel().getByText('Thank you!').waitFor();
});

test('the product opens what has no launcher, and what is closed', async () => {
  await page.goto(site.url);
  await launcher().waitFor();
  assert.deepEqual(await start(page, 'help'), { shown: true });
  await panel().waitFor();
  await page.keyboard.press('Escape');
  assert.deepEqual(await start(page, 'steps'), { shown: true });
  await page.getByRole('region', { name: 'Getting started' }).waitFor();
});

test('a beacon stands on the corner of its target, follows it, and hides with it', async () => {
  await page.goto(`${site.url}/spots`);
  await beacon('Further down').waitFor();
  const gap = () =>
    page.evaluate(() => {
      const root = document.querySelector('docent-root')?.shadowRoot;
      const spot = root?.querySelector('.beacon[data-step=far]')?.getBoundingClientRect();
      const target = document.querySelector('#far')?.getBoundingClientRect();
      if (!spot || !target) return Infinity;
      const dx = spot.x + spot.width / 2 - target.right;
      return Math.hypot(dx, spot.y + spot.height / 2 - target.top);
    });
  assert.ok((await gap()) < 1);
  await page.evaluate(() => document.querySelector('#box')?.scrollTo(0, 30));
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  assert.ok((await gap()) < 1);
  await page.evaluate(() => document.querySelector('#box')?.scrollTo(0, 300));
  await beacon('Further down').waitFor({ state: 'hidden' });
  assert.equal(await beacon('Bring your data').isVisible(), true);
});

test('by keyboard a beacon opens its tooltip; closing it leaves the others, for good', async () => {
  await page.goto(`${site.url}/spots`);
  await beacon('Bring your data').focus();
  await page.keyboard.press('Enter');
  const tip = page.getByRole('dialog', { name: 'Bring your data' });
  await tip.waitFor();
  assert.equal(await focusedText(), 'Bring your data');
  await page.keyboard.press('Escape');
  await tip.waitFor({ state: 'detached' });
  assert.equal(await beacon('Bring your data').count(), 0);
  assert.equal(
    await page.evaluate(
      () =>
        document
          .querySelector('docent-root')
          ?.shadowRoot?.activeElement?.getAttribute('data-step') ?? '',
    ),
    'far',
  );
  await settled(page);
  await page.reload();
  await beacon('Further down').waitFor();
  assert.equal(await beacon('Bring your data').count(), 0);
});

test('the tooltip of a beacon has its video and its progress', async () => {
  await page.goto(`${site.url}/spots`);
  await beacon('How it works').click();
  const tip = page.getByRole('dialog', { name: 'How it works' });
  await tip.getByRole('button', { name: 'Play video: See how' }).waitFor();
  assert.equal(
    await tip.getByRole('progressbar', { name: 'Sent so far' }).getAttribute('aria-valuemax'),
    '4',
  );
  assert.equal(films, 0);
  const asked = page.waitForRequest('**/film.mp4');
  await tip.getByRole('button', { name: 'Play video: See how' }).click();
  await asked;
});

test('a click elsewhere closes the tooltip and still does what it means there', async () => {
  await page.goto(`${site.url}/spots`);
  await beacon('Bring your data').click();
  await page.getByRole('dialog', { name: 'Bring your data' }).waitFor();
  await page.click('#note');
  await page.getByRole('dialog', { name: 'Bring your data' }).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'note');
});

test('all hints are hidden at once from the menu of one, and none comes back', async () => {
  await page.goto(`${site.url}/spots`);
  await beacon('Bring your data').click();
  await page.getByRole('button', { name: 'More options' }).click();
  const ended = next('dismiss');
  await page.getByRole('menuitem', { name: 'Hide these hints' }).click();
  assert.equal((await ended)['campaign'], 'spots');
  await page.waitForFunction(() => document.querySelector('docent-root') === null);
  await page.reload();
  await settled(page);
  assert.equal(await isShowing(page, 'spots'), false);
});

test('hotspots count as shown when the first target is there, and not before', async () => {
  await page.goto(`${site.url}/late`);
  const balance = () =>
    page.evaluate(async () => {
      const { docent } = window as unknown as { docent: import('docent').Docent };
      const { gates } = await docent.explain('late_spot');
      return gates.find(({ gate }) => gate === 'budget')?.['balance'];
    });
  assert.equal(await balance(), 100);
  const shown = next('show');
  await page.evaluate(() => {
    const late = document.createElement('button');
    late.id = 'late';
    late.textContent = 'Late';
    document.body.append(late);
  });
  await beacon('Not there yet').waitFor();
  assert.equal((await shown)['campaign'], 'late_spot');
});

test('an inline step is a guest at its place: it comes back when the place is drawn anew, and leaves no trace', async () => {
  await page.goto(`${site.url}/inline`);
  await settled(page);
  const before = await page.evaluate(() => document.body.outerHTML);
  await page.focus('#note');
  await track(page, 'sent');
  const card = page.getByRole('region', { name: 'It is on its way' });
  await card.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'note', 'focus stays');
  assert.equal(
    await page.evaluate(() => document.querySelector('#news')?.lastElementChild?.localName),
    'docent-inline',
  );
  const room = await page.evaluate(() => document.querySelector('#news')?.clientHeight ?? 0);
  assert.ok(room > 60, 'it takes room in the page');
  await page.evaluate(() => document.querySelector('#news')?.replaceChildren());
  await card.waitFor();
  await page.evaluate(() => {
    const anew = document.createElement('div');
    anew.id = 'news';
    document.querySelector('#news')?.replaceWith(anew);
  });
  await card.waitFor();
  assert.equal(films, 0);
  await card.getByRole('button', { name: 'Got it' }).click();
  await card.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.body.outerHTML), before);
});

test('destroy takes away beacons, inline steps and the resource centre, and leaves the page as it was', async () => {
  for (const path of ['/', '/spots']) {
    await page.goto(`${site.url}${path}`);
    await (path === '/' ? launcher() : beacon('Bring your data')).click();
    await page.evaluate(() =>
      (window as unknown as { docent: import('docent').Docent }).docent.destroy(),
    );
    const left = await page.evaluate(() => document.body.innerHTML.includes('docent-'));
    assert.equal(left, false, path);
  }
});

/** Holds a chunk back at the door of the page. */
async function holdBack(chunk: RegExp): Promise<{ asked: Promise<string>; release(): void }> {
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  const asked = new Promise<string>((resolve) => {
    void page.route(chunk, async (route) => {
      resolve(route.request().url());
      await held;
      await route.continue();
    });
  });
  return { asked, release };
}

/** Resolves when a chunk has run, and whoever waited for it in the page has gone on. */
const untilRun = (url: string) =>
  page.evaluate(async (chunk) => {
    await import(chunk);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, url);

for (const [chunk, path] of [
  [/\/surfaces-[^/]*mjs/, '/'],
  [/\/beside-[^/]*mjs/, '/'],
  [/\/resource_centre-[^/]*mjs/, '/'],
  [/\/hotspots-[^/]*mjs/, '/spots'],
] as const) {
  test(`destroy while ${chunk.source} is on its way: nothing comes with it`, async () => {
    const { asked, release } = await holdBack(chunk);
    await page.addInitScript(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      for (const name of ['before-show', 'show', 'error'])
        document.addEventListener(`docent:${name}`, () => told.push(name));
    });
    await page.goto(`${site.url}${path}`);
    const url = await asked;
    const before = await page.evaluate(() => {
      const { docent, told } = window as unknown as {
        docent: import('docent').Docent;
        told: string[];
      };
      docent.destroy();
      return told.splice(0);
    });
    release();
    await untilRun(url);
    assert.equal(await page.locator('docent-root').count(), 0);
    assert.deepEqual(await page.evaluate(() => (window as unknown as { told: string[] }).told), []);
    assert.ok(chunk.source.includes('surfaces') ? before.length === 0 : before.length < 2);
  });
}

test('what is hidden while its chunk is on its way does not come, not even to wait for its target', async () => {
  const { asked, release } = await holdBack(/\/hotspots-[^/]*mjs/);
  await page.goto(`${site.url}/late`);
  const url = await asked;
  await page.evaluate(() => {
    const seen: unknown[] = [];
    Object.assign(window, { beacons: seen });
    void (async () => {
      for (;;) {
        const shadow = document.querySelector('docent-root')?.shadowRoot;
        seen.push(...(shadow?.querySelectorAll('.beacon') ?? []));
        await new Promise(requestAnimationFrame);
      }
    })();
    (window as unknown as { docent: import('docent').Docent }).docent.mute();
  });
  await settled(page);
  release();
  await untilRun(url);
  assert.equal(
    await page.evaluate(() => (window as unknown as { beacons: unknown[] }).beacons.length),
    0,
  );
  assert.equal(await isShowing(page, 'late_spot'), false);
});
