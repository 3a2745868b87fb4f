// Docent on one page, and on several at once: how it comes, what the host hears, and how it goes.
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
  isShowing,
  settled,
  small_file,
  start,
  pageViewsOf,
  totalOf,
  track,
  uncaughtErrors,
  untilError,
  watchedPage,
} from './page_tools.ts';
import { numberInLine } from '../snapshot_words.ts';
import { readStorage } from './storage_reader.ts';

interface Host {
  docent: import('docent').Docent & { q?: unknown[] };
  heard: string[];
}

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
    '/docent.json': JSON.stringify(small_file),
    '/blank': '<!doctype html><title>blank</title>',
    '/': watchedPage(tag(), '<p>Host</p><button id="focused">Focus</button>'),
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

test('calls made before the widget is there count, with their answers', async () => {
  await page.goto(site.url, { waitUntil: 'commit' });
  site.route(
    '/early',
    watchedPage(
      tag(),
      `<script>
        docent.track('clicked'); docent.track('clicked');
        window.remove = docent.on('show', () => document.body.append('shown'));
        docent.start('hello').then((answer) => (window.answer = answer));
      </script>`,
    ),
  );
  await page.goto(`${site.url}/early`);
  await page.waitForFunction(() => 'answer' in window);
  assert.deepEqual(await page.evaluate(() => (window as unknown as { answer: object }).answer), {
    shown: true,
  });
  assert.match((await page.textContent('body')) ?? '', /shown/);
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
});

test('a line of script before the tag may queue calls itself', async () => {
  site.route(
    '/inline',
    watchedPage(tag()).replace(
      '<script src=',
      `<script>docent = { q: [['track', ['clicked', {}], Date.now()]] };</script><script src=`,
    ),
  );
  await page.goto(`${site.url}/inline`);
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 1);
});

test('the script tag twice is the script tag once', async () => {
  const once = watchedPage(tag());
  const script = /<script src="\/docent[^]*?<\/script>/.exec(once)?.[0] ?? '';
  site.route('/twice', once.replace(script, script + script));
  await page.goto(`${site.url}/twice`);
  await track(page, 'clicked');
  await settled(page);
  await page.addScriptTag({ url: '/docent/docent.js' });
  await track(page, 'clicked');
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
  assert.equal(pageViewsOf(stored.snapshots[stored.current]), 1);
});

test('the host hears of a prompt, may stop it, and learns how it ended', async () => {
  await page.goto(site.url);
  await page.evaluate(() => {
    const host = window as unknown as Host;
    host.heard = [];
    for (const name of ['before-show', 'show', 'complete', 'dismiss']) {
      document.addEventListener(`docent:${name}`, (event) => {
        host.heard.push(`${name} ${(event as CustomEvent<{ campaign: string }>).detail.campaign}`);
      });
    }
    document.addEventListener('docent:before-show', (event) => event.preventDefault(), {
      once: true,
    });
  });
  assert.deepEqual(await start(page, 'hello'), { shown: false, reason: 'host' });
  assert.equal(await isShowing(page, 'hello'), false);
  await page.reload();
  await page.evaluate(() => {
    const host = window as unknown as Host;
    host.heard = [];
    for (const name of ['before-show', 'show', 'complete', 'dismiss']) {
      document.addEventListener(`docent:${name}`, () => host.heard.push(name));
    }
  });
  assert.deepEqual(await start(page, 'hello'), { shown: true });
  await page.evaluate(() => (window as unknown as Host).docent.dismiss());
  await page.waitForFunction(() => (window as unknown as Host).heard.includes('dismiss'));
  assert.deepEqual(await page.evaluate(() => (window as unknown as Host).heard), [
    'before-show',
    'show',
    'dismiss',
  ]);
  assert.equal(await isShowing(page, 'hello'), false);
});

test('two visible tabs show a prompt once, and the other goes on with it when the first is closed', async () => {
  await page.goto(site.url);
  const other = await context.newPage();
  await other.goto(site.url);
  await settled(other);
  assert.deepEqual(await start(page, 'hello'), { shown: true });
  await settled(other);
  assert.equal(await isShowing(other, 'hello'), false);
  await page.close({ runBeforeUnload: false });
  page = other;
  await settled(other);
  await other.waitForFunction(
    () =>
      document.querySelector('docent-root')?.shadowRoot?.querySelector('[data-campaign="hello"]') !=
      null,
  );
});

test('destroy leaves the page as it was', async () => {
  const look = () =>
    page.evaluate(() => ({
      html: document.documentElement.outerHTML,
      sheets: document.adoptedStyleSheets.length,
      own_history: Object.keys(history),
      push: history.pushState === History.prototype.pushState,
      focused: document.activeElement?.id,
    }));
  // Without the Navigation API the history methods are patched: both ways have to leave no trace.
  for (const navigation of [true, false]) {
    const body = '<p>Host</p><button id="focused">Focus</button>';
    const hide = navigation
      ? ''
      : '<script>delete window.navigation; window.navigation = undefined;</script>';
    const own_tag = { ...tag(), 'data-key': `k${navigation}` };
    site.route('/destroy', watchedPage(own_tag, hide + body));
    await page.goto(`${site.url}/destroy`);
    await page.focus('#focused');
    // The widget may already be there, with its patched history methods.
    const before_init = { ...(await look()), own_history: [], push: true };
    assert.deepEqual(await start(page, 'hello'), { shown: true });
    assert.notDeepEqual(await look(), before_init);
    await page.evaluate(() => (window as unknown as Host).docent.destroy());
    assert.deepEqual(await look(), before_init);
    const after_destroy = await page.evaluate(async () => {
      const { docent } = window as unknown as Host;
      docent.track('clicked');
      docent.dismiss();
      docent.destroy();
      return docent.start('hello');
    });
    assert.deepEqual(after_destroy, { shown: false, reason: 'destroyed' });
  }
});

test('users of one browser are kept apart, and an anonymous one becomes the user who logs in', async () => {
  await page.goto(site.url);
  await track(page, 'clicked', 2);
  await page.evaluate(() => (window as unknown as Host).docent.identify('ada'));
  await track(page, 'clicked');
  await page.evaluate(() => (window as unknown as Host).docent.identify('bob'));
  await track(page, 'clicked', 5);
  await page.evaluate(() => (window as unknown as Host).docent.reset());
  await track(page, 'clicked', 7);
  await page.evaluate(() => (window as unknown as Host).docent.identify('ada'));
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(stored.current, 'u:ada');
  assert.equal(totalOf(stored.snapshots['u:ada'], 'clicked'), 10);
  assert.equal(totalOf(stored.snapshots['u:bob'], 'clicked'), 5);
  assert.deepEqual(Object.keys(stored.snapshots).sort(), ['u:ada', 'u:bob']);
});

test('a question asked while the rest of the engine is on its way is answered when it has come', async () => {
  let arrive: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  await page.route('**/engine_rest-*.wasm', async (route) => {
    await arrival;
    await route.continue();
  });
  try {
    const wanted = page.waitForRequest(/engine_rest-/);
    await page.goto(site.url);
    await page.evaluate(() => {
      const { docent } = window as unknown as Host;
      docent.identify('ada');
      docent.identify('bob');
      docent.reset();
      docent.identify('ada');
    });
    await wanted;
    const asked = page.evaluate(() => (window as unknown as Host).docent.explain('hello'));
    arrive();
    assert.ok((await asked).gates.length > 0);
  } finally {
    arrive();
    await page.unroute('**/engine_rest-*.wasm');
  }
});

test('consent off deletes what was stored, is remembered, and prompts still work', async () => {
  await page.goto(site.url);
  await track(page, 'clicked');
  await settled(page);
  await page.evaluate(() => (window as unknown as Host).docent.consent('off'));
  await settled(page);
  const nothing = { inbox: 0, outbox: [], snapshots: {}, current: '' };
  assert.deepEqual(await page.evaluate(readStorage), nothing);
  await page.reload();
  assert.deepEqual(await start(page, 'hello'), { shown: true });
  await page.evaluate(() => (window as unknown as Host).docent.dismiss());
  await settled(page);
  assert.deepEqual(await page.evaluate(readStorage), nothing);
  const requests = collector.requests();
  await page.goto(`${site.url}/blank`);
  assert.equal(collector.requests(), requests);
});

test('a page of a single-page application is viewed once, and its anchors are not pages', async () => {
  await page.goto(site.url);
  await settled(page);
  await page.evaluate(() => {
    history.pushState({}, '', '/other');
    history.pushState({}, '', '/other#part');
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(pageViewsOf(stored.snapshots[stored.current]), 2);
});

test('consent full posts who it is; a browser with Global Privacy Control posts it never', async () => {
  site.route('/full', watchedPage({ ...tag(), 'data-consent': 'full' }));
  for (const gpc of [false, true]) {
    const own = await browser.newContext();
    const visited = await own.newPage();
    if (gpc) {
      await visited.addInitScript(() => {
        Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });
      });
    }
    await visited.goto(`${site.url}/full`);
    await visited.evaluate(() => (window as unknown as Host).docent.identify('ada'));
    await settled(visited);
    const before_leaving = collector.events.length;
    await visited.goto(`${site.url}/blank`);
    await collector.until(() => collector.events.length > before_leaving);
    const posted = collector.events.at(-1)?.data.user as { id: string | null };
    assert.equal(posted.id, gpc ? null : 'ada');
    await own.close();
  }
});

test('where consent is required nothing is stored before, and what happened before is not counted after', async () => {
  site.route('/ask', watchedPage({ ...tag(), 'data-require-consent': '' }));
  await page.goto(`${site.url}/ask`);
  await page.evaluate(() => {
    const { docent } = window as unknown as Host;
    docent.identify('ada', { plan: 'team' });
    docent.group('acme');
  });
  await track(page, 'clicked', 5);
  await settled(page);
  assert.equal((await page.evaluate(readStorage)).current, '');
  await page.evaluate(() => (window as unknown as Host).docent.consent('summaries'));
  await track(page, 'clicked', 2);
  await settled(page);
  await page.reload();
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(stored.current, 'u:ada');
  const state = JSON.parse(stored.snapshots[stored.current] ?? '{}') as Record<string, unknown>;
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
  assert.deepEqual([state.traits, state.account_id], [{ plan: 'team' }, 'acme']);
  assert.equal(pageViewsOf(stored.snapshots[stored.current]), 2);
});

test('consent given before the widget is there keeps who it is and the page', async () => {
  const early = `<script>docent.identify('ada'); docent.consent('summaries');</script>`;
  site.route('/ask', watchedPage({ ...tag(), 'data-require-consent': '' }, early));
  await page.goto(`${site.url}/ask`);
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(stored.current, 'u:ada');
  assert.equal(pageViewsOf(stored.snapshots['u:ada']), 1);
});

test('a prompt that is open when consent is given stays, and its end is counted', async () => {
  site.route('/ask', watchedPage({ ...tag(), 'data-require-consent': '' }));
  await page.goto(`${site.url}/ask`);
  assert.deepEqual(await start(page, 'hello'), { shown: true });
  await page.evaluate(() => (window as unknown as Host).docent.consent('summaries'));
  await settled(page);
  assert.equal(await isShowing(page, 'hello'), true);
  await page.evaluate(() => (window as unknown as Host).docent.dismiss());
  await settled(page);
  assert.equal(await isShowing(page, 'hello'), false);
  await collector.until(() =>
    collector
      .summaries()
      .some(({ campaigns }) => JSON.stringify(campaigns ?? {}).includes('"dismissed":1')),
  );
});

const kNothing = { inbox: 0, outbox: [], snapshots: {}, current: '' };

test('a page out of the back/forward cache minds a consent withdrawn elsewhere', async () => {
  await page.goto(site.url);
  await track(page, 'clicked');
  await settled(page);
  // The same page as the browser freezes and thaws it; the choice was made on a page in between.
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    localStorage.setItem('docent.consent.k', 'off');
  });
  await collector.until(() => collector.events.length > 0);
  const posted = collector.requests();
  await page.evaluate(() =>
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
  );
  await track(page, 'clicked', 3);
  await settled(page);
  assert.deepEqual(await page.evaluate(readStorage), kNothing);
  await page.goto(`${site.url}/blank`);
  assert.deepEqual(await page.evaluate(readStorage), kNothing);
  assert.equal(collector.requests(), posted);
});

test('a page that starts with consent off deletes what an earlier one stored', async () => {
  await page.goto(site.url);
  await track(page, 'clicked');
  await settled(page);
  site.route('/off', watchedPage({ ...tag(), 'data-consent': 'off' }));
  await page.goto(`${site.url}/off`);
  await settled(page);
  assert.deepEqual(await page.evaluate(readStorage), kNothing);
  await page.evaluate(() => (window as unknown as Host).docent.consent('summaries'));
  await track(page, 'clicked', 2);
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
});

test('after consent off nothing is posted that was waiting for its next attempt', async () => {
  await page.clock.install();
  collector.answer_with(500);
  await page.goto(site.url);
  await page.evaluate(() => (window as unknown as Host).docent.start('hello'));
  await page.evaluate(() => (window as unknown as Host).docent.dismiss());
  await untilError(page, 'collector_down');
  const requests = collector.requests();
  await page.evaluate(() => (window as unknown as Host).docent.consent('off'));
  collector.answer_with(202);
  await page.clock.runFor(60_000);
  await settled(page);
  await page.goto(`${site.url}/blank`);
  assert.equal(collector.requests(), requests);
});

test('from full to summaries, what was not posted yet says no longer who it was', async () => {
  collector.answer_with(503, 3600);
  site.route('/full', watchedPage({ ...tag(), 'data-consent': 'full' }));
  await page.goto(`${site.url}/full`);
  await page.evaluate(() => (window as unknown as Host).docent.identify('ada', { plan: 'team' }));
  await page.evaluate(() => (window as unknown as Host).docent.group('acme'));
  await track(page, 'clicked');
  await settled(page);
  await page.evaluate(() => (window as unknown as Host).docent.consent('summaries'));
  await settled(page);
  collector.answer_with(202);
  await page.goto(`${site.url}/blank`);
  await collector.until(() => collector.events.length > 0);
  assert.ok(!/ada|acme|team/.test(JSON.stringify(collector.events)));
});

/** The page's chunk never comes: the loader alone has to keep what is called. */
function withoutMain(attributes: Record<string, string>, script: string): string {
  const page = watchedPage(attributes, `<script>${script}</script>`);
  return page.replace('/docent/docent.js', '/alone/docent.js');
}

async function loaderAlone(): Promise<void> {
  const response = await fetch(`${site.url}/docent/docent.js`);
  site.route('/alone/docent.js', await response.text());
}

test('what is called before the widget comes is kept over several pages, as far as it was agreed to', async () => {
  await loaderAlone();
  const calls = `docent.track('clicked');`;
  site.route('/alone', withoutMain(tag(), calls));
  site.route('/alone2', withoutMain(tag(), calls));
  await page.goto(`${site.url}/alone`);
  await page.goto(`${site.url}/alone2`);
  await page.goto(site.url);
  await settled(page);
  const stored = await page.evaluate(readStorage);
  assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);

  site.route('/refuse', withoutMain(tag(), `docent.track('clicked'); docent.consent('off');`));
  await page.goto(`${site.url}/refuse`);
  await page.goto(`${site.url}/blank`);
  const kept = await page.evaluate(() => ({
    choice: localStorage.getItem('docent.consent.k'),
    calls: JSON.stringify({ ...sessionStorage }),
  }));
  assert.equal(kept.choice, 'off');
  assert.ok(!kept.calls.includes('clicked'));
  await page.goto(site.url);
  await settled(page);
  assert.deepEqual(await page.evaluate(readStorage), kNothing);
});

test('a loader that does not know whose page it is, or whose page asks first, stores no call', async () => {
  await loaderAlone();
  const ask = `docent.init({ key: 'k', config: '/docent.json', require_consent: true });`;
  for (const script of [`docent.track('clicked');`, `docent.track('clicked'); ${ask}`]) {
    site.route('/nobody', withoutMain({}, script));
    await page.goto(`${site.url}/nobody`);
    await page.goto(`${site.url}/blank`);
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  }
});

test('destroy called before the widget is there holds', async () => {
  const early = `<script>docent.track('clicked'); docent.destroy();</script>`;
  site.route('/gone', watchedPage(tag(), early));
  await page.goto(`${site.url}/gone`);
  await page.waitForFunction(() => !(window as unknown as Host).docent.q);
  assert.deepEqual(await start(page, 'hello'), { shown: false, reason: 'destroyed' });
});

test('a state handed out by one browser goes on in another, as an ES module with the file inline', async () => {
  await page.goto(site.url);
  await page.evaluate(() => (window as unknown as Host).docent.identify('ada'));
  await track(page, 'clicked', 3);
  const state = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        (window as unknown as Host).docent.on('state', resolve);
        (window as unknown as Host).docent.track('clicked');
      }),
  );
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(`${site.url}/blank`);
  await other.evaluate(
    async ([config, given]) => {
      const path = '/docent/index.mjs';
      const { docent } = (await import(path)) as typeof import('docent');
      docent.init({ key: 'k', config: JSON.parse(config) as object, state: given });
      docent.identify('ada');
      docent.track('clicked');
      await docent.explain('hello');
    },
    [JSON.stringify(small_file), state] as const,
  );
  const stored = await other.evaluate(readStorage);
  assert.equal(stored.current, 'u:ada');
  const before_it = totalOf(state, 'clicked');
  assert.ok(before_it >= 3);
  assert.equal(totalOf(stored.snapshots['u:ada'], 'clicked'), before_it + 1);
  await elsewhere.close();
});

test('a tour goes on at the same step after a reload, and leads elsewhere by its button', async () => {
  const tour = {
    ...small_file,
    campaigns: [
      {
        id: 'hello',
        kind: 'tour',
        trigger: { on: 'page_view', page: { path: '/' } },
        steps: [
          { id: 'first', surface: 'modal', title: 'First' },
          {
            id: 'second',
            surface: 'tooltip',
            target: '#focused',
            title: 'Second',
            buttons: [{ label: 'Go', action: 'navigate', url: '/blank', style: 'primary' }],
          },
        ],
      },
    ],
  };
  site.route('/docent.json', JSON.stringify(tour));
  await page.goto(site.url);
  const second = page.locator('[data-campaign="hello"][data-step="second"]');
  await page.locator('[data-step="first"] [data-action="next"]').click();
  await second.waitFor();
  await page.reload();
  await second.waitFor();
  await second.getByRole('link', { name: 'Go' }).click();
  await page.waitForURL(`${site.url}/blank`);
  await page.goto(site.url);
  await settled(page);
  const stored = await page.evaluate(readStorage);
  const { campaigns } = JSON.parse(stored.snapshots[stored.current] ?? '{}') as {
    campaigns?: { hello?: string };
  };
  assert.equal(numberInLine(campaigns?.hello, 0), 1); // shown once
  assert.equal(numberInLine(campaigns?.hello, 3), 1); // and completed
  assert.equal(await isShowing(page, 'hello'), false);
});
