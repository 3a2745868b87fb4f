// Docent on one page: how it comes, what the host hears, and how it goes. In three engines of browsers.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { numberInLine, pageViewsOf, totalOf } from '../snapshot_words.ts';
import { type Site, type TestCollector, startSite } from './harness.ts';
import { tagFor, visitEach } from './own_visit.ts';
import { small_file, watchedPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import {
  type WatchedWindow,
  call,
  clickOnPrompt,
  isShowing,
  readStored,
  settled,
  start,
  track,
  untilStep,
} from './watched_tab.ts';

declare const window: Window &
  WatchedWindow & {
    heard: string[];
    state: Promise<string>;
    asked: ReturnType<WatchedWindow['docent']['explain']>;
  };

const kNothing = { inbox: 0, outbox: [], snapshots: {}, current: '' };

function behaviours({ launch }: Engine): void {
  let site: Site;
  let collector: TestCollector;
  let tab: Tab;
  const tag = () => tagFor(collector);
  visitEach(
    launch,
    (visit) => ({ site, collector, tab } = visit),
    '<p>Host</p><button id="focused">Focus</button>',
  );

  it('calls made before the widget is there count, with their answers', async () => {
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
    await tab.goto(`${site.url}/early`);
    await tab.until(() => 'answer' in window, null);
    const { answer, text } = await tab.evaluate(
      () => ({
        answer: (window as unknown as { answer: object }).answer,
        text: document.body.textContent ?? '',
      }),
      null,
    );
    assert.deepEqual(answer, { shown: true });
    assert.match(text, /shown/);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
  });

  it('a line of script before the tag may queue calls itself', async () => {
    site.route(
      '/inline',
      watchedPage(tag()).replace(
        '<script src=',
        `<script>docent = { q: [['track', ['clicked', {}], Date.now()]] };</script><script src=`,
      ),
    );
    await tab.goto(`${site.url}/inline`);
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 1);
  });

  it('what is deferred after a deferred tag can call it, without a stub', async () => {
    const html = watchedPage(tag()).replace('<script src=', '<script defer src=');
    site.route(
      '/deferred',
      html.replace('</head>', '<script type="module" src="/own.js"></script>$&'),
    );
    site.route('/own.js', () => ({
      body: "docent.track('clicked'); window.called = document.readyState;",
      headers: { 'Content-Type': 'text/javascript' },
    }));
    await tab.goto(`${site.url}/deferred`);
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 1);
    assert.equal(
      await tab.evaluate(() => (window as { called?: string }).called, null),
      'interactive',
    );
  });

  it('the script tag twice is the script tag once', async () => {
    const once = watchedPage(tag());
    const script = /<script src="\/docent[^]*?<\/script>/.exec(once)?.[0] ?? '';
    site.route('/twice', once.replace(script, script + script));
    await tab.goto(`${site.url}/twice`);
    await track(tab, 'clicked');
    await settled(tab);
    await tab.evaluate(
      () =>
        new Promise((resolve) => {
          const again = document.createElement('script');
          again.src = '/docent/docent.js';
          again.onload = resolve;
          document.head.append(again);
        }).then(() => undefined),
      null,
    );
    await track(tab, 'clicked');
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);
    assert.equal(pageViewsOf(stored.snapshots[stored.current]), 1);
  });

  it('the host hears of a prompt, may stop it, and learns how it ended', async () => {
    const listen = () =>
      tab.evaluate(() => {
        window.heard = [];
        for (const name of ['before-show', 'show', 'complete', 'dismiss']) {
          document.addEventListener(`docent:${name}`, (event) => {
            const { campaign } = (event as CustomEvent<{ campaign: string }>).detail;
            window.heard.push(`${name} ${campaign}`);
          });
        }
      }, null);
    const heard = () => tab.evaluate(() => window.heard, null);
    await tab.goto(site.url);
    await listen();
    await tab.evaluate(() => {
      document.addEventListener('docent:before-show', (event) => event.preventDefault(), {
        once: true,
      });
    }, null);
    assert.deepEqual(await start(tab, 'hello'), { shown: false, reason: 'host' });
    assert.equal(await isShowing(tab, 'hello'), false);
    assert.deepEqual(await heard(), ['before-show hello']);
    await tab.reload();
    await listen();
    assert.deepEqual(await start(tab, 'hello'), { shown: true });
    await call(tab, 'dismiss');
    await tab.until(() => window.heard.includes('dismiss hello'), null);
    assert.deepEqual(await heard(), ['before-show hello', 'show hello', 'dismiss hello']);
    assert.equal(await isShowing(tab, 'hello'), false);
  });

  it('destroy leaves the page as it was', async () => {
    const look = () =>
      tab.evaluate(
        () => ({
          html: document.documentElement.outerHTML,
          sheets: document.adoptedStyleSheets.length,
          own_history: Object.keys(history),
          push: history.pushState === History.prototype.pushState,
          focused: document.activeElement?.id,
        }),
        null,
      );
    // Without the Navigation API the history methods are patched: both ways have to leave no trace.
    for (const navigation of [true, false]) {
      const body = '<p>Host</p><button id="focused">Focus</button>';
      const hide = navigation
        ? ''
        : '<script>delete window.navigation; window.navigation = undefined;</script>';
      const own_tag = { ...tag(), 'data-key': `k${navigation}` };
      site.route('/destroy', watchedPage(own_tag, hide + body));
      await tab.goto(`${site.url}/destroy`);
      await tab.evaluate(() => document.querySelector<HTMLElement>('#focused')?.focus(), null);
      // The widget may already be there, with its patched history methods.
      const before_init = { ...(await look()), own_history: [], push: true };
      assert.deepEqual(await start(tab, 'hello'), { shown: true });
      assert.notDeepEqual(await look(), before_init);
      await call(tab, 'destroy');
      assert.deepEqual(await look(), before_init);
      const after_destroy = await tab.evaluate(async () => {
        const { docent } = window;
        docent.track('clicked');
        docent.dismiss();
        docent.destroy();
        return docent.start('hello');
      }, null);
      assert.deepEqual(after_destroy, { shown: false, reason: 'destroyed' });
    }
  });

  it('users of one browser are kept apart, and an anonymous one becomes the user who logs in', async () => {
    await tab.goto(site.url);
    await track(tab, 'clicked', 2);
    await call(tab, 'identify', 'ada');
    await track(tab, 'clicked');
    await call(tab, 'identify', 'bob');
    await track(tab, 'clicked', 5);
    await call(tab, 'reset');
    await track(tab, 'clicked', 7);
    await call(tab, 'identify', 'ada');
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(stored.current, 'u:ada');
    assert.equal(totalOf(stored.snapshots['u:ada'], 'clicked'), 10);
    assert.equal(totalOf(stored.snapshots['u:bob'], 'clicked'), 5);
    assert.deepEqual(Object.keys(stored.snapshots).sort(), ['u:ada', 'u:bob']);
  });

  it('a question asked while the rest of the engine is on its way is answered when it has come', async () => {
    let arrive: () => void = () => undefined;
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    const wanted = new Promise<void>((resolve) => {
      site.route('/docent/engine_rest-*', async () => {
        resolve();
        await arrival;
        return undefined;
      });
    });
    await tab.goto(site.url);
    await tab.evaluate(() => {
      const { docent } = window;
      docent.identify('ada');
      docent.identify('bob');
      docent.reset();
      docent.identify('ada');
    }, null);
    await wanted;
    await tab.evaluate(() => {
      window.asked = window.docent.explain('hello');
    }, null);
    arrive();
    assert.ok((await tab.evaluate(() => window.asked, null)).gates.length > 0);
  });

  it('a page of a single-page application is viewed once, and its anchors are not pages', async () => {
    await tab.goto(site.url);
    await settled(tab);
    await tab.evaluate(async () => {
      history.pushState({}, '', '/other');
      history.pushState({}, '', '/other#part');
      await new Promise((resolve) => setTimeout(resolve));
    }, null);
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(pageViewsOf(stored.snapshots[stored.current]), 2);
  });

  /** The page's chunk never comes: the loader alone has to keep what is called. */
  function withoutMain(attributes: Record<string, string>, script: string): string {
    const html = watchedPage(attributes, `<script>${script}</script>`);
    return html.replace('/docent/docent.js', '/alone/docent.js');
  }

  async function loaderAlone(): Promise<void> {
    const response = await fetch(`${site.url}/docent/docent.js`);
    site.route('/alone/docent.js', await response.text());
  }

  it('what is called before the widget comes is kept over several pages, as far as it was agreed to', async () => {
    await loaderAlone();
    const calls = `docent.track('clicked');`;
    site.route('/alone', withoutMain(tag(), calls));
    site.route('/alone2', withoutMain(tag(), calls));
    await tab.goto(`${site.url}/alone`);
    await tab.goto(`${site.url}/alone2`);
    await tab.goto(site.url);
    await settled(tab);
    const stored = await readStored(tab);
    assert.equal(totalOf(stored.snapshots[stored.current], 'clicked'), 2);

    site.route('/refuse', withoutMain(tag(), `docent.track('clicked'); docent.consent('off');`));
    await tab.goto(`${site.url}/refuse`);
    await tab.goto(`${site.url}/blank`);
    const kept = await tab.evaluate(
      () => ({
        choice: localStorage.getItem('docent.consent.k'),
        calls: JSON.stringify({ ...sessionStorage }),
      }),
      null,
    );
    assert.equal(kept.choice, 'off');
    assert.ok(!kept.calls.includes('clicked'));
    await tab.goto(site.url);
    await settled(tab);
    assert.deepEqual(await readStored(tab), kNothing);
  });

  it('a loader that does not know whose page it is, or whose page asks first, stores no call', async () => {
    await loaderAlone();
    const ask = `docent.init({ key: 'k', config: '/docent.json', require_consent: true });`;
    for (const script of [`docent.track('clicked');`, `docent.track('clicked'); ${ask}`]) {
      site.route('/nobody', withoutMain({}, script));
      await tab.goto(`${site.url}/nobody`);
      await tab.goto(`${site.url}/blank`);
      assert.deepEqual(await tab.evaluate(() => Object.keys(sessionStorage), null), []);
    }
  });

  it('destroy called before the widget is there holds', async () => {
    const early = `<script>docent.track('clicked'); docent.destroy();</script>`;
    site.route('/gone', watchedPage(tag(), early));
    await tab.goto(`${site.url}/gone`);
    await tab.until(() => !window.docent.q, null);
    assert.deepEqual(await start(tab, 'hello'), { shown: false, reason: 'destroyed' });
  });

  it('a state handed out by one browser goes on in another, as an ES module with the file inline', async () => {
    // Who listens before the first step hears of that one; later ones tell it once a minute.
    const calls = `docent.identify('ada'); for (let i = 0; i < 4; i++) docent.track('clicked');`;
    const told = `window.state = new Promise((resolve) => docent.on('state', resolve));`;
    site.route('/handing', watchedPage(tag(), `<script>${calls} ${told}</script>`));
    await tab.goto(`${site.url}/handing`);
    const state = await tab.evaluate(() => window.state, null);
    // Another origin, where nothing of this one is known: to Docent another browser.
    const elsewhere = await startSite({ '/blank': '<!doctype html><title>blank</title>' });
    try {
      await tab.goto(`${elsewhere.url}/blank`);
      await tab.evaluate(
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
      const stored = await readStored(tab);
      assert.equal(stored.current, 'u:ada');
      const before_it = totalOf(state, 'clicked');
      assert.ok(before_it >= 3);
      assert.equal(totalOf(stored.snapshots['u:ada'], 'clicked'), before_it + 1);
    } finally {
      await elsewhere.close();
    }
  });

  it('a tour goes on at the same step after a reload, and leads elsewhere by its button', async () => {
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
    await tab.goto(site.url);
    await untilStep(tab, 'first');
    await clickOnPrompt(tab, '[data-action=next]');
    await untilStep(tab, 'second');
    await tab.reload();
    await untilStep(tab, 'second');
    await clickOnPrompt(tab, 'a[data-action=navigate]');
    await tab.until(() => location.pathname === '/blank', null);
    await tab.goto(site.url);
    await settled(tab);
    const stored = await readStored(tab);
    const { campaigns } = JSON.parse(stored.snapshots[stored.current] ?? '{}') as {
      campaigns?: { hello?: string };
    };
    assert.equal(numberInLine(campaigns?.hello, 0), 1); // shown once
    assert.equal(numberInLine(campaigns?.hello, 3), 1); // and completed
    assert.equal(await isShowing(tab, 'hello'), false);
  });
}

inEachEngine((name) => `one page in ${name}`, behaviours);
