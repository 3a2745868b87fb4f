// What of guest_manners.test.ts runs in Chromium only so far: what is counted by its protocol, broken hosts, the back/forward cache.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type Page,
} from 'playwright-core';
import { kChromiumFlags, launchChromium, startSite, type Site } from './harness.ts';
import { small_file, uncaughtErrors, watchedPage } from './page_tools.ts';
import { readStorage } from './storage_reader.ts';

interface Host {
  docent: import('docent').Docent;
}

let browser: Browser;
let site: Site;
let context: BrowserContext;
let page: Page;

const tag = { 'data-key': 'k', 'data-config': '/docent.json' };

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

beforeEach(async () => {
  site = await startSite({
    '/docent.json': JSON.stringify(small_file),
    '/': watchedPage(tag, '<p>Host</p><button id="focused">Focus</button>'),
  });
  context = await browser.newContext();
  page = await context.newPage();
});

afterEach(async () => {
  assert.deepEqual(await uncaughtErrors(page).catch(() => []), [], 'nothing reaches the host');
  await context.close();
  await site.close();
});

/** Rounds of init, a prompt on screen, destroy. Runs in the page. */
async function mountAndDestroy([rounds, campaign, open]: readonly [
  rounds: number,
  campaign: string,
  open: string,
]): Promise<void> {
  const { docent } = window as unknown as Host;
  for (let round = 0; round < rounds; round += 1) {
    docent.init({ key: 'k', config: '/docent.json' });
    const { shown } = await docent.start(campaign);
    if (!shown) throw new Error(`not shown in round ${round}`);
    // What stands beside the steps comes on screen after the answer.
    while (!document.querySelector('docent-root')?.shadowRoot?.querySelector(open))
      await new Promise(requestAnimationFrame);
    docent.destroy();
  }
}

interface Measured {
  listeners: number;
  nodes: number;
  heap: number;
}

async function measure(session: CDPSession): Promise<Measured> {
  // Twice: what the first collection finalises, the second frees.
  for (let i = 0; i < 2; i += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return {
    listeners: value('JSEventListeners'),
    nodes: value('Nodes'),
    heap: value('JSHeapUsedSize'),
  };
}

/** What is mounted, and what of it is there when it is open: each with other parts of the page to let go of. */
const kMounted: [string, string, object][] = [
  ['modal', 'dialog[open]', { kind: 'announcement', steps: [{ surface: 'modal' }] }],
  ['slideout', '.slideout', { kind: 'announcement', steps: [{ surface: 'slideout' }] }],
  ['tooltip', '.tooltip', { kind: 'announcement', steps: [{ target: '#focused' }] }],
  ['checklist', '.list', { kind: 'checklist', steps: [{}, {}] }],
  ['hotspots', '.tip', { kind: 'hotspots', steps: [{ target: '#focused' }] }],
  ['resource centre', '.centre .row', { kind: 'resource_centre', steps: [{ type: 'article' }] }],
];

for (const [name, open, campaign] of kMounted) {
  test(`a ${name} mounted and destroyed 100 times leaves no listener, no node and no growing heap`, async () => {
    const { steps, ...rest } = campaign as { steps: object[] };
    const titled = steps.map((step, index) => ({ id: `s${index}`, title: 'Hello', ...step }));
    const mounted = { id: 'mounted', trigger: { on: 'manual' }, ...rest, steps: titled };
    site.route('/docent.json', JSON.stringify({ ...small_file, campaigns: [mounted] }));
    site.route('/bare', watchedPage({}, '<button id="focused">Focus</button>'));
    await page.goto(`${site.url}/bare`);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    await session.send('HeapProfiler.enable');
    const html = () => page.evaluate(() => document.documentElement.outerHTML);
    const untouched = await html();
    // Code is loaded and compiled once.
    await page.evaluate(mountAndDestroy, [10, 'mounted', open] as const);
    const first = await measure(session);
    await page.evaluate(mountAndDestroy, [100, 'mounted', open] as const);
    const last = await measure(session);
    assert.equal(last.listeners, first.listeners);
    assert.equal(last.nodes, first.nodes);
    // 2 KB a round is the browser's own bookkeeping; a leaked engine or prompt is far more.
    assert.ok(
      last.heap - first.heap < 200 * 1024,
      `the heap grew by ${last.heap - first.heap} bytes`,
    );
    assert.equal(await html(), untouched);
  });
}

/** What hosts have done to their pages, each as a line of script before ours. */
const kBrokenHosts: Record<string, string> = {
  'enumerable extras on the prototypes':
    'Object.prototype.extra = function () {}; Array.prototype.contains = function () {}; String.prototype.contains = function () {};',
  'an old Array.from and Array.prototype.filter of its own':
    'Array.prototype.each = Array.prototype.forEach; Element.prototype.remove = function () { this.parentNode && this.parentNode.removeChild(this); return this; };',
  'no console, no performance marks': 'window.console = undefined; performance.mark = undefined;',
  'listeners that are wrapped, as zones do':
    'const add = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function (type, fn, options) { return add.call(this, type, typeof fn === "function" ? function (event) { return fn.call(this, event); } : fn, options); };',
  'getters that throw on storage':
    'for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name, { get() { throw new Error("no " + name); } });',
  'no IndexedDB, BroadcastChannel, requestIdleCallback or randomUUID':
    'for (const name of ["indexedDB", "BroadcastChannel", "requestIdleCallback"]) Object.defineProperty(window, name, { value: undefined }); crypto.randomUUID = undefined;',
  'an IndexedDB that never answers': 'indexedDB.open = () => ({});',
  'a fetch that fails':
    'const real = fetch; window.fetch = (url, init) => /docent.json/.test(url) ? Promise.reject(new Error("blocked")) : real(url, init);',
  'layout functions that throw':
    'Element.prototype.getBoundingClientRect = function () { throw new Error("no layout"); };',
  'a broken showPopover and attachShadow':
    'HTMLElement.prototype.showPopover = function () { throw new Error("no popover"); };',
  'no shadow roots':
    'Element.prototype.attachShadow = function () { throw new Error("no shadow"); };',
  'a focus that throws':
    'HTMLElement.prototype.focus = function () { throw new Error("no focus"); };',
  'JSON with toJSON on arrays':
    'Object.defineProperty(Array.prototype, "toJSON", { value() { return "list"; }, configurable: true });',
  'observers that throw':
    'for (const name of ["MutationObserver", "ResizeObserver", "IntersectionObserver"]) window[name] = class { constructor() { throw new Error("no " + name); } };',
  'a custom element registry that minds every tag':
    'new MutationObserver((records) => { for (const { addedNodes } of records) for (const node of addedNodes) if (node.localName === "docent-root") node.remove(); }).observe(document, { childList: true, subtree: true });',
};

/** The error that is told where what they broke may keep a prompt from being shown; everywhere else it is shown. */
const kMayHinder: Partial<Record<string, string>> = {
  'a fetch that fails': 'config_unreachable',
  'layout functions that throw': 'surface_failed',
  'a broken showPopover and attachShadow': 'surface_failed',
  'no shadow roots': 'surface_failed',
  'a focus that throws': 'surface_failed',
  'observers that throw': 'surface_failed',
};

/** Those where nothing can be stored: told, and shown all the same. */
const kCannotStore = [
  'getters that throw on storage',
  'no IndexedDB, BroadcastChannel, requestIdleCallback or randomUUID',
  'an IndexedDB that never answers',
];

/** Whatever is asked is answered: what never is fails here. */
const kAnswers = { timeout: 60_000 };

for (const [what, script] of Object.entries(kBrokenHosts)) {
  test(
    `a host with ${what} hears no error of ours but by docent:error, and shows what it can`,
    kAnswers,
    async () => {
      const file = {
        ...small_file,
        campaigns: [
          ...small_file.campaigns,
          {
            id: 'tour',
            kind: 'tour',
            trigger: { on: 'manual' },
            steps: [
              { id: 'one', surface: 'tooltip', target: '#focused', wait_ms: 300, title: 'One' },
              { id: 'two', surface: 'slideout', title: 'Two' },
            ],
          },
        ],
      };
      site.route('/docent.json', JSON.stringify(file));
      site.route(
        '/',
        watchedPage(tag, '<button id="focused">Focus</button>').replace(
          '<script src=',
          `<script>{ ${script} }</script><script src=`,
        ),
      );
      await page.goto(site.url);
      // As text, and without the driver's own tools, which need what some of these hosts have broken.
      const said = await page.evaluate(`(async () => {
      docent.track('clicked', { list: [1, 2] });
      docent.identify('ada', { plans: ['a'] });
      const said = [];
      for (const id of ['tour', 'hello', 'missing']) {
        const { shown, reason } = await docent.start(id);
        said.push(shown ? 'shown' : reason);
        dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
        dispatchEvent(new Event('scroll'));
        dispatchEvent(new Event('resize'));
        docent.dismiss();
      }
      await docent.explain('hello');
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      docent.debug();
      await docent.explain('hello');
      docent.destroy();
      await new Promise((resolve) => setTimeout(resolve));
      return [said.join(' '), ' ' + seen.map(({ code }) => code).join(' ') + ' '].join(':');
    })()`);
      const [answers = '', told = ''] = String(said).split(':');
      const [tour, hello, missing] = answers.split(' ');
      const hindered = kMayHinder[what];
      if (hindered === undefined || !told.includes(` ${hindered} `))
        assert.deepEqual([tour, hello], ['shown', 'shown'], told);
      assert.equal(missing, hindered === 'config_unreachable' ? 'not_ready' : 'unknown_campaign');
      assert.equal(told.includes(' storage_refused '), kCannotStore.includes(what), told);
      assert.deepEqual(await uncaughtErrors(page), []);
    },
  );
}

test('a page with Docent goes into the back/forward cache and goes on when it comes back', async () => {
  // The driver switches the cache off by default; here it is what is tested.
  const cached = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: kChromiumFlags,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    const told: string[] = [];
    let came: () => void = () => undefined;
    const back = new Promise<void>((resolve) => (came = resolve));
    site.route('/told', (_request, url) => {
      told.push(decodeURIComponent(url.search));
      came();
      return { body: '' };
    });
    // The page itself tells: nobody outside looks into a page that is restored.
    const script = `<script>
      addEventListener('pageshow', async ({ persisted }) => {
        if (!persisted && history.state === 'left') return void fetch('/told?not restored: ' + JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons));
        if (!persisted) {
          await docent.start('hello');
          history.replaceState('left', '');
          location.href = '/away';
          return;
        }
        docent.track('clicked');
        const { verdict } = await docent.explain('hello');
        fetch('/told?restored ' + verdict + ' ' + document.querySelectorAll('docent-root').length);
      });
    </script>`;
    site.route('/cached', watchedPage(tag, script));
    site.route(
      '/away',
      '<!doctype html><script>onload = () => setTimeout(() => history.back())</script>',
    );
    const restored = await cached.newPage();
    await restored.goto(`${site.url}/cached`, { waitUntil: 'commit' });
    await back;
    assert.deepEqual(told, ['?restored showing 1']);
    const stored = await restored.evaluate(readStorage);
    assert.equal(stored.inbox, 0);
  } finally {
    await cached.close();
  }
});
