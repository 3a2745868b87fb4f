// Pages that have broken what a guest stands on, in three engines of browsers: no error but by `docent:error`, whatever is asked
// is answered, and what can be shown is shown.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { type Site, startSite } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { small_file, watchedPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';

const tag = { 'data-key': 'k', 'data-config': '/docent.json' };

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
  'a transaction on our stores that never ends':
    'const open = indexedDB.open("docent", 1), stores = { inbox: "id", state: "user", outbox: "id" }; open.onupgradeneeded = () => { for (const name in stores) open.result.createObjectStore(name, { keyPath: ["key", stores[name]] }); }; open.onsuccess = () => { const inbox = open.result.transaction(Object.keys(stores), "readwrite").objectStore("inbox"); const spin = () => { inbox.get(["", ""]).onsuccess = spin; }; spin(); };',
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
  'a transaction on our stores that never ends',
];

/** Whatever is asked is answered: what never is fails here. */
const kAnswers = { timeout: 60_000 };

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

/** What a visit comes to. The page tells it itself: the drivers' own tools need what some of these hosts have broken. */
interface Told {
  answers: string[];
  codes: string[];
  uncaught: string[];
}

const kVisit = `<script>addEventListener('load', async () => {
  docent.track('clicked', { list: [1, 2] });
  docent.identify('ada', { plans: ['a'] });
  let answers = '';
  for (const id of ['tour', 'hello', 'missing']) {
    const { shown, reason } = await docent.start(id);
    answers += ' ' + (shown ? 'shown' : reason);
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
  let codes = '';
  for (const { code } of seen) codes += ' ' + code;
  let errors = '';
  for (const error of uncaught) errors += '\\n' + error;
  // A picture: no host has broken those.
  new Image().src = '/told.svg?answers=' + answers + '&codes=' + codes + '&uncaught=' + encodeURIComponent(errors);
});</script>`;

function behaviours({ launch }: Engine): void {
  const browser = oneBrowser(launch);

  let site: Site;
  let tab: Tab;
  let told: Promise<Told>;
  beforeEach(async () => {
    site = await startSite({ '/docent.json': JSON.stringify(file) });
    told = new Promise((resolve) => {
      const list = (url: URL, name: string, by: RegExp) =>
        (url.searchParams.get(name) ?? '').split(by).filter((word) => word !== '');
      site.route('/told.svg', (_request, url) => {
        resolve({
          answers: list(url, 'answers', / /),
          codes: list(url, 'codes', / /),
          uncaught: list(url, 'uncaught', /\n/),
        });
        return { status: 204, body: '' };
      });
    });
    tab = await browser.open();
  });
  afterEach(async () => {
    await tab.close();
    await site.close();
  });

  for (const [what, script] of Object.entries(kBrokenHosts)) {
    it(what, kAnswers, async () => {
      site.route(
        '/',
        watchedPage(tag, `<button id="focused">Focus</button>${kVisit}`).replace(
          '<script src=',
          `<script>{ ${script} }</script><script src=`,
        ),
      );
      await tab.goto(site.url);
      const { answers, codes, uncaught } = await told;
      const [tour, hello, missing] = answers;
      const hindered = kMayHinder[what];
      if (hindered === undefined || !codes.includes(hindered))
        assert.deepEqual([tour, hello], ['shown', 'shown'], codes.join());
      assert.equal(missing, hindered === 'config_unreachable' ? 'not_ready' : 'unknown_campaign');
      assert.equal(codes.includes('storage_refused'), kCannotStore.includes(what), codes.join());
      assert.deepEqual(uncaught, [], 'nothing reaches the host');
    });
  }
}

inEachEngine((name) => `in ${name}, a guest of a host with`, behaviours);
