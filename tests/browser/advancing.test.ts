// How a tour goes on: by what the user does, by what the product tells, over pages, reloads and routers. The real widget with its
// engine, in three engines of browsers.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Docent } from '../../widget/src/docent.ts';
import { type Route, type Site, pageWithTag, startSite } from './harness.ts';
import { tabForEach } from './own_tab.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';

interface HostWindow {
  docent: Docent;
  /** `missing s1 absent`, `error code`, in order. */
  heard: string[];
  violations: string[];
  /** Set by a test: still there as long as no page was loaded. */
  kept?: boolean;
}
declare const window: Window & HostWindow;

const kFile = {
  version: 1,
  revision: 'test',
  events: { saved: {} },
  campaigns: [
    {
      id: 'walk',
      kind: 'tour',
      trigger: { on: 'manual' },
      steps: [
        { id: 'button', target: '#target', title: 'Button' },
        { id: 'click', target: '#target', title: 'Click', advance: { on: 'click' } },
        { id: 'dom', target: '#field', title: 'DOM', advance: { on: 'dom', dom: 'change' } },
        {
          id: 'event',
          target: '#target',
          title: 'Event',
          advance: { on: 'event', event: 'saved', props: { kind: 'draft' } },
        },
        {
          id: 'condition',
          surface: 'slideout',
          title: 'Condition',
          advance: { on: 'condition', when: { 'user.plan': 'pro' } },
        },
        {
          id: 'timer',
          surface: 'slideout',
          title: 'Timer',
          advance: { on: 'timer', after_ms: 300 },
        },
        {
          id: 'leave',
          target: '#link',
          title: 'Leave',
          advance: { on: 'page', page: { path: '/two' } },
        },
        {
          id: 'second',
          target: '#target',
          title: 'Second',
          page: { path: '/two' },
          buttons: [{ label: 'Go', action: 'navigate', url: '/three' }],
        },
        { id: 'third', target: '#target', title: 'Third', page: { path: '/three' } },
      ],
    },
    {
      id: 'routes',
      kind: 'tour',
      trigger: { on: 'manual' },
      steps: [
        {
          id: 'home',
          target: '#target',
          title: 'Home',
          page: { path: '/app' },
          buttons: [{ label: 'Go', action: 'navigate', url: '/app/list?x=1#top' }],
        },
        {
          id: 'list',
          target: '#target',
          title: 'List',
          page: { path: '/app/list' },
          buttons: [{ label: 'Go', action: 'next' }],
        },
        { id: 'item', target: '#target', title: 'Item', page: { path: '/app/item' } },
      ],
    },
    {
      id: 'fitting',
      kind: 'tour',
      trigger: { on: 'manual' },
      steps: [
        { id: 'all', surface: 'slideout', title: 'All' },
        { id: 'pro', surface: 'slideout', title: 'Pro', show_if: { 'user.plan': 'pro' } },
        {
          id: 'saved',
          surface: 'slideout',
          title: 'Saved',
          show_if: { 'events.saved.total': { $gte: 1 } },
          goto: [{ if: { 'events.saved.total': { $gte: 2 } }, step: 'last' }],
        },
        { id: 'more', surface: 'slideout', title: 'More' },
        { id: 'last', target: '#target', title: 'Last' },
      ],
    },
    {
      id: 'around',
      kind: 'tour',
      trigger: { on: 'manual' },
      steps: [
        {
          id: 'go',
          surface: 'modal',
          title: 'Go',
          page: { path: '/around' },
          buttons: [{ label: 'Go', action: 'navigate', url: '/guarded' }],
        },
        { id: 'there', surface: 'modal', title: 'There', page: { path: '/guarded' } },
      ],
    },
    {
      id: 'lost',
      kind: 'tour',
      trigger: { on: 'manual' },
      steps: [
        { id: 'first', surface: 'modal', title: 'First' },
        {
          id: 'absent',
          target: '#nowhere',
          wait_ms: 50,
          on_missing: 'goto',
          missing_step: 'unseen',
          title: 'Absent',
        },
        { id: 'between', surface: 'modal', title: 'Between' },
        { id: 'unseen', target: '#hidden', wait_ms: 50, on_missing: 'center', title: 'Unseen' },
        { id: 'skipped', target: '#nowhere', wait_ms: 50, title: 'Skipped' },
        { id: 'ends', target: '#nowhere', wait_ms: 50, on_missing: 'end', title: 'Ends' },
      ],
    },
    {
      id: 'circle',
      kind: 'tour',
      trigger: { on: 'manual' },
      steps: [
        { id: 'hello', surface: 'modal', title: 'Hello' },
        {
          id: 'one',
          target: '#nowhere',
          wait_ms: 0,
          on_missing: 'goto',
          missing_step: 'two',
          title: 'One',
        },
        {
          id: 'two',
          target: '#nowhere',
          wait_ms: 0,
          on_missing: 'goto',
          missing_step: 'one',
          title: 'Two',
        },
      ],
    },
  ],
};

const kWatch = `
  window.heard = []; window.violations = []; window.__name = (value) => value;
  document.addEventListener('docent:missing', ({ detail }) => heard.push('missing ' + detail.step + ' ' + detail.reason));
  document.addEventListener('docent:error', ({ detail }) => heard.push('error ' + detail.code));
  addEventListener('error', ({ message }) => heard.push('uncaught ' + message));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(violatedDirective + ' ' + blockedURI));`;

// In a file of its own, and the icon that browsers ask for is allowed: what the strict policy reports is Docent's.
const kLooks = '#hidden { visibility: hidden }';

const kBody = `<p><button id="target">New invoice</button> <input id="field"> <a id="link" href="/two">Two</a>
  <button id="hidden">Hidden</button></p>`;

/** A page of the product; each test has its own key, and with it a state of its own. */
const pageOf = (url: URL) => ({
  body: pageWithTag(
    {
      'data-key': url.searchParams.get('key') ?? 'test',
      'data-config': '/docent.json',
      'data-locale': 'en',
    },
    {
      head: '<script src="/watch.js"></script><link rel="stylesheet" href="/looks.css">',
      body: kBody,
    },
  ),
});
const page: Route = (_, url) => pageOf(url);

const kPolicy =
  "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'";

let site: Site;
let tab: Tab;
let guarded = 0;

/** The widget has taken over from the stub that the loader leaves. */
const untilThere = () =>
  tab.until(() => window.docent !== undefined && !('q' in window.docent), null);
const go = async (path: string) => {
  await tab.goto(site.url + path);
  await untilThere();
};
const start = (campaign: string) => tab.evaluate((id) => window.docent.start(id), campaign);
const heard = () => tab.evaluate(() => window.heard, null);

const untilStep = (step: string) =>
  tab
    .until((id) => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return shadow?.querySelector('[part=prompt]')?.getAttribute('data-step') === id;
    }, step)
    .catch(async () => {
      const seen = await tab.evaluate(() => {
        const shadow = document.querySelector('docent-root')?.shadowRoot;
        return [location.href, shadow?.querySelector('[part=prompt]')?.getAttribute('data-step')];
      }, null);
      assert.fail(`${step} did not show; on screen: ${seen.join(' ')}`);
    });
const untilNone = () =>
  tab.until(() => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    return shadow?.querySelector('[part=prompt]') == null;
  }, null);

async function click(selector: string, inside = false): Promise<void> {
  const { x, y } = await tab.evaluate(
    async ([s, within]) => {
      const tree = within ? document.querySelector('docent-root')?.shadowRoot : document;
      await Promise.all(
        tree?.getAnimations().map(({ finished }) => finished.catch(() => null)) ?? [],
      );
      const rect = tree?.querySelector(s)?.getBoundingClientRect() ?? new DOMRect();
      return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
    },
    [selector, inside] as const,
  );
  await tab.click(x, y);
}
const pressButton = () => click('[part=button]:last-child', true);

function behaviours({ name, launch }: Engine): void {
  tabForEach(launch, (opened) => (tab = opened));

  it('goes on by a button, a click, an event of the DOM and of the product, a condition, a timer, a page; and where it was after a reload', async () => {
    await go(`/one?key=walk-${name}`);
    assert.deepEqual(await start('walk'), { shown: true });
    await untilStep('button');
    await pressButton();
    await untilStep('click');
    await click('#target');
    await untilStep('dom');
    await go(`/one?key=walk-${name}`);
    await untilStep('dom');
    await click('#field');
    await tab.type('x');
    await tab.press('Tab');
    await untilStep('event');
    await tab.evaluate(() => window.docent.track('saved', { kind: 'other' }), null);
    await tab.evaluate(() => window.docent.explain('walk'), null);
    await untilStep('event');
    await tab.evaluate(() => window.docent.track('saved', { kind: 'draft' }), null);
    await untilStep('condition');
    await tab.evaluate(() => window.docent.identify('u1', { plan: 'pro' }), null);
    // The timer's step comes, and goes on by itself.
    await untilStep('leave');
    await tab.goto(`${site.url}/two?key=walk-${name}`);
    await untilStep('second');
    // Elsewhere it waits, and where it belongs it is there again.
    await tab.goto(`${site.url}/one?key=walk-${name}`);
    await untilThere();
    await tab.evaluate(() => window.docent.explain('walk'), null);
    await untilNone();
    await tab.goto(`${site.url}/two?key=walk-${name}`);
    await untilStep('second');
    await tab.evaluate((key) => {
      // The address of the file has no key, so the host adds it: and with it shows that it may change where it goes.
      window.docent.on('navigate', ({ url }) => {
        location.assign(`${url}?key=${key}`);
        return false;
      });
    }, `walk-${name}`);
    await pressButton();
    await untilStep('third');
    assert.equal(await tab.evaluate(() => location.pathname, null), '/three');
    await pressButton();
    await untilNone();
    assert.deepEqual(await heard(), []);
  });

  it('lets a router take a navigation over, and follows it without a page being loaded', async () => {
    await go(`/app?key=routes-${name}`);
    await tab.evaluate(() => {
      window.kept = true;
      window.docent.on('navigate', ({ url }) => {
        const { origin, pathname, search, hash } = new URL(url);
        if (origin !== location.origin) return true;
        history.pushState(null, '', pathname + search + hash);
        return false;
      });
    }, null);
    await start('routes');
    await untilStep('home');
    await pressButton();
    await untilStep('list');
    assert.deepEqual(
      await tab.evaluate(
        () => [location.pathname + location.search + location.hash, window.kept],
        null,
      ),
      ['/app/list?x=1#top', true],
    );
    await pressButton();
    await untilNone();
    await tab.evaluate(() => history.replaceState(null, '', '/app/item'), null);
    await untilStep('item');
    await tab.evaluate(() => history.back(), null);
    await untilNone();
    await tab.evaluate(() => history.forward(), null);
    await untilStep('item');
    assert.equal(await tab.evaluate(() => window.kept, null), true);
    assert.deepEqual(await heard(), []);
  });

  it('passes over the steps that do not fit, counts those that are left, and goes back the way it came', async () => {
    const progress = () =>
      tab.evaluate(() => {
        const shadow = document.querySelector('docent-root')?.shadowRoot;
        return shadow?.querySelector('[part=prompt] [part=progress]')?.textContent;
      }, null);
    await go(`/one?key=fitting-${name}`);
    await start('fitting');
    await untilStep('all');
    assert.equal(await progress(), '1 of 3', 'all, more, last');
    await pressButton();
    await untilStep('more');
    assert.equal(await progress(), '2 of 3');
    // What did not fit fits now, though it was passed before: the way back is the way one came.
    await tab.evaluate(() => window.docent.track('saved'), null);
    await click('[data-action=back]', true);
    await untilStep('all');
    assert.equal(await progress(), '1 of 4');
    await pressButton();
    await untilStep('saved');
    await tab.evaluate(() => window.docent.track('saved'), null);
    await tab.evaluate(() => window.docent.identify('u2', { plan: 'pro' }), null);
    await pressButton();
    await untilStep('last');
    assert.equal(await progress(), '3 of 3', 'what it jumped over is counted no longer');
    await go(`/one?key=fitting-${name}`);
    await untilStep('last');
    await click('[data-action=back]', true);
    await untilStep('saved');
    await click('[data-action=back]', true);
    await untilStep('all');
    await pressButton();
    await untilStep('pro');
    assert.deepEqual(await heard(), []);
  });

  it('does not go round in circles with a page that redirects back', async () => {
    const before_it = guarded;
    await go(`/around?key=around-${name}`);
    await start('around');
    await untilStep('go');
    await tab.evaluate((key) => {
      window.docent.on('navigate', ({ url }) => {
        location.assign(`${url}?key=${key}`);
        return false;
      });
    }, `around-${name}`);
    await pressButton();
    await tab.until(() => location.search.includes('back'), null);
    await untilThere();
    await tab.evaluate(() => window.docent.explain('around'), null);
    await untilNone();
    assert.equal(guarded - before_it, 1, 'the page was asked for once');
    assert.deepEqual(await heard(), []);
  });

  it('says what is missing and why, and goes where the step says', async () => {
    await go(`/one?key=lost-${name}`);
    await start('lost');
    await untilStep('first');
    await pressButton();
    await untilStep('unseen');
    const form = await tab.evaluate(
      () =>
        document.querySelector('docent-root')?.shadowRoot?.querySelector('[part=prompt]')
          ?.localName,
      null,
    );
    assert.equal(form, 'dialog', 'in the middle instead');
    await pressButton();
    await untilNone();
    await tab.until(() => window.heard.length >= 4, null);
    assert.deepEqual(await heard(), [
      'missing absent absent',
      'missing unseen unseen',
      'missing skipped absent',
      'missing ends absent',
    ]);
    await start('circle');
    await untilStep('hello');
    await pressButton();
    await untilNone();
    const { verdict } = await tab.evaluate(() => window.docent.explain('circle'), null);
    assert.notEqual(verdict, 'showing', 'targets that send each other on are given up');
  });

  it('works under a strict policy with Trusted Types, by WebAssembly', async () => {
    await go(`/strict?key=strict-${name}`);
    assert.deepEqual(await start('lost'), { shown: true });
    await untilStep('first');
    assert.deepEqual(await tab.evaluate(() => [window.violations, window.heard], null), [[], []]);
  });
}

before(async () => {
  site = await startSite({
    '/docent.json': JSON.stringify(kFile),
    '/watch.js': kWatch,
    '/looks.css': kLooks,
    '/one': page,
    '/two': page,
    '/three': page,
    '/around': page,
    '/guarded': (_, url) => {
      guarded += 1;
      return {
        status: 302,
        headers: { Location: `/around?key=${url.searchParams.get('key')}&back` },
        body: '',
      };
    },
    '/app': page,
    '/app/*': page,
    '/strict': (_, url) => ({
      ...pageOf(url),
      headers: { 'Content-Security-Policy': kPolicy },
    }),
  });
});
after(() => site.close());

inEachEngine((name) => `advancing in ${name}`, behaviours);
