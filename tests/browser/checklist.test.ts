// Checklists and what they stand beside, through the whole widget: what the engine asks for, a real page does. In three engines
// of browsers.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { Docent } from '../../widget/src/docent.ts';
import { type Site, startSite } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { soughtPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { button, clickOn, count, heading, image, region, untilSeen } from './pages/sought.ts';
import { isShowing, settled, start, track, uncaughtErrors, untilTold } from './watched_tab.ts';

interface HostWindow {
  docent: Docent;
  /** What a page that saves as one types learned when it did. */
  saved?: Promise<{ quiet: unknown; showing: boolean }>;
}
declare const window: Window & HostWindow;

const kFile = {
  version: 1,
  revision: 'test',
  events: { clicked: { weight: 1 } },
  campaigns: [
    {
      id: 'first_steps',
      kind: 'checklist',
      frequency: { repeat: 'until_completed' },
      steps: [
        { id: 'click', title: 'Click **something**', done_on: 'clicked' },
        {
          id: 'look',
          title: 'Look around',
          body: 'It takes a minute.',
          buttons: [{ label: 'Go', action: 'next' }],
        },
      ],
    },
    {
      id: 'hint',
      kind: 'announcement',
      trigger: { on: 'element', target: '#import', is: 'clicked' },
      steps: [{ id: 'only', surface: 'banner', title: 'Imports may take a while' }],
    },
    {
      id: 'saved',
      kind: 'announcement',
      trigger: { on: 'event', event: 'saved' },
      steps: [{ id: 'only', surface: 'banner', title: 'It is saved as you type' }],
    },
  ],
};

const kPage = soughtPage(
  { 'data-key': 'k', 'data-config': '/docent.json' },
  '<button id="import">Import</button><input id="note">',
);

const pill = (done: number) => button(`Getting started ${done} of 2`);
const list = region('Getting started');

let site: Site;
let tab: Tab;

/** Goes there, and waits for the engine, which a slow machine takes its time to start. */
async function open(): Promise<void> {
  await tab.goto(site.url);
  await settled(tab);
}
const untilNone = () => tab.until(() => document.querySelector('docent-root') === null, null);

function behaviours({ launch }: Engine): void {
  const browser = oneBrowser(launch);
  beforeEach(async () => {
    // An origin of its own for each test, and with it a state of its own.
    site = await startSite({ '/docent.json': JSON.stringify(kFile), '/': kPage });
    tab = await browser.open();
    await open();
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    await site.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  it('is a pill that opens, counts what was done, and is over when all is', async () => {
    await clickOn(tab, pill(0));
    await untilSeen(tab, { text: 'Look around', within: list });
    assert.equal(await count(tab, image('To do', list)), 2);
    await track(tab, 'clicked');
    await untilSeen(tab, { text: '1 of 2', within: list });
    const click = { css: '[data-item=click]', within: list };
    assert.equal(await count(tab, image('Done', click)), 1);
    await tab.press('Escape');
    await clickOn(tab, pill(1));
    await clickOn(tab, button('Go', list));
    assert.equal((await untilTold(tab, 'complete'))['campaign'], 'first_steps');
    await untilNone();
  });

  it('leaves nothing of itself with destroy, and comes again with the next page', async () => {
    await clickOn(tab, pill(0));
    await untilSeen(tab, list);
    await tab.evaluate(() => window.docent.destroy(), null);
    assert.equal(
      await tab.evaluate(() => document.body.innerHTML.includes('docent-'), null),
      false,
    );
    await open();
    await untilSeen(tab, pill(0));
  });

  it('stays away once it was dismissed', async () => {
    await clickOn(tab, pill(0));
    await clickOn(tab, button('Close', list));
    await untilNone();
    await settled(tab);
    await open();
    const { verdict } = await tab.evaluate(() => window.docent.explain('first_steps'), null);
    assert.equal(verdict, 'blocked');
  });

  it('stands beside what a click on an element shows', async () => {
    await untilSeen(tab, pill(0));
    await settled(tab);
    // What looks out for the click is a chunk of its own.
    await tab.until(
      () => performance.getEntriesByType('resource').some(({ name }) => /\/moments-/.test(name)),
      null,
    );
    await tab.evaluate(async () => {
      const loaded = performance.getEntriesByType('resource');
      await import(loaded.find(({ name }) => /\/moments-/.test(name))!.name);
    }, null);
    await settled(tab);
    await clickOn(tab, { css: '#import' });
    await untilSeen(tab, heading('Imports may take a while'));
    assert.equal(await isShowing(tab, 'first_steps'), true);
    assert.deepEqual(await start(tab, 'first_steps'), { shown: true });
  });

  it('is joined by nothing new while the user types, explain says so, and it shows once they stop', async () => {
    await tab.evaluate(() => {
      const note = document.querySelector('#note')!;
      note.addEventListener('keyup', () => {
        window.saved ??= (async () => {
          window.docent.track('saved');
          const { gates } = await window.docent.explain('saved');
          const quiet = gates.find(({ gate }) => gate === 'quiet')?.code;
          const shadow = document.querySelector('docent-root')?.shadowRoot;
          return { quiet, showing: Boolean(shadow?.querySelector('[data-campaign=saved]')) };
        })();
      });
    }, null);
    await clickOn(tab, { css: '#note' });
    await tab.type('a');
    await tab.until(() => window.saved !== undefined, null);
    const saved = await tab.evaluate(() => window.saved, null);
    assert.deepEqual(saved, { quiet: 'typing', showing: false });
    await untilSeen(tab, heading('It is saved as you type'));
  });
}

inEachEngine((name) => `a checklist in ${name}`, behaviours);
