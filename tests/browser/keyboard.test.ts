// Whoever presses keys only, or listens: every flow by keyboard, where focus goes and where not, and what is announced. In three
// engines of browsers.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import { type Tab, kViewport } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import type { State } from './pages/every_state.ts';
import { type Host, serveHost } from './pages/surfaces_host.ts';
import * as sought from './pages/sought.ts';
import type { StepOptions } from './pages/surfaces_page.ts';
import * as surfaces from './pages/surfaces_tab.ts';

const kPhone = { width: 390, height: 844 };

let host: Host;
let tab: Tab;

const show = (step: StepOptions) => surfaces.showAnew(tab, step);
const log = () => surfaces.log(tab);
const focused = () => sought.focused(tab);
const tabTo = (name: string) => surfaces.tabTo(tab, name);
const untilTitled = (title: string) => surfaces.untilTitled(tab, title);
const press = (...keys: string[]) => tab.press(...keys);
/** Focuses something of the page, as a script of the page would. */
const focusOn = (selector: string) =>
  tab.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.focus(), selector);
/** Brings a state on screen, with nothing clicked yet. */
const enter = (name: string) => {
  const state: State = { ...surfaces.stateOf(name), clicks: [] };
  return surfaces.enter(tab, state);
};

function behaviours({ launch }: Engine): void {
  tabForEach(
    launch,
    async (opened) => {
      tab = opened;
      await surfaces.open(tab, host.url('plain'));
    },
    { reduced_motion: true },
  );

  describe('every flow completes by keyboard alone', () => {
    it('a tour, by its buttons', async () => {
      const steps = ['One', 'Two', 'Three'].map((title): StepOptions => ({
        targets: [{ css: '#target' }],
        content: { title },
      }));
      await tab.evaluate((all) => window.surfaces.tour(all), steps);
      await tabTo('Next');
      await press('Enter');
      await untilTitled('Two');
      assert.equal((await focused()).name, 'Two');
      await tabTo('Next');
      await press(' ');
      await untilTitled('Three');
      await tabTo('Done');
      await press('Enter');
      assert.deepEqual(await log(), [
        'advance next next',
        'advance next next',
        'outcome completed complete',
      ]);
    });

    for (const surface of ['modal', 'slideout', 'banner', 'tooltip'] as const) {
      it(`an announcement in a ${surface}`, async () => {
        await show({ kind: 'announcement', surface, content: { title: 'New' } });
        await tabTo('Got it');
        await press('Enter');
        assert.deepEqual(await log(), ['outcome completed complete']);
      });
    }

    for (const [wish, outcome] of [
      ['Remind me later', 'snoozed'],
      ['Don’t show me tips', 'opted_out'],
    ] as const) {
      it(`the menu of a prompt: ${outcome}`, async () => {
        await show({ kind: 'announcement', surface: 'slideout', content: { title: 'New' } });
        await tabTo('More options');
        await press('Enter');
        for (let turn = 0; turn < 3 && (await focused()).name !== wish; turn++)
          await press('ArrowDown');
        await press('Enter');
        assert.deepEqual(await log(), [`outcome ${outcome}`]);
      });
    }

    const kAnswers: [string, string[], unknown][] = [
      ['nps', ['9', 'Enter'], 9],
      ['ces', ['5', 'Enter'], 5],
      ['csat', ['2', 'Enter'], 2],
      ['stars', ['Tab', 'Home', 'End', 'Enter'], 5],
      ['single', ['Tab', 'ArrowDown', 'Enter'], 'friends'],
      ['multiple', ['Tab', 'Tab', ' ', 'Control+Enter'], 'price,ease,friends'],
      ['text', ['Tab', 'S', 'o', 'ArrowLeft', 's', 'Control+Enter'], 'Sso'],
    ];
    for (const [name, keys, answer] of kAnswers) {
      it(`a question: ${name}`, async () => {
        const { step } = surfaces.stateOf(name);
        assert.ok(step);
        await show(step);
        await press(...keys);
        assert.deepEqual(await log(), [`answer asked ${String(answer)}`, 'advance next next']);
      });
    }

    it('a checklist', async () => {
      const { list } = surfaces.stateOf('checklist');
      assert.ok(list);
      await tab.evaluate((effect) => window.surfaces.list(effect), list);
      await tabTo('First steps 1 of 3');
      await press('Enter');
      await tabTo('Create');
      await press('Enter');
      assert.match((await log())[0] ?? '', /^press b navigate/);
      await press('Escape');
      assert.equal((await focused()).name, 'First steps 1 of 3', 'closed, with focus on it');
    });

    it('hotspots: one after the other, and away with the rest', async () => {
      await enter('hotspots');
      await tabTo('Hint: Any time you like');
      await press('Enter');
      assert.equal((await focused()).name, 'Any time you like');
      await tabTo('Not now');
      await press('Enter');
      assert.equal((await focused()).name, 'Hint: Take it along');
      await press(' ', 'Escape');
      assert.equal((await focused()).name, 'Hint: Everything else is in here.');
      await press('Enter');
      await tabTo('More options');
      await press('Enter');
      assert.equal((await focused()).name, 'Hide these hints');
      await press('Enter');
      assert.deepEqual(await log(), ['press one next', 'press two read', 'list dismissed']);
    });

    it('a resource centre: search, article, news, feedback', async () => {
      await enter('resource centre');
      await tabTo('Help, 2 new messages');
      await press('Enter');
      assert.equal((await focused()).name, 'How can we help?');
      await tabTo('Search for help');
      await tab.type('inbox');
      await tabTo('Send an invoiceFrom customer to inbox in a minute');
      await press('Enter');
      assert.equal((await focused()).name, 'Send an invoice');
      await press('Shift+Tab');
      assert.equal((await focused()).name, 'Back');
      await press('Enter');
      assert.equal((await focused()).name, 'How can we help?');
      await press('Escape');
      assert.equal((await focused()).name, 'Search for help', 'what was searched for is cleared');
      await tabTo('What’s newReports as PDF');
      await press('Enter');
      assert.equal((await focused()).name, 'What’s new');
      await press('Escape');
      await tabTo('Give feedbackWe read every word.');
      await press('Enter');
      await tabTo('What could be better?');
      await tab.type('Less');
      await tabTo('Send');
      await press('Enter');
      assert.deepEqual(await log(), [
        'press send read',
        'seen n',
        'seen n',
        'press say read',
        'answer say Less',
      ]);
      await press('Escape', 'Escape');
      assert.equal((await focused()).name, 'Help, 2 new messages');
    });

    it('a video', async () => {
      await enter('modal with videos and progress');
      await tabTo('Play video: See it in a minute');
      await press('Enter');
      const player = await tab.evaluate(
        () => document.querySelector('docent-root')?.shadowRoot?.activeElement?.localName,
        null,
      );
      assert.equal(player, 'video');
      await press('Escape');
      assert.deepEqual(await log(), ['outcome dismissed']);
    });

    it('an inline step, and its menu', async () => {
      await enter('inline');
      await tabTo('Details');
      await press('Enter');
      await enter('inline');
      await tabTo('More options');
      await press('Enter');
      assert.equal((await focused()).name, 'Don’t show me tips');
      await press('Enter');
      assert.deepEqual(await log(), ['outcome completed complete', 'outcome opted_out']);
    });

    it('a question in the page', async () => {
      await enter('inline question');
      await tabTo('0, Not at all likely');
      await press('9', 'Enter');
      assert.deepEqual(await log(), ['answer asked 9', 'advance next next']);
    });
  });

  describe('focus', () => {
    const kTour: StepOptions = {
      ...{ targets: [{ css: '#target' }], index: 0, count: 3 },
      content: { title: 'Create', body: 'It takes a minute.' },
    };

    it('is moved once per step, and by no scroll, resize, new target or other form', async () => {
      await focusOn('#before');
      await show(kTour);
      const { inside, id, name } = await focused();
      assert.deepEqual({ inside, id, name }, { inside: true, id: 'title', name: 'Create' });
      await tabTo('Next');
      await tab.evaluate(() => {
        window.kept = 0;
        document.querySelector('docent-root')?.shadowRoot?.addEventListener('focusin', () => {
          window.kept = Number(window.kept) + 1;
        });
        scrollBy(0, 120);
      }, null);
      await tab.resize(900, 700);
      await tab.evaluate(async () => {
        const target = document.querySelector('#target');
        target?.replaceWith(target.cloneNode(true));
        await new Promise((done) => setTimeout(done, 100));
      }, null);
      assert.equal(await tab.evaluate(() => window.kept, null), 0);
      assert.equal((await focused()).name, 'Next');
      // A sheet is another element; whoever stood on "Next" still does.
      for (const size of [kPhone, kViewport]) {
        await tab.resize(size.width, size.height);
        await tab.until((wide) => {
          const card = document.querySelector('docent-root')?.shadowRoot?.querySelector('.card');
          return card?.classList.contains('tooltip') === wide;
        }, size === kViewport);
        assert.equal((await focused()).name, 'Next');
      }
      await press('Escape');
      assert.equal((await focused()).id, 'before');
    });

    it('that strays from a blocked page comes back, however often, and may rest on the target', async () => {
      await show({ ...kTour, backdrop: 'block' });
      for (let time = 0; time < 12; time++) {
        await press('Shift');
        await focusOn('#before');
        assert.equal((await focused()).inside, true, `after ${time + 1} times`);
      }
      await focusOn('#target');
      assert.equal((await focused()).id, 'target');
    });

    it('loses against a page that holds it itself, instead of for ever', async () => {
      await tab.evaluate(() => {
        const field = document.querySelector<HTMLElement>('#field');
        document.addEventListener('focusin', () => field?.focus());
        window.kept = 0;
        field?.addEventListener('focus', () => (window.kept = Number(window.kept) + 1));
      }, null);
      await show({ ...kTour, backdrop: 'block' });
      assert.ok(Number(await tab.evaluate(() => window.kept, null)) < 20);
    });

    it('Escape always ends a blocked page, even where the page keeps its keys to itself', async () => {
      await tab.evaluate(() => {
        const keep = (event: Event) => {
          event.stopImmediatePropagation();
          event.preventDefault();
        };
        document.addEventListener('keydown', keep, true);
        document.querySelector('#target')?.addEventListener('keydown', keep);
      }, null);
      await show({ ...kTour, backdrop: 'block' });
      await focusOn('#target');
      await press('Escape');
      assert.deepEqual(await log(), ['outcome dismissed']);
    });

    it('leaves the arrows to the fields of the page, and Escape to one where nothing is blocked', async () => {
      await focusOn('#field');
      await show(kTour);
      await press('ArrowRight', 'ArrowLeft', 'Escape');
      assert.deepEqual(await log(), []);
    });
  });

  describe('what is announced', () => {
    it('is written into a region that was there, and shown, before', async () => {
      await tab.evaluate(() => {
        const seen: string[] = [];
        window.kept = seen;
        const look = () => {
          const region = document.querySelector('docent-root')?.shadowRoot?.querySelector('.live');
          if (region?.checkVisibility()) seen.push(region.textContent);
          requestAnimationFrame(look);
        };
        look();
      }, null);
      await show({
        ...{ targets: [{ css: '#target' }], index: 0, count: 2 },
        content: { title: 'Hi' },
      });
      await tab.until(() => (window.kept as string[]).includes('Step 1 of 2: Hi'), null);
      assert.equal(await tab.evaluate(() => (window.kept as string[])[0], null), '');
    });
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `by keyboard in ${name}`, behaviours);
