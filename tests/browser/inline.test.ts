// Steps in the page itself, through the whole widget: guests at the place that they name. In three engines of browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { Docent } from '../../widget/src/docent.ts';
import { type Site, startSite, watchedRoute } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { soughtPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { button, clickOn, focus, focused, region, untilSeen, untilUnseen } from './pages/sought.ts';
import { settled, track, uncaughtErrors } from './watched_tab.ts';

declare const window: Window & { docent: Docent };

const kFile = {
  version: 1,
  revision: 'test',
  events: { sent: {} },
  campaigns: [
    {
      id: 'inline',
      kind: 'announcement',
      trigger: { on: 'event', event: 'sent' },
      steps: [
        {
          id: 'only',
          surface: 'inline',
          target: '#news',
          title: 'It is on its way',
          content: [{ type: 'video', label: 'See how', src: '/film.mp4' }],
        },
      ],
    },
  ],
};

const kPage = soughtPage(
  { 'data-key': 'k', 'data-config': '/docent.json' },
  '<div id="news"></div><input id="note">',
);
const card = region('It is on its way');

let site: Site;
let tab: Tab;
/** It is never answered: a film that failed would go again. */
let film: ReturnType<typeof watchedRoute>;

const bodyNow = () => tab.evaluate(() => document.body.outerHTML, null);

function behaviours({ launch }: Engine): void {
  const browser = oneBrowser(launch);
  beforeEach(async () => {
    film = watchedRoute(() => new Promise(() => undefined));
    // An origin of its own for each test, and with it a state of its own.
    site = await startSite({
      '/docent.json': JSON.stringify(kFile),
      '/film.mp4': film.route,
      '/': kPage,
    });
    tab = await browser.open();
    await tab.goto(site.url);
    await settled(tab);
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    await site.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  it('stands at its place and takes room there, and focus stays where it is', async () => {
    await focus(tab, { css: '#note' });
    await track(tab, 'sent');
    await untilSeen(tab, card);
    assert.equal((await focused(tab)).attributes['id'], 'note');
    const { guest, room } = await tab.evaluate(() => {
      const place = document.querySelector('#news');
      return { guest: place?.lastElementChild?.localName, room: place?.clientHeight ?? 0 };
    }, null);
    assert.equal(guest, 'docent-inline');
    assert.ok(room > 60, `${room} px`);
  });

  it('comes back when its place is drawn anew, with or without it', async () => {
    await track(tab, 'sent');
    await untilSeen(tab, card);
    await tab.evaluate(() => document.querySelector('#news')?.replaceChildren(), null);
    await untilSeen(tab, card);
    await tab.evaluate(() => {
      const anew = document.createElement('div');
      anew.id = 'news';
      document.querySelector('#news')?.replaceWith(anew);
    }, null);
    await untilSeen(tab, card);
  });

  it('leaves no trace when it is closed, nor with destroy', async () => {
    const before_it = await bodyNow();
    await track(tab, 'sent');
    await clickOn(tab, button('Got it', card));
    await untilUnseen(tab, card);
    assert.equal(await bodyNow(), before_it);
    await tab.evaluate(() => void window.docent.start('inline'), null);
    await untilSeen(tab, card);
    await tab.evaluate(() => window.docent.destroy(), null);
    assert.equal(await bodyNow(), before_it);
  });

  it('fetches nothing of a video before the click on it', async () => {
    await track(tab, 'sent');
    const play = button('Play video: See how', card);
    await untilSeen(tab, play);
    assert.equal(film.requests.length, 0);
    await clickOn(tab, play);
    await film.asked();
    await untilSeen(tab, { css: 'video', within: card });
  });
}

inEachEngine((name) => `inline steps in ${name}`, behaviours);
