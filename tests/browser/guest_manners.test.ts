// Docent as a guest: it comes late, breaks nothing whatever the host has broken, and leaves nothing behind. In three engines of
// browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it, test } from 'node:test';
import { type Site, startSite } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { small_file, watchedPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import {
  type WatchedWindow,
  call,
  errorCodes,
  isShowing,
  settled,
  start,
  uncaughtErrors,
} from './watched_tab.ts';

declare const window: Window & WatchedWindow;

const tag = { 'data-key': 'k', 'data-config': '/docent.json' };

/** A watched page on which this script runs before ours. */
const pageAfter = (script: string) =>
  watchedPage(tag).replace('<script src=', `<script>${script}</script><script src=`);

/** Long enough for a loader to do what it should not: nothing but time tells that something does not happen. */
const kHeldMs = 300;

function behaviours({ launch }: Engine): void {
  const browser = oneBrowser(launch);

  let site: Site;
  let tab: Tab;
  beforeEach(async () => {
    site = await startSite({
      '/docent.json': JSON.stringify(small_file),
      '/': watchedPage(tag, '<p>Host</p><button id="focused">Focus</button>'),
      '/bare': watchedPage({}, '<div id="app"><button id="focused">Focus</button></div>'),
    });
    tab = await browser.open();
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    await site.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  it('fetches nothing but the loader before the load event', async () => {
    // A picture keeps the load event waiting until the loader has long run.
    site.route('/slow.svg', async () => {
      await new Promise((resolve) => setTimeout(resolve, kHeldMs));
      return {
        body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
        headers: { 'Content-Type': 'image/svg+xml' },
      };
    });
    site.route('/', watchedPage(tag, '<img src="/slow.svg" alt="">'));
    await tab.goto(site.url);
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    const { loaded_ms, fetched } = await tab.evaluate(() => {
      const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return {
        loaded_ms: page?.loadEventStart ?? NaN,
        fetched: performance
          .getEntriesByType('resource')
          .map(({ name, startTime }) => [new URL(name).pathname, startTime] as const),
      };
    }, null);
    assert.ok(loaded_ms >= kHeldMs, `loaded after ${loaded_ms} ms`);
    const ours = fetched.filter(([path]) => path.startsWith('/docent'));
    const early = ours.filter(([, began_ms]) => began_ms < loaded_ms);
    assert.deepEqual(
      early.map(([path]) => path),
      ['/docent/docent.js'],
    );
    assert.ok(ours.length > 2, 'and the rest after it');
  });

  it('takes one name of window, and init twice is init once', async () => {
    await tab.goto(`${site.url}/bare`);
    const added = await tab.evaluate(
      async (options) => {
        const frame = document.body.appendChild(document.createElement('iframe'));
        const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
        frame.remove();
        const { docent } = window;
        docent.init(options);
        docent.init({ ...options, key: 'other' });
        await docent.start('hello');
        return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name));
      },
      { key: 'k', config: '/docent.json' },
    );
    // The page's own two, and what a frame has no use for.
    assert.deepEqual(
      added.filter((name) => !['seen', 'uncaught', '0'].includes(name)),
      ['docent'],
    );
    const roots = () => document.querySelectorAll('docent-root').length;
    assert.equal(await tab.evaluate(roots, null), 1);
    const keys = await tab.evaluate(async () => {
      const opening = indexedDB.open('docent', 1);
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const all = opening.result.transaction('state').objectStore('state').getAllKeys();
      await new Promise((resolve) => (all.onsuccess = resolve));
      opening.result.close();
      return [...new Set((all.result as unknown as [string, string][]).map(([key]) => key))];
    }, null);
    assert.deepEqual(keys, ['k']);
  });

  it('shows a prompt all the same where focus cannot be moved', async () => {
    const script = 'HTMLElement.prototype.focus = () => { throw new Error("no focus"); }';
    site.route('/', pageAfter(script));
    await tab.goto(site.url);
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    assert.equal(await isShowing(tab, 'hello'), true);
    assert.deepEqual(await errorCodes(tab), []);
  });

  it('takes a prompt that fails half-way off the screen, and tells the engine that it was refused', async () => {
    const script = 'HTMLDialogElement.prototype.showModal = () => { throw new Error("no modal"); }';
    site.route('/', pageAfter(script));
    await tab.goto(site.url);
    assert.deepEqual(await start(tab, 'hello'), { shown: false, reason: 'hidden' });
    assert.deepEqual(await errorCodes(tab), ['surface_failed']);
    await tab.until(() => document.querySelector('docent-root') === null, null);
  });

  it('gives back everything it took when it is destroyed, to the byte', async () => {
    await tab.goto(`${site.url}/bare`);
    const look = () =>
      tab.evaluate(
        () => ({
          html: document.documentElement.outerHTML,
          sheets: document.adoptedStyleSheets.length,
          style_sheets: document.styleSheets.length,
          push: history.pushState === History.prototype.pushState,
          own_history: Object.getOwnPropertyNames(history),
          focused: document.activeElement?.id,
          title: document.title,
          scroll: [scrollX, scrollY],
        }),
        null,
      );
    await tab.evaluate(() => document.querySelector<HTMLElement>('#focused')?.focus(), null);
    const untouched = await look();
    assert.equal(untouched.focused, 'focused');
    await tab.evaluate(async () => {
      window.docent.init({ key: 'k', config: '/docent.json' });
      await window.docent.start('hello');
      window.docent.debug();
    }, null);
    await tab.until(() => document.querySelector('docent-debug') !== null, null);
    assert.notDeepEqual(await look(), untouched);
    await call(tab, 'destroy');
    assert.deepEqual(await look(), untouched);
  });

  it('throws at no argument of a call, and fails no promise', async () => {
    await tab.goto(site.url);
    await settled(tab);
    const thrown = await tab.evaluate(async () => {
      const docent = window.docent as unknown as Record<string, (...args: unknown[]) => unknown>;
      const circular: Record<string, unknown> = {};
      circular.self = circular;
      const hostile = {
        toString() {
          throw new Error('toString');
        },
        get any() {
          throw new Error('getter');
        },
      };
      const values = [
        undefined,
        null,
        0,
        NaN,
        '',
        'text',
        Symbol('s'),
        10n,
        circular,
        hostile,
        [hostile],
        () => hostile,
        new Date(NaN),
        document,
        window,
        new Proxy(
          {},
          {
            get() {
              throw new Error('proxy');
            },
          },
        ),
      ];
      const failed: string[] = [];
      for (const method of Object.keys(docent)) {
        if (method === 'destroy' || typeof docent[method] !== 'function') continue;
        for (const [at, value] of values.entries()) {
          for (const args of [[value], ['text', value], [value, value]]) {
            try {
              const made = docent[method]?.(...args);
              if (made instanceof Promise) await made;
            } catch (error) {
              failed.push(`${method} ${at}: ${String(error)}`);
            }
          }
        }
      }
      await docent.explain?.('hello');
      return failed;
    }, null);
    assert.deepEqual(thrown, []);
    assert.ok((await errorCodes(tab)).includes('bad_call'));
  });

  it('lets handlers cancel, call back and destroy', async () => {
    await tab.goto(site.url);
    await settled(tab);
    const said = await tab.evaluate(async () => {
      const { docent } = window;
      const remove = docent.on('before-show', () => {
        docent.track('clicked');
        docent.identify('someone');
        void docent.start('hello');
      });
      const first = await docent.start('hello');
      remove();
      docent.dismiss();
      docent.on('show', () => docent.destroy());
      docent.identify('someone_else');
      const second = await docent.start('hello');
      return { first, second, roots: document.querySelectorAll('docent-root').length };
    }, null);
    assert.deepEqual(said, { first: { shown: true }, second: { shown: true }, roots: 0 });
  });

  it('uses a style nonce where a policy asks for one', async () => {
    // Without constructable sheets a style element is the only way.
    site.route(
      '/watch.js',
      'window.seen = []; window.uncaught = []; document.addEventListener("securitypolicyviolation", (event) => uncaught.push(event.violatedDirective + " " + event.blockedURI)); delete ShadowRoot.prototype.adoptedStyleSheets;',
    );
    // The icon that browsers ask for by themselves is allowed.
    site.route('/nonce', () => ({
      body: watchedPage({ ...tag, 'data-nonce': 'abc' }).replace(
        /<script>[^]*?<\/script>/,
        '<script src="/watch.js"></script>',
      ),
      headers: {
        'Content-Security-Policy':
          "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'nonce-abc'; require-trusted-types-for 'script'",
      },
    }));
    await tab.goto(`${site.url}/nonce`);
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    const styled = await tab.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const style = shadow?.querySelector('style');
      const card = shadow?.querySelector('[data-campaign]');
      return [style?.nonce, card && getComputedStyle(card).position !== 'static'];
    }, null);
    assert.deepEqual(styled, ['abc', true]);
  });
}

inEachEngine((name) => `a guest in ${name}`, behaviours);

test('on the server every call is harmless and every promise answers', async () => {
  const { docent } = await import('docent');
  docent.init({ key: 'k', config: '/docent.json' });
  docent.track('x');
  docent.identify('u');
  docent.debug();
  docent.on('show', () => undefined)();
  assert.deepEqual(await docent.start('hello'), { shown: false, reason: 'destroyed' });
  assert.equal((await docent.explain('hello')).verdict, 'blocked');
  docent.destroy();
});
