// When something around Docent is broken: a clear error event, a host page that keeps working, and nothing unsent lost. In three
// engines of browsers; the collector has failing_collector.test.ts.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { totalOf } from '../snapshot_words.ts';
import type { Site, TestCollector } from './harness.ts';
import { tagFor, visitEach } from './own_visit.ts';
import { small_file, watchedPage } from './page_tools.ts';
import { type Tab, chromiumPage, passTime } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import {
  type WatchedWindow,
  call,
  errorCodes,
  isShowing,
  readStored,
  settled,
  start,
  track,
  uncaughtErrors,
  untilError,
  untilShowing,
} from './watched_tab.ts';

declare const window: Window & WatchedWindow;

const good_file = JSON.stringify(small_file);

function behaviours({ name, launch }: Engine): void {
  let site: Site;
  let collector: TestCollector;
  let tab: Tab;
  const tag = () => tagFor(collector);
  visitEach(launch, (visit) => ({ site, collector, tab } = visit));

  function clicks(): number {
    return collector.summaries().reduce((sum, { events }) => sum + (events.clicked ?? 0), 0);
  }

  /** Leaves the page, which posts what there is. */
  async function leave(): Promise<void> {
    await tab.goto(`${site.url}/blank`);
  }

  it('a broken campaign file is told problem by problem, and what was tracked counts once it is mended', async () => {
    site.route('/docent.json', '{"version": 1, "campaigns": [{"id": 7}]}');
    await tab.goto(site.url);
    await untilError(tab, 'config_refused');
    const codes = await errorCodes(tab);
    assert.ok(codes.includes('wrong_type') || codes.includes('missing_field'), codes.join());
    await track(tab, 'clicked', 3);
    const answer = await start(tab, 'hello');
    assert.deepEqual(answer, { shown: false, reason: 'not_ready' });
    site.route('/docent.json', good_file);
    await tab.reload();
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 3);
    await leave();
    await collector.until(() => clicks() === 3);
  });

  it('a campaign file that is not there is one error event, and the page goes on', async () => {
    site.route('/docent.json', () => ({ status: 404, body: 'gone' }));
    await tab.goto(site.url);
    await untilError(tab, 'config_unreachable');
    assert.equal(await tab.evaluate(() => document.querySelector('p')?.textContent, null), 'Host');
  });

  const kTurnsClock =
    name === 'Chromium' ? false : 'half a minute passes at once only in the driver of Chromium';
  it(
    'a campaign file that stays away is asked for again, and told once for each reason',
    { skip: kTurnsClock },
    async () => {
      let status = 404;
      site.route('/docent.json', () => ({ status, body: good_file }));
      const page = chromiumPage(tab);
      await page.clock.install();
      await tab.goto(site.url);
      await untilError(tab, 'config_unreachable');
      for (const [next, told] of [
        [404, 1],
        [503, 2],
        [503, 2],
        [200, 2],
      ] as const) {
        status = next;
        const again = page.waitForResponse(/docent\.json/);
        await passTime(tab, 31);
        await (await again).finished();
        // Fetched later, so what is said of the first is said by now.
        await tab.evaluate(() => fetch('/blank').then((response) => response.text()), null);
        const codes = await errorCodes(tab);
        assert.equal(codes.length, told, `${next}: ${codes.join(', ')}`);
      }
      assert.deepEqual(await start(tab, 'hello'), { shown: true });
    },
  );

  it(
    'after destroy a campaign file that could not be had is not asked for again',
    { skip: kTurnsClock },
    async () => {
      site.route('/given', initPage('config: () => { window.asked = (window.asked ?? 0) + 1; }'));
      const page = chromiumPage(tab);
      await page.clock.install();
      await tab.goto(`${site.url}/given`);
      await untilError(tab, 'config_unreachable');
      const asked = () => tab.evaluate(() => (window as unknown as { asked: number }).asked, null);
      await passTime(tab, 31);
      assert.equal(await asked(), 2);
      await call(tab, 'destroy');
      await passTime(tab, 31);
      assert.equal(await asked(), 2);
    },
  );

  it(
    'when the widget cannot be loaded, nobody who asked for something waits for ever',
    { timeout: 60_000 },
    async () => {
      site.route('/docent/main-*', (request) => {
        request.socket.destroy();
        return { body: '' };
      });
      await tab.goto(site.url);
      const answers = () =>
        tab.evaluate(
          async () => [
            await window.docent.start('hello'),
            (await window.docent.explain('hello')).verdict,
          ],
          null,
        );
      // Asked before it is known, and afterwards.
      assert.deepEqual(await answers(), [{ shown: false, reason: 'load_failed' }, 'blocked']);
      await untilError(tab, 'load_failed');
      assert.deepEqual(await answers(), [{ shown: false, reason: 'load_failed' }, 'blocked']);
    },
  );

  /** Replaces the stored state by a text, from a page without the widget. */
  async function corrupt(text: string): Promise<void> {
    await tab.goto(`${site.url}/blank`);
    await tab.evaluate(
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

  it('a damaged stored state is kept aside and replaced, and tracking goes on', async () => {
    await tab.goto(site.url);
    await track(tab, 'clicked');
    await settled(tab);
    await corrupt('{"version": 1, "events": 5');
    await tab.goto(site.url);
    await untilError(tab, 'damaged_state');
    await track(tab, 'clicked', 2);
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
    const aside = Object.keys(stored.snapshots).filter((user) => user.endsWith('#damaged'));
    assert.equal(aside.length, 1);
    assert.equal((await errorCodes(tab)).filter((code) => code === 'damaged_state').length, 1);
  });

  it('a state of a newer Docent is left alone: said once, nothing new shown, commands wait', async () => {
    await tab.goto(site.url);
    await settled(tab);
    const newer = '{"version": 99, "wisdom": true}';
    await corrupt(newer);
    await tab.goto(site.url);
    await untilError(tab, 'state_newer');
    await track(tab, 'clicked', 2);
    assert.equal((await start(tab, 'hello')).shown, false);
    const stored = await readStored(tab);
    assert.equal(stored.snapshots[stored.current], newer);
    assert.ok(stored.inbox >= 2);
    assert.equal((await errorCodes(tab)).filter((code) => code === 'state_newer').length, 1);
  });

  /** A page that calls `init` itself, with these options besides the key. */
  function initPage(options: string): string {
    return watchedPage({}, `<script>docent.init({ key: 'k', ${options} });</script>`);
  }

  it('a state that is empty or damaged leaves Docent working', async () => {
    for (const [state, codes] of [
      [`''`, []],
      ['null', []],
      [`'{"version": 1, "user'`, ['state_refused']],
      [`'{"version": 1}'`, ['state_refused']],
      ['5', ['state_refused']],
    ] as const) {
      site.route('/given', initPage(`config: '/docent.json', state: ${state}`));
      await tab.goto(`${site.url}/given`);
      assert.deepEqual(await start(tab, 'hello'), { shown: true }, state);
      assert.deepEqual(await errorCodes(tab), codes, state);
      await call(tab, 'erase');
    }
  });

  it('a config function that gives nothing is told, and start and explain answer', async () => {
    site.route('/given', initPage('config: () => undefined'));
    await tab.goto(`${site.url}/given`);
    assert.deepEqual(await start(tab, 'hello'), { shown: false, reason: 'not_ready' });
    await settled(tab);
    assert.deepEqual(await errorCodes(tab), ['config_unreachable']);
  });

  it('a tab that was looked away from while a step was on its way shows it on return', async () => {
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
    const looks = `<script>
      let look = 'visible';
      Object.defineProperty(document, 'visibilityState', { get: () => look });
      Object.defineProperty(document, 'hidden', { get: () => look === 'hidden' });
      addEventListener('look', ({ detail }) => {
        look = detail;
        document.dispatchEvent(new Event('visibilitychange'));
      });
    </script>`;
    site.route('/', watchedPage(tag(), looks));
    await tab.goto(site.url);
    await tab.evaluate(() => {
      (window as unknown as { answer: unknown }).answer = window.docent.start('tour');
    }, null);
    await settled(tab);
    await tab.evaluate(() => {
      dispatchEvent(new CustomEvent('look', { detail: 'hidden' }));
      const late = Object.assign(document.createElement('button'), { id: 'late' });
      document.body.append(late);
    }, null);
    const answer = await tab.evaluate(
      () => (window as unknown as { answer: Promise<object> }).answer,
      null,
    );
    assert.equal((answer as { shown: boolean }).shown, false);
    await settled(tab);
    assert.equal(await isShowing(tab, 'tour'), false);
    await tab.evaluate(() => {
      dispatchEvent(new CustomEvent('look', { detail: 'visible' }));
    }, null);
    await untilShowing(tab, 'tour');
  });

  it('an engine that fails and cannot be replaced is told, harms nobody, and loses no event', async () => {
    await tab.goto(site.url);
    await settled(tab);
    // A host may break anything.
    const codes = await tab.evaluate(async () => {
      const { docent } = window;
      const { parse } = JSON;
      const seen: string[] = [];
      const twice = new Promise<void>((resolve) => {
        docent.on('error', ({ code }) => {
          if (seen.push(code) === 2) resolve();
        });
      });
      JSON.parse = () => {
        throw new Error('broken');
      };
      docent.mute(false);
      await twice;
      JSON.parse = parse;
      docent.track('clicked');
      docent.track('clicked');
      await docent.explain('hello');
      return seen;
    }, null);
    assert.deepEqual(codes, ['engine_failed', 'engine_failed']);
    assert.deepEqual(await uncaughtErrors(tab), []);
    await tab.reload();
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
  });

  it('where storage is refused Docent works in memory and says so once', async () => {
    // An opaque origin: the browser itself refuses IndexedDB, local and session storage.
    site.route(
      '/frame',
      `<!doctype html><script>addEventListener('message', ({ data }) => (window.told = data))</script>
      <iframe sandbox="allow-scripts" src="/framed"></iframe>`,
    );
    site.route('/docent.json', () => ({
      body: good_file,
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' },
    }));
    // Nobody looks into such a frame but itself: it tells the page around it.
    const script = `<script>(async () => {
      docent.track('clicked');
      const answer = await docent.start('hello');
      docent.dismiss();
      await docent.explain('hello');
      parent.postMessage({ answer, codes: seen.map(({ code }) => code), uncaught }, '*');
    })();</script>`;
    site.route('/framed', watchedPage(tag(), script));
    await tab.goto(`${site.url}/frame`);
    await tab.until(() => 'told' in window, null);
    const result = await tab.evaluate(
      () =>
        (
          window as unknown as {
            told: { answer: object; codes: string[]; uncaught: string[] };
          }
        ).told,
      null,
    );
    assert.deepEqual(result.answer, { shown: true });
    assert.equal(result.codes.filter((code) => code === 'storage_refused').length, 1);
    assert.deepEqual(result.uncaught, []);
    await collector.until(() => clicks() === 1);
  });

  it('what a page left for the next counts once, though storage is refused from there on', async () => {
    const leaving = `<script>addEventListener('pagehide', () => docent.track('clicked'))</script>`;
    site.route('/leaving', watchedPage(tag(), leaving));
    const refusing = `<script>indexedDB.open = () => { throw new Error('refused'); }</script>`;
    site.route('/refusing', watchedPage(tag()).replace('<script src=', `${refusing}<script src=`));
    await tab.goto(`${site.url}/leaving`);
    await settled(tab);
    for (let page = 0; page < 2; page++) {
      await tab.goto(`${site.url}/refusing?${page}`);
      await settled(tab);
    }
    await leave();
    // Each page that cannot store is someone new.
    await collector.until(() => new Set(collector.summaries().map(({ id }) => id)).size === 3);
    assert.equal(clicks(), 1);
  });

  it('under a policy that forbids WebAssembly the JavaScript build of the engine runs', async () => {
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
    await tab.goto(`${site.url}/strict`);
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    assert.ok(site.asked.some((path) => path.includes('engine_fallback')));
    assert.equal(await isShowing(tab, 'hello'), true);
  });
}

inEachEngine((name) => `bad days in ${name}`, behaviours);
