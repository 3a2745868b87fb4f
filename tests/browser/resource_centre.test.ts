// The resource centre with its feed, through the whole widget: help to look up, news, and ways to people. In three engines of
// browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { Docent } from '../../widget/src/docent.ts';
import { type Site, startSite, watchedRoute } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { soughtPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import {
  attributeOf,
  button,
  clickOn,
  count,
  dialog,
  fill,
  focused,
  heading,
  link,
  progressBar,
  region,
  searchBox,
  textBox,
  textsOf,
  untilSeen,
  untilUnseen,
} from './pages/sought.ts';
import { settled, start, track, uncaughtErrors, untilTold } from './watched_tab.ts';

interface HostWindow {
  docent: Docent;
  /** Where the router of the page was asked to go, and by what. */
  ways: string[];
  /** What became of a click in the end. */
  left?: { held: boolean; prevented: boolean };
  /** How far from its place what comes next begins, in pixels to the right. */
  enters: Promise<number>;
}
declare const window: Window & HostWindow;

const kFile = {
  version: 1,
  revision: 'test',
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
        {
          id: 'film',
          type: 'video',
          title: 'See it work',
          src: '/film.mp4',
          poster: 'elsewhere:/poster.svg',
        },
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
      id: 'steps',
      kind: 'checklist',
      trigger: { on: 'manual' },
      launcher: { hidden: true },
      steps: [{ id: 'one', title: 'Look around', buttons: [{ label: 'Go', action: 'next' }] }],
    },
  ],
};

const pageIn = (language: string) =>
  soughtPage({ 'data-key': 'k', 'data-config': '/docent.json', 'data-locale': language }, '');

const launcher = button('Help, 2 new messages');
const panel = dialog('How can we help?');
const entry = (title: string) => button(`${title}…`, panel);
const news = entry('What’s new');

let site: Site;
/** Another site, which serves a picture and a poster. */
let elsewhere: Site;
let tab: Tab;
/** It is never answered: a film that failed would go again. */
let film: ReturnType<typeof watchedRoute>;
let picture: ReturnType<typeof watchedRoute>;
let poster: ReturnType<typeof watchedRoute>;

const drawing = () => watchedRoute(() => ({ body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }));

/** Goes there, and waits for the engine, which a slow machine takes its time to start. */
async function open(path = '/'): Promise<void> {
  await tab.goto(site.url + path);
  await settled(tab);
}

function behaviours({ name, launch }: Engine): void {
  const browser = oneBrowser(launch);
  beforeEach(async () => {
    film = watchedRoute(() => new Promise(() => undefined));
    [picture, poster] = [drawing(), drawing()];
    elsewhere = await startSite({ '/picture.svg': picture.route, '/poster.svg': poster.route });
    // An origin of its own for each test, and with it a state of its own.
    site = await startSite({
      '/docent.json': JSON.stringify(kFile).replaceAll('elsewhere:', elsewhere.url),
      '/film.mp4': film.route,
      '/': (_, { searchParams }) => ({ body: pageIn(searchParams.get('language') ?? 'en') }),
    });
    tab = await browser.open();
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    await site.close();
    await elsewhere.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  it('opens by its launcher, is searched, and gives focus back', async () => {
    await open();
    await clickOn(tab, launcher);
    await untilSeen(tab, entry('Send an invoice'));
    assert.equal((await focused(tab)).text, 'How can we help?');
    await fill(tab, searchBox('Search for help', panel), 'CAFE');
    await untilSeen(tab, { text: '1 result', within: panel });
    assert.equal(await count(tab, entry('Send an invoice')), 1);
    assert.equal(await count(tab, entry('Record a payment')), 0);
    await fill(tab, searchBox('Search for help', panel), 'nonsense');
    await untilSeen(tab, { css: '.nothing', within: panel });
    assert.equal(await count(tab, link('Write to us', panel)), 1);
    await tab.press('Escape');
    await untilSeen(tab, entry('Record a payment'));
    await tab.press('Escape');
    await untilUnseen(tab, panel);
    assert.match((await focused(tab)).text, /^Help/);
  });

  it('shows the blocks of an article, and Escape goes back to the list', async () => {
    await open();
    await untilSeen(tab, launcher);
    await track(tab, 'sent', 3);
    await clickOn(tab, launcher);
    await clickOn(tab, entry('Send an invoice'));
    const progress = progressBar('Sent so far', panel);
    await untilSeen(tab, progress);
    assert.equal(await attributeOf(tab, progress, 'aria-valuenow'), '3');
    assert.equal((await focused(tab)).text, 'Send an invoice');
    await tab.press('Escape');
    await untilSeen(tab, entry('Record a payment'));
  });

  it('fetches nothing of a video before the click on it', async () => {
    await open();
    await clickOn(tab, launcher);
    await clickOn(tab, entry('See it work'));
    const play = button('Play video: See it work', panel);
    await untilSeen(tab, play);
    assert.equal(film.requests.length, 0);
    await clickOn(tab, play);
    await film.asked();
    await untilSeen(tab, { css: 'video', within: panel });
  });

  it('fetches a picture or poster of another site when it is looked at, and does not tell that site where', async () => {
    await open();
    await clickOn(tab, launcher);
    await untilSeen(tab, entry('Tips'));
    assert.equal(picture.requests.length, 0);
    await clickOn(tab, entry('Tips'));
    assert.equal((await picture.asked()).headers.referer, undefined);
    await clickOn(tab, button('Back', panel));
    assert.equal(poster.requests.length, 0);
    await clickOn(tab, entry('See it work'));
    assert.equal((await poster.asked()).headers.referer, undefined);
  });

  it('has news that are unread until they are seen, and keeps them in the feed, in all pages to come', async () => {
    await open();
    await clickOn(tab, launcher);
    await clickOn(tab, news);
    await untilSeen(tab, heading('Fresh news', panel));
    const titles = await textsOf(tab, { css: 'h3', within: panel });
    assert.deepEqual(titles, ['Fresh news', 'Old news']);
    assert.equal((await untilTold(tab, 'complete'))['outcome'], 'completed');
    await clickOn(tab, link('Look', panel));
    await settled(tab);
    await open('/?again');
    await clickOn(tab, button('Help'));
    await clickOn(tab, news);
    await untilSeen(tab, { text: 'Old news', within: panel });
  });

  it('offers ways to this site to the router of the page, by entries, news and links in the text', async () => {
    await open();
    await untilSeen(tab, launcher);
    await tab.evaluate(() => {
      window.ways = [];
      window.docent.on('navigate', ({ campaign, step, url }) => {
        window.ways.push(`${campaign} ${step} ${url.slice(location.origin.length)}`);
        return false;
      });
    }, null);
    await clickOn(tab, launcher);
    await clickOn(tab, link('The guide', panel));
    await clickOn(tab, entry('Tips'));
    await clickOn(tab, link('all of them', panel));
    await clickOn(tab, button('Back', panel));
    await clickOn(tab, news);
    await clickOn(tab, link('Look', panel));
    const kWays = ['help guide /guide?x=1', 'help tips /tips', 'news n /#look'];
    await tab.until((all) => window.ways.length === all.length, kWays);
    assert.deepEqual(await tab.evaluate(() => window.ways, null), kWays);
    assert.equal(await tab.evaluate(() => location.href, null), `${site.url}/`);
  });

  it('leaves a way to the browser where the user wants another tab', async () => {
    await open();
    await untilSeen(tab, launcher);
    await clickOn(tab, launcher);
    await clickOn(tab, news);
    await untilSeen(tab, link('Look', panel));
    await tab.evaluate(() => {
      window.ways = [];
      window.docent.on('navigate', ({ url }) => void window.ways.push(url));
      window.addEventListener(
        'click',
        (event) =>
          setTimeout(() => {
            window.left = { held: event.ctrlKey, prevented: event.defaultPrevented };
          }),
        { capture: true },
      );
    }, null);
    const another = watchedRoute(() => ({ body: '' }));
    site.route('/', another.route);
    await clickOn(tab, link('Look', panel), 'Control');
    await tab.until(() => window.left !== undefined, null);
    const { left, ways } = await tab.evaluate(
      () => ({ left: window.left, ways: window.ways }),
      null,
    );
    assert.deepEqual(left, { held: true, prevented: false });
    assert.deepEqual(ways, []);
    // The browser with WebKit in it opens no other tab while it is driven.
    if (name !== 'WebKit') await another.asked();
  });

  it('leads where a link in the text says when there is no router', async () => {
    site.route('/tips', '<!doctype html><title>Tips</title>');
    await open();
    await clickOn(tab, launcher);
    await clickOn(tab, entry('Tips'));
    await clickOn(tab, link('all of them', panel));
    await tab.until(() => location.pathname === '/tips', null);
  });

  it('lets what comes next come from where the writing goes on', async () => {
    for (const [path, from] of [
      ['/', 12],
      ['/?language=ar', -12],
    ] as const) {
      await open(path);
      assert.deepEqual(await start(tab, 'help'), { shown: true });
      await untilSeen(tab, { css: '.row' });
      await tab.evaluate(() => {
        const shadow = document.querySelector('docent-root')!.shadowRoot!;
        window.enters = new Promise((resolve) => {
          // Looked at as it comes: on a slow machine it has come by the next frame.
          new MutationObserver((_, observer) => {
            const next = shadow.querySelector('.advance');
            if (!next) return;
            observer.disconnect();
            const [slip] = next.getAnimations();
            slip?.pause();
            if (slip) slip.currentTime = 0;
            resolve(new DOMMatrix(getComputedStyle(next).transform).e);
          }).observe(shadow, { childList: true, subtree: true });
        });
      }, null);
      await clickOn(tab, { css: '.row' });
      assert.equal(await tab.evaluate(() => window.enters, null), from, path);
    }
  });

  it('takes feedback as an answer, and thanks for it', async () => {
    await open();
    await clickOn(tab, launcher);
    await clickOn(tab, entry('Give feedback'));
    const send = button('Send', panel);
    await untilSeen(tab, send);
    assert.notEqual(await attributeOf(tab, send, 'disabled'), null);
    await fill(tab, textBox('Tell us', panel), '  More cafés ');
    await clickOn(tab, send);
    const { campaign, question, value } = await untilTold(tab, 'answer');
    assert.deepEqual(
      { campaign, question, value },
      { campaign: 'help', question: 'say', value: 'More cafés' },
    );
    await untilSeen(tab, { text: 'Thank you!', within: panel });
  });

  it('is opened by the product where it is closed, and so is what has no launcher', async () => {
    await open();
    await untilSeen(tab, launcher);
    assert.deepEqual(await start(tab, 'help'), { shown: true });
    await untilSeen(tab, panel);
    await tab.press('Escape');
    await untilUnseen(tab, panel);
    assert.deepEqual(await start(tab, 'steps'), { shown: true });
    await untilSeen(tab, region('Getting started'));
  });

  it('is gone with destroy, open as it is, and leaves the page as it was', async () => {
    await open();
    await clickOn(tab, launcher);
    await untilSeen(tab, panel);
    await tab.evaluate(() => window.docent.destroy(), null);
    assert.equal(
      await tab.evaluate(() => document.body.innerHTML.includes('docent-'), null),
      false,
    );
  });
}

inEachEngine((name) => `the resource centre in ${name}`, behaviours);
