// The Studio shows any step on the real page, and leaves no trace there.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import {
  launchChromium,
  startSite,
  startTestCollector,
  type Site,
  type TestCollector,
} from './harness.ts';
import { watchedPage } from './page_tools.ts';
import { readStorage } from './storage_reader.ts';

const tour_file = {
  version: 1,
  campaigns: [
    {
      id: 'tour',
      kind: 'tour',
      paused: true,
      audience: { 'user.plan': 'nobody has this' },
      trigger: { on: 'manual' },
      steps: [
        { id: 'first', surface: 'modal', title: 'First' },
        {
          id: 'second',
          surface: 'tooltip',
          target: '#host',
          page: { path: '/elsewhere' },
          title: 'Second',
        },
        { id: 'lost', surface: 'tooltip', target: '#nowhere', title: 'Lost' },
      ],
    },
  ],
};

interface Heard {
  docent: string;
  [field: string]: unknown;
}

let browser: Browser;
let site: Site;
let collector: TestCollector;
let context: BrowserContext;
let studio: Page;

const frameOf = (page: Page): Frame => {
  const frame = page.frames()[1];
  assert.ok(frame);
  return frame;
};

/** A page that frames the app and writes down what it says. */
const studioPage = (src: string) => `<!doctype html><script>
  window.heard = [];
  addEventListener('message', (event) => heard.push(event.data));
</script><iframe src="${src}" width="800" height="600"></iframe>`;

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

beforeEach(async () => {
  collector = await startTestCollector();
  site = await startSite({
    '/docent.json': JSON.stringify(tour_file),
    '/studio': studioPage('/app'),
  });
  const tag = {
    'data-key': 'k',
    'data-config': '/docent.json',
    'data-collector': collector.url,
    'data-preview': 'self',
  };
  site.route('/app', watchedPage(tag, '<p id="host">Host</p>'));
  context = await browser.newContext();
  studio = await context.newPage();
});

afterEach(async () => {
  await context.close();
  await site.close();
  await collector.close();
});

function say(message: object): Promise<void> {
  return studio.evaluate((what) => {
    document.querySelector('iframe')?.contentWindow?.postMessage(what, '*');
  }, message);
}

async function until(docent: string, nth = 1): Promise<Heard> {
  const handle = await studio.waitForFunction(
    ([kind, count]) =>
      (window as unknown as { heard: Heard[] }).heard.filter((report) => report.docent === kind)[
        count - 1
      ],
    [docent, nth] as const,
  );
  const report = await handle.jsonValue();
  assert.ok(report);
  return report;
}

const stepOnScreen = () =>
  frameOf(studio).evaluate(
    () =>
      document
        .querySelector('docent-root')
        ?.shadowRoot?.querySelector('[data-step]')
        ?.getAttribute('data-step') ?? null,
  );

test('hello is answered with the state, and any step is shown, whoever it is for and wherever it belongs', async () => {
  await studio.goto(`${site.url}/studio`);
  await until('ready');
  await say({ docent: 'hello' });
  const state = await until('state');
  assert.deepEqual(JSON.parse(String(state.config)), tour_file);
  assert.equal((JSON.parse(String(state.here)) as { page: { path: string } }).page.path, '/app');
  assert.ok(JSON.parse(String(state.snapshot)));
  await say({ docent: 'preview', campaign: 'tour', step: 'second' });
  const shown = await until('previewing');
  assert.deepEqual(shown, {
    docent: 'previewing',
    campaign: 'tour',
    step: 'second',
    target: 'found',
  });
  assert.equal(await stepOnScreen(), 'second');
  await say({ docent: 'preview', campaign: 'tour', step: 'lost' });
  assert.equal((await until('previewing', 2)).target, 'missing');
  await say({ docent: 'preview_end' });
  await until('preview_ended');
  assert.equal(await stepOnScreen(), null);
});

test('what is asked for before there is a campaign file waits for it, or hears that there is none', async () => {
  const file = site.hold(/docent\.json/);
  await studio.goto(`${site.url}/studio`);
  await until('ready');
  await file.asked();
  await say({ docent: 'preview', campaign: 'tour', step: 'first' });
  file.release();
  await until('previewing');
  assert.equal(await stepOnScreen(), 'first');
  site.route('/docent.json', () => ({ status: 404, body: 'gone' }));
  await studio.goto(`${site.url}/studio`);
  await until('ready');
  await say({ docent: 'preview', campaign: 'tour', step: 'first' });
  assert.equal((await until('preview_failed')).message, 'there is no campaign file');
});

test('a preview counts nothing and posts nothing', async () => {
  await studio.goto(`${site.url}/studio`);
  await until('ready');
  await say({ docent: 'preview', campaign: 'tour', step: 'first' });
  await until('previewing');
  await say({ docent: 'preview_end' });
  await until('preview_ended');
  await frameOf(studio).evaluate(() =>
    (window as unknown as { docent: import('docent').Docent }).docent.explain('tour'),
  );
  const stored = await frameOf(studio).evaluate(readStorage);
  const state = JSON.parse(stored.snapshots[stored.current] ?? '{}') as Record<string, unknown>;
  assert.equal(state.campaigns, undefined);
  assert.equal(state.prompts, undefined);
  for (const { data } of collector.events) assert.deepEqual(data.campaigns, {});
});

test('an origin that is none is told, and those beside it are heard', async () => {
  const tag = {
    'data-key': 'k',
    'data-config': '/docent.json',
    'data-preview': `studio.example.com ${site.url}/`,
  };
  site.route('/app', watchedPage(tag));
  await studio.goto(`${site.url}/studio`);
  await until('ready');
  const said = await frameOf(studio).evaluate(() => {
    const { seen, uncaught } = window as unknown as Record<string, { message: string }[]>;
    return { errors: seen?.map(({ message }) => message), uncaught };
  });
  assert.deepEqual(said, {
    errors: ['"studio.example.com" is not an origin such as https://studio.example.com'],
    uncaught: [],
  });
});

test('a page of another origin is not answered', async () => {
  const stranger = await startSite({ '/studio': studioPage(`${site.url}/app`) });
  try {
    await studio.goto(`${stranger.url}/studio`);
    await frameOf(studio).waitForFunction(() => 'docent' in window);
    await frameOf(studio).evaluate(() =>
      (window as unknown as { docent: import('docent').Docent }).docent.explain('tour'),
    );
    await say({ docent: 'hello' });
    await say({ docent: 'preview', campaign: 'tour', step: 'first' });
    // Whatever the app had to say to these messages, it has said before it answers this one.
    await frameOf(studio).evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    assert.equal(await stepOnScreen(), null);
    assert.deepEqual(
      await studio.evaluate(() => (window as unknown as { heard: Heard[] }).heard),
      [],
    );
  } finally {
    await stranger.close();
  }
});
