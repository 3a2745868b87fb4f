// When something around Docent is broken: a clear error event, a host page that keeps working, and nothing unsent lost.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  launchChromium,
  startSite,
  startTestCollector,
  type Site,
  type TestCollector,
} from './harness.ts';
import {
  errorCodes,
  isShowing,
  settled,
  small_file,
  start,
  totalOf,
  track,
  uncaughtErrors,
  untilError,
  watchedPage,
} from './page_tools.ts';
import { readStorage } from './storage_reader.ts';

const good_file = JSON.stringify(small_file);

let browser: Browser;
let site: Site;
let collector: TestCollector;
let context: BrowserContext;
let page: Page;

const tag = () => ({
  'data-key': 'k',
  'data-config': '/docent.json',
  'data-collector': collector.url,
});

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

beforeEach(async () => {
  collector = await startTestCollector();
  site = await startSite({
    '/docent.json': good_file,
    '/blank': '<!doctype html><title>blank</title>',
    '/': watchedPage(tag()),
  });
  context = await browser.newContext();
  page = await context.newPage();
});

afterEach(async () => {
  assert.deepEqual(await uncaughtErrors(page).catch(() => []), [], 'nothing reaches the host');
  await context.close();
  await site.close();
  await collector.close();
});

function clicks(): number {
  return collector.summaries().reduce((sum, { events }) => sum + (events.clicked ?? 0), 0);
}

/** Leaves the page, which posts what there is. */
async function leave(): Promise<void> {
  await page.goto(`${site.url}/blank`);
}

test('a broken campaign file is told problem by problem, and what was tracked counts once it is mended', async () => {
  site.route('/docent.json', '{"version": 1, "campaigns": [{"id": 7}]}');
  await page.goto(site.url);
  await untilError(page, 'config_refused');
  const codes = await errorCodes(page);
  assert.ok(codes.includes('wrong_type') || codes.includes('missing_field'), codes.join());
  await track(page, 'clicked', 3);
  const answer = await start(page, 'hello');
  assert.deepEqual(answer, { shown: false, reason: 'not_ready' });
  site.route('/docent.json', good_file);
  await page.reload();
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 3);
  await leave();
  await collector.until(() => clicks() === 3);
});

test('a campaign file that is not there is one error event, and the page goes on', async () => {
  site.route('/docent.json', () => ({ status: 404, body: 'gone' }));
  await page.goto(site.url);
  await untilError(page, 'config_unreachable');
  assert.equal(await page.textContent('p'), 'Host');
});

test('a campaign file that stays away is asked for again, and told once for each reason', async () => {
  let status = 404;
  site.route('/docent.json', () => ({ status, body: good_file }));
  const codes = async () => (await errorCodes(page)).length;
  await page.clock.install();
  await page.goto(site.url);
  await untilError(page, 'config_unreachable');
  for (const [next, told] of [
    [404, 1],
    [503, 2],
    [503, 2],
    [200, 2],
  ] as const) {
    status = next;
    const again = page.waitForResponse(/docent\.json/);
    await page.clock.runFor(31_000);
    await (await again).finished();
    // Fetched later, so what is said of the first is said by now.
    await page.evaluate(() => fetch('/blank').then((response) => response.text()));
    assert.equal(await codes(), told, `${next}`);
  }
  assert.deepEqual(await start(page, 'hello'), { shown: true });
});

test('after destroy a campaign file that could not be had is not asked for again', async () => {
  site.route('/given', initPage('config: () => { window.asked = (window.asked ?? 0) + 1; }'));
  await page.clock.install();
  await page.goto(`${site.url}/given`);
  await untilError(page, 'config_unreachable');
  const asked = () => page.evaluate(() => (window as unknown as { asked: number }).asked);
  await page.clock.runFor(31_000);
  assert.equal(await asked(), 2);
  await page.evaluate(() =>
    (window as unknown as { docent: { destroy(): void } }).docent.destroy(),
  );
  await page.clock.runFor(31_000);
  assert.equal(await asked(), 2);
});

test(
  'when the widget cannot be loaded, nobody who asked for something waits for ever',
  { timeout: 60_000 },
  async () => {
    await page.route(/main-.*\.mjs/, (route) => route.abort());
    await page.goto(site.url);
    const answers = () =>
      page.evaluate(async () => {
        const { docent } = window as unknown as { docent: import('docent').Docent };
        return [await docent.start('hello'), (await docent.explain('hello')).verdict];
      });
    // Asked before it is known, and afterwards.
    assert.deepEqual(await answers(), [{ shown: false, reason: 'load_failed' }, 'blocked']);
    await untilError(page, 'load_failed');
    assert.deepEqual(await answers(), [{ shown: false, reason: 'load_failed' }, 'blocked']);
  },
);

/** Replaces the stored state by a text, from a page without the widget. */
async function corrupt(text: string): Promise<void> {
  await page.goto(`${site.url}/blank`);
  await page.evaluate(
    (snapshot) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('docent', 1);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('state', 'readwrite');
          const cursor = transaction.objectStore('state').openCursor();
          cursor.onsuccess = () => {
            const found = cursor.result;
            if (!found) return;
            const record = found.value as { user: string };
            if (record.user !== 'current') found.update({ ...record, snapshot, stamp: 'other' });
            found.continue();
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    text,
  );
}

test('a damaged stored state is kept aside and replaced, and tracking goes on', async () => {
  await page.goto(site.url);
  await track(page, 'clicked');
  await settled(page);
  await corrupt('{"version": 1, "events": 5');
  await page.goto(site.url);
  await untilError(page, 'damaged_state');
  await track(page, 'clicked', 2);
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
  const aside = Object.keys(stored.snapshots).filter((user) => user.endsWith('#damaged'));
  assert.equal(aside.length, 1);
  assert.equal((await errorCodes(page)).filter((code) => code === 'damaged_state').length, 1);
});

test('a state of a newer Docent is left alone: said once, nothing new shown, commands wait', async () => {
  await page.goto(site.url);
  await settled(page);
  const newer = '{"version": 99, "wisdom": true}';
  await corrupt(newer);
  await page.goto(site.url);
  await untilError(page, 'state_newer');
  await track(page, 'clicked', 2);
  assert.equal((await start(page, 'hello')).shown, false);
  const stored = await page.evaluate(readStorage);
  assert.equal(stored.snapshots[stored.current], newer);
  assert.ok(stored.inbox >= 2);
  assert.equal((await errorCodes(page)).filter((code) => code === 'state_newer').length, 1);
});

/** Makes the page's summary urgent: a prompt is shown and closed. */
async function finishPrompt(): Promise<void> {
  assert.deepEqual(await start(page, 'hello'), { shown: true });
  await page.evaluate(() =>
    (window as unknown as { docent: { dismiss(): void } }).docent.dismiss(),
  );
}

test('a collector that answers 500 gets everything once it is back', async () => {
  collector.answer_with(500);
  await page.goto(site.url);
  await track(page, 'clicked', 4);
  await finishPrompt();
  await untilError(page, 'collector_down');
  collector.answer_with(202);
  await collector.until(() => clicks() === 4);
  assert.equal((await errorCodes(page)).filter((code) => code === 'collector_down').length, 1);
});

test('what talks with the collector comes when there is something to say; a page that is left before it is there posts all the same', async () => {
  let asked = 0;
  // Never answered.
  await page.route(/delivery-.*\.mjs/, () => void (asked += 1));
  await page.goto(site.url);
  await track(page, 'clicked');
  await settled(page);
  assert.equal(asked, 0, 'nothing is due');
  assert.deepEqual(await start(page, 'hello'), { shown: true });
  const wanted = page.waitForRequest(/delivery-.*\.mjs/);
  await page.evaluate(() =>
    (window as unknown as { docent: { dismiss(): void } }).docent.dismiss(),
  );
  await wanted;
  assert.equal(collector.requests(), 0);
  await leave();
  await collector.until(() => clicks() === 1);
});

test(
  'a page that is hidden, and may never be seen again, does not wait for it',
  { timeout: 60_000 },
  async () => {
    await page.route(/delivery-.*\.mjs/, () => undefined);
    await page.goto(site.url);
    await track(page, 'clicked');
    await settled(page);
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await collector.until(() => clicks() === 1);
  },
);

test('without a collector nothing that talks with one is loaded', async () => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  site.route('/', watchedPage({ 'data-key': 'k', 'data-config': '/docent.json' }));
  await page.goto(site.url);
  assert.deepEqual(await start(page, 'hello'), { shown: true });
  await page.evaluate(() =>
    (window as unknown as { docent: { dismiss(): void } }).docent.dismiss(),
  );
  await settled(page);
  assert.equal(loaded.filter((path) => path.includes('delivery-')).length, 0);
  assert.ok(loaded.some((path) => path.includes('surfaces-')));
});

test('a collector that is down for the whole visit gets everything at the next one', async () => {
  collector.answer_with(503, 3600);
  await page.goto(site.url);
  await track(page, 'clicked', 4);
  await finishPrompt();
  await untilError(page, 'collector_down');
  await leave();
  collector.answer_with(202);
  await page.goto(site.url);
  await settled(page);
  await leave();
  await collector.until(() => clicks() === 4);
});

test('a collector that refuses is not asked again before the next page', async () => {
  collector.answer_with(403);
  await page.goto(site.url);
  await finishPrompt();
  await untilError(page, 'collector_refused');
  const requests = collector.requests();
  await finishPrompt();
  await settled(page);
  assert.equal(collector.requests(), requests);
  const stored = await page.evaluate(readStorage);
  assert.equal(stored.outbox.length, 1, 'the summary is kept');
});

/** Runs inside the page: whether a revision in the outbox needs no more sending. */
function isDoneWith(): Promise<boolean> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('docent', 1);
    opening.onsuccess = () => {
      const all = opening.result.transaction('outbox').objectStore('outbox').getAll();
      all.onsuccess = () => {
        opening.result.close();
        resolve((all.result as { acked: number }[]).some(({ acked }) => acked > 0));
      };
    };
  });
}

test('a summary that the collector rejects is told once, and done with', async () => {
  collector.reject_with('user_erased');
  await page.goto(site.url);
  await finishPrompt();
  await untilError(page, 'summary_rejected');
  await page.waitForFunction(isDoneWith);
});

test('a day that is too old for the collector is no error of the host', async () => {
  collector.reject_with('day_out_of_window');
  await page.goto(site.url);
  await finishPrompt();
  await collector.until(() => collector.requests() > 0);
  await page.waitForFunction(isDoneWith);
  assert.deepEqual(await errorCodes(page), []);
});

/** A page that calls `init` itself, with these options besides the key. */
function initPage(options: string): string {
  return watchedPage({}, `<script>docent.init({ key: 'k', ${options} });</script>`);
}

test('a state that is empty or damaged leaves Docent working', async () => {
  for (const [state, codes] of [
    [`''`, []],
    ['null', []],
    [`'{"version": 1, "user'`, ['state_refused']],
    [`'{"version": 1}'`, ['state_refused']],
    ['5', ['state_refused']],
  ] as const) {
    site.route('/given', initPage(`config: '/docent.json', state: ${state}`));
    await page.goto(`${site.url}/given`);
    assert.deepEqual(await start(page, 'hello'), { shown: true }, state);
    assert.deepEqual(await errorCodes(page), codes, state);
    await page.evaluate(() => (window as unknown as { docent: { erase(): void } }).docent.erase());
  }
});

test('a config function that gives nothing is told, and start and explain answer', async () => {
  site.route('/given', initPage('config: () => undefined'));
  await page.goto(`${site.url}/given`);
  assert.deepEqual(await start(page, 'hello'), { shown: false, reason: 'not_ready' });
  await settled(page);
  assert.deepEqual(await errorCodes(page), ['config_unreachable']);
});

test('a tab that was looked away from while a step was on its way shows it on return', async () => {
  const tour = {
    id: 'tour',
    kind: 'tour',
    trigger: { on: 'manual' },
    steps: [
      {
        id: 'late',
        surface: 'tooltip',
        target: '#late',
        wait_ms: 20_000,
        title: 'Here',
        body: 'x',
      },
    ],
  };
  site.route('/docent.json', JSON.stringify({ ...small_file, campaigns: [tour] }));
  await page.goto(site.url);
  // As text: the functions in it would else be named by a tool that the page does not have.
  await page.evaluate(`
    let seen = 'visible';
    Object.defineProperty(document, 'visibilityState', { get: () => seen });
    Object.defineProperty(document, 'hidden', { get: () => seen === 'hidden' });
    addEventListener('look', ({ detail }) => {
      seen = detail;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    window.answer = docent.start('tour');
    0;
  `);
  await settled(page);
  await page.evaluate(() => {
    dispatchEvent(new CustomEvent('look', { detail: 'hidden' }));
    const late = Object.assign(document.createElement('button'), { id: 'late' });
    document.body.append(late);
  });
  const answer = await page.evaluate(
    () => (window as unknown as { answer: Promise<object> }).answer,
  );
  assert.equal((answer as { shown: boolean }).shown, false);
  await settled(page);
  assert.equal(await isShowing(page, 'tour'), false);
  await page.evaluate(() => dispatchEvent(new CustomEvent('look', { detail: 'visible' })));
  await page.waitForFunction(
    () =>
      document.querySelector('docent-root')?.shadowRoot?.querySelector('[data-campaign="tour"]') !=
      null,
  );
});

test('an engine that fails and cannot be replaced is told, harms nobody, and loses no event', async () => {
  await page.goto(site.url);
  await settled(page);
  // A host may break anything; as text, since functions with names would need a tool the page does not have.
  const codes = await page.evaluate<string[]>(`(async () => {
    const { parse } = JSON;
    const seen = [];
    const twice = new Promise((resolve) =>
      docent.on('error', ({ code }) => seen.push(code) === 2 && resolve()),
    );
    JSON.parse = () => { throw new Error('broken'); };
    docent.mute(false);
    await twice;
    JSON.parse = parse;
    docent.track('clicked');
    docent.track('clicked');
    await docent.explain('hello');
    return seen;
  })()`);
  assert.deepEqual(codes, ['engine_failed', 'engine_failed']);
  assert.deepEqual(await uncaughtErrors(page), []);
  await page.reload();
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
});

test('where storage is refused Docent works in memory and says so once', async () => {
  // An opaque origin: the browser itself refuses IndexedDB, local and session storage.
  site.route('/frame', `<!doctype html><iframe sandbox="allow-scripts" src="/"></iframe>`);
  site.route('/docent.json', () => ({
    body: good_file,
    headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' },
  }));
  await page.goto(`${site.url}/frame`);
  const frame = page.frames()[1];
  assert.ok(frame);
  await frame.waitForFunction(() => 'docent' in window);
  const result = await frame.evaluate(async () => {
    const host = window as unknown as {
      docent: import('docent').Docent;
      seen: { code: string }[];
      uncaught: string[];
    };
    host.docent.track('clicked');
    const answer = await host.docent.start('hello');
    host.docent.dismiss();
    await host.docent.explain('hello');
    return { answer, codes: host.seen.map(({ code }) => code), uncaught: host.uncaught };
  });
  assert.deepEqual(result.answer, { shown: true });
  assert.equal(result.codes.filter((code) => code === 'storage_refused').length, 1);
  assert.deepEqual(result.uncaught, []);
  await collector.until(() => clicks() === 1);
});

test('under a policy that forbids WebAssembly the JavaScript build of the engine runs', async () => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  site.route('/watch.js', 'window.seen = []; window.uncaught = [];');
  site.route('/strict', () => ({
    body: watchedPage(tag()).replace(
      /<script>[^]*?<\/script>/,
      '<script src="/watch.js"></script>',
    ),
    headers: {
      'Content-Security-Policy':
        `default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' ${collector.url}; ` +
        `require-trusted-types-for 'script'`,
    },
  }));
  await page.goto(`${site.url}/strict`);
  assert.deepEqual(await start(page, 'hello'), { shown: true });
  assert.ok(fetched.some((path) => path.includes('engine_fallback')));
  assert.equal(await isShowing(page, 'hello'), true);
});
