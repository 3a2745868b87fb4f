// Focus and keys through the whole widget, where more than one thing wants them: a step beside a checklist, fields inside of
// components and frames, a blocked page with frames in it. In three engines of browsers.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { startSite, type Site } from './harness.ts';
import { oneBrowser } from './own_tab.ts';
import { soughtPage } from './page_tools.ts';
import type { Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import {
  type Sought,
  button,
  dialog,
  focus,
  focused,
  heading,
  region,
  untilSeen,
  untilUnseen,
} from './pages/sought.ts';
import { isShowing, settled, start, track, uncaughtErrors } from './watched_tab.ts';

const kSteps = ['one', 'two'].map((id) => ({
  ...{ id, title: `Look ${id}`, buttons: [{ label: 'Go', action: 'next' }] },
}));

const file = {
  version: 1,
  revision: 'test',
  attention: { budget: false, pause_hours: 0 },
  events: { sent: {} },
  campaigns: [
    {
      ...{ id: 'tour', kind: 'tour', trigger: { on: 'manual' } },
      steps: ['A', 'B'].map((title) => ({ id: title, target: '#target', title })),
    },
    {
      ...{ id: 'list', kind: 'checklist', trigger: { on: 'manual' } },
      steps: kSteps,
    },
    {
      ...{ id: 'hidden_list', kind: 'checklist', trigger: { on: 'manual' } },
      ...{ launcher: { hidden: true }, steps: kSteps },
    },
    {
      ...{ id: 'help', kind: 'resource_centre', trigger: { on: 'manual' }, title: 'Help' },
      launcher: { hidden: true },
      steps: [{ id: 'one', type: 'article', title: 'One', content: [] }],
    },
    {
      ...{ id: 'spots', kind: 'hotspots', trigger: { on: 'manual' } },
      steps: [{ id: 'words', target: '#words', title: 'Words' }],
    },
    {
      ...{ id: 'block', kind: 'tour', trigger: { on: 'manual' } },
      steps: [{ id: 'a', backdrop: 'block', target: '#target', title: 'Blocked' }],
    },
    {
      ...{ id: 'block_framed', kind: 'tour', trigger: { on: 'manual' } },
      steps: [{ id: 'a', backdrop: 'block', target: '#form |> #framed', title: 'Blocked' }],
    },
    ...['slow', 'absent'].map((id) => ({
      ...{ id, kind: 'announcement', trigger: { on: 'manual' } },
      steps: [
        {
          ...{ id: 'a', surface: 'modal', title: 'Film' },
          content: [{ type: 'video', label: 'See', src: `/${id}.mp4` }],
        },
      ],
    })),
    {
      ...{ id: 'inline', kind: 'announcement', trigger: { on: 'manual' } },
      steps: [{ id: 'a', surface: 'inline', target: '#place', title: 'In the page' }],
    },
    {
      ...{ id: 'nps', kind: 'survey', trigger: { on: 'event', event: 'sent' } },
      steps: [{ id: 'a', surface: 'slideout', title: 'NPS', question: { id: 'q', type: 'nps' } }],
    },
  ],
};

const kBody = `<iframe id="first" srcdoc="<body contenteditable></body>"></iframe>
<button id="open">Open</button><button id="target">Target</button><p id="words">Words</p>
<x-field></x-field><iframe id="editor" srcdoc="<body contenteditable></body>"></iframe>
<iframe id="form" srcdoc="<button id='framed'>Framed</button><input id='other'>"></iframe><div id="place"></div>
<script>customElements.define('x-field', class extends HTMLElement {
  constructor() { super(); this.attachShadow({ mode: 'open' }).append(document.createElement('input')); }
})</script>`;

let site: Site;
let tab: Tab;

const kList = region('Getting started');
const kHelp = dialog('Help');
const kOpen: Sought = { css: '#open' };
/** The field of the component, which is the only one of the page. */
const kField: Sought = { css: 'input' };
const kPlay = button('Play video: See');

/** What has focus, in a word: its id or text, after `in ` when it is in a root of Docent. */
async function whereFocusIs(): Promise<string> {
  const { inside, tag, id, text } = await focused(tab);
  if (tag === 'body') return 'nothing';
  return (inside ? 'in ' : '') + (id || text || tag);
}

const untilHeading = (text: string) => untilSeen(tab, heading(text));
const untilNoHeading = (text: string) => untilUnseen(tab, heading(text));
const untilNoRoot = (name: 'docent-root' | 'docent-inline') =>
  tab.until((root) => document.querySelector(root) === null, name);
const untilFrameLeft = () => tab.until(() => document.activeElement?.localName !== 'iframe', null);

async function focusOn(sought: Sought): Promise<void> {
  await untilSeen(tab, sought);
  await focus(tab, sought);
}
async function pressOn(sought: Sought): Promise<void> {
  await focusOn(sought);
  await tab.press('Enter');
}

/** Focuses what the selector finds in a frame of the page. */
const focusInFrame = (id: string, selector: string) =>
  tab.evaluate(
    ([frame, wanted]) => {
      const { contentDocument } = document.getElementById(frame) as HTMLIFrameElement;
      contentDocument?.querySelector<HTMLElement>(wanted)?.focus();
    },
    [id, selector] as const,
  );
const inFrame = (id: string) =>
  tab.evaluate((frame) => {
    const { contentDocument } = document.getElementById(frame) as HTMLIFrameElement;
    return { text: contentDocument?.body.textContent, focused: contentDocument?.activeElement?.id };
  }, id);
const writtenInField = () =>
  tab.evaluate(
    () => document.querySelector('x-field')?.shadowRoot?.querySelector('input')?.value,
    null,
  );

function behaviours({ launch }: Engine): void {
  const browser = oneBrowser(launch, { reduced_motion: true });
  let visitor = 0;
  beforeEach(async () => {
    tab = await browser.open();
    // A key of its own for each test, and with it a state of its own.
    await tab.goto(`${site.url}/?key=${(visitor += 1)}`);
  });
  afterEach(async () => {
    const uncaught = await uncaughtErrors(tab);
    await tab.close();
    assert.deepEqual(uncaught, [], 'nothing reaches the host');
  });

  describe('what stands beside a step', () => {
    for (const [campaign, panel] of [
      ['list', kList],
      ['help', kHelp],
    ] as const) {
      it(`keeps Escape to itself: ${campaign}`, async () => {
        await start(tab, campaign);
        await untilSeen(tab, panel);
        await start(tab, 'tour');
        await untilHeading('A');
        await focusOn({ css: '[data-entry]', within: panel });
        await tab.press('Escape');
        await untilUnseen(tab, panel);
        await settled(tab);
        assert.equal(await isShowing(tab, 'tour'), true);
        await focusOn(kOpen);
        await tab.press('Escape');
        await untilNoHeading('A');
      });
    }

    it('is not left by a step that only waits to be noticed', async () => {
      await start(tab, 'list');
      await focusOn(button('Go', kList));
      await start(tab, 'tour');
      await untilHeading('A');
      await tab.press('Escape');
      await untilNoHeading('A');
      assert.equal(
        await whereFocusIs(),
        'in Go',
        'focus is back in the list, not at the top of the page',
      );
    });
  });

  describe('focus goes back to where it was in the page', () => {
    for (const [campaign, panel] of [
      ['help', kHelp],
      ['hidden_list', kList],
    ] as const) {
      it(`when ${campaign} without a launcher is closed`, async () => {
        await focusOn(kOpen);
        await start(tab, campaign);
        await untilSeen(tab, panel);
        assert.match(await whereFocusIs(), /^in /);
        await tab.press('Escape');
        await untilUnseen(tab, panel);
        assert.equal(await whereFocusIs(), 'open');
      });
    }

    it('when a checklist is put off from its menu', async () => {
      await focusOn(kOpen);
      await start(tab, 'list');
      await pressOn(button('More options', kList));
      await tab.press('Enter');
      await untilNoRoot('docent-root');
      assert.equal(await whereFocusIs(), 'open');
    });

    it('when the last task of a checklist is done from its list', async () => {
      await focusOn(kOpen);
      await start(tab, 'list');
      await pressOn(button('Go', kList));
      await untilSeen(tab, { text: '1 of 2', within: kList });
      assert.match(await whereFocusIs(), /^in Getting started/, 'not lost with the button');
      await pressOn(button('Go', kList));
      await untilNoRoot('docent-root');
      assert.equal(await whereFocusIs(), 'open');
    });

    it('when the last hint is about something that takes no focus', async () => {
      await focusOn(kOpen);
      await start(tab, 'spots');
      await untilHeading('Words');
      await tab.press('Escape');
      await untilNoHeading('Words');
      assert.equal(await whereFocusIs(), 'open');
    });

    it('when a step in the page itself is closed', async () => {
      await focusOn(kOpen);
      await start(tab, 'inline');
      await pressOn(button('Got it'));
      await untilNoRoot('docent-inline');
      assert.equal(await whereFocusIs(), 'open');
    });

    it('into the frame it was in', async () => {
      await focusInFrame('form', '#framed');
      await start(tab, 'tour');
      await untilHeading('A');
      assert.match(await whereFocusIs(), /^in /);
      await tab.press('Escape');
      await untilNoHeading('A');
      assert.equal(await whereFocusIs(), 'form');
      assert.equal((await inFrame('form')).focused, 'framed');
    });
  });

  describe('nothing interrupts who types', () => {
    const kFields = [
      ['into a component of the page', () => focusOn(kField), writtenInField],
      [
        'into an editor in a frame',
        () => focusInFrame('editor', 'body'),
        async () => (await inFrame('editor')).text,
      ],
    ] as const;
    for (const [where, focusIt, written] of kFields) {
      it(where, async () => {
        await settled(tab);
        await focusIt();
        await tab.type('1');
        await track(tab, 'sent');
        // Until the engine has looked at the event, and again after that. Who lets two seconds pass has stopped.
        let goes_on = true;
        for (let round = 0; round < 4; round++) {
          const last_ms = Date.now();
          await tab.type('23');
          await settled(tab);
          goes_on &&= Date.now() - last_ms < 1500;
        }
        if (goes_on) assert.equal(await isShowing(tab, 'nps'), false);
        assert.equal(await written(), '123232323');
        await untilHeading('NPS');
        await tab.type('4');
        assert.equal(await written(), '1232323234', 'and focus stays where it is written');
      });
    }

    it('into a frame of another site, as far as anybody can tell', async () => {
      await settled(tab);
      const elsewhere = site.url.replace('localhost', '127.0.0.1');
      await tab.evaluate(async (src) => {
        const frame = document.createElement('iframe');
        Object.assign(frame, { id: 'elsewhere', src });
        const loaded = new Promise((resolve) => (frame.onload = resolve));
        document.body.append(frame);
        await loaded;
        frame.focus();
      }, `${elsewhere}/absent.mp4`);
      await track(tab, 'sent');
      const code = await tab.evaluate(async () => {
        const { docent } = window as unknown as { docent: import('docent').Docent };
        const { gates } = await docent.explain('nps');
        return gates.find(({ gate }) => gate === 'quiet')?.code;
      }, null);
      assert.equal(code, 'typing');
      assert.equal(await isShowing(tab, 'nps'), false);
      await focusOn(kOpen);
      await untilHeading('NPS');
    });
  });

  describe('a blocked page', () => {
    it('has no way into its frames by Tab', async () => {
      await start(tab, 'block');
      await untilHeading('Blocked');
      const seen = new Set<string>();
      for (let turn = 0; turn < 12; turn++) {
        await tab.press('Tab');
        // That focus is in a frame is known to the page around it only afterwards.
        await untilFrameLeft();
        seen.add(await whereFocusIs());
      }
      const free = /^(in |target$|nothing$)/;
      assert.deepEqual(
        [...seen].filter((one) => !free.test(one)),
        [],
      );
      assert.equal(await isShowing(tab, 'block'), true);
    });

    it('takes focus back from a frame, and Escape ends it', async () => {
      await start(tab, 'block');
      await untilHeading('Blocked');
      await focusInFrame('editor', 'body');
      await untilFrameLeft();
      assert.equal(await whereFocusIs(), 'in title');
      await tab.type('words');
      assert.equal((await inFrame('editor')).text, '');
      await tab.press('Escape');
      await untilNoHeading('Blocked');
    });

    it('takes focus from a field that is written in', async () => {
      await focusOn(kField);
      await start(tab, 'block');
      await untilHeading('Blocked');
      assert.equal(await whereFocusIs(), 'in title');
      await tab.type('words');
      assert.equal(await writtenInField(), '');
    });

    it('whose step is about something in a frame lets it be used, and nothing else in there', async () => {
      await start(tab, 'block_framed');
      await untilHeading('Blocked');
      await focusInFrame('form', '#framed');
      await tab.evaluate(() => new Promise((done) => setTimeout(done)), null);
      assert.equal(await whereFocusIs(), 'form');
      await focusInFrame('form', '#other');
      await untilFrameLeft();
      assert.equal(await whereFocusIs(), 'in title');
      await focusInFrame('form', '#framed');
      await tab.evaluate(() => new Promise((done) => setTimeout(done)), null);
      await tab.press('Escape');
      await untilNoHeading('Blocked');
    });
  });

  describe('a film', () => {
    it('lets Tab go round in its modal after it was started, too', async () => {
      await start(tab, 'slow');
      await pressOn(kPlay);
      const seen: string[] = [];
      for (let turn = 0; turn < 20; turn++) {
        await tab.press('Tab');
        seen.push(
          await tab.evaluate(() => {
            const inside = document.querySelector('docent-root')?.shadowRoot?.activeElement;
            const page = document.activeElement === document.body ? 'nothing' : 'the page';
            return inside?.getAttribute('part') ?? inside?.localName ?? page;
          }, null),
        );
      }
      for (const stop of ['video', 'close', 'button']) {
        assert.ok(
          seen.filter((one) => one === stop).length > 1,
          `${stop} comes again: ${seen.join(', ')}`,
        );
      }
      assert.ok(!seen.includes('the page'), seen.join(', '));
      // WebKit builds the player's own controls anew when it begins to load, and drops focus with one of them; the next Tab is back.
      const dropped = seen.filter((one) => one === 'nothing').length;
      assert.ok(dropped <= 1, seen.join(', '));
    });

    it('that cannot be played leaves its button, with the focus, to try again', async () => {
      await start(tab, 'absent');
      for (let turn = 0; turn < 2; turn++) {
        const asked = site.asked.filter((path) => path === '/absent.mp4').length;
        await pressOn(kPlay);
        while (site.asked.filter((path) => path === '/absent.mp4').length === asked)
          await settled(tab);
        await untilUnseen(tab, { css: 'video' });
        const name = await tab.evaluate(() => {
          const inside = document.querySelector('docent-root')?.shadowRoot?.activeElement;
          return inside?.getAttribute('aria-label');
        }, null);
        assert.equal(name, 'Play video: See');
      }
    });
  });
}

before(async () => {
  site = await startSite({
    '/docent.json': JSON.stringify(file),
    '/slow.mp4': () => new Promise<never>(() => undefined),
    '/': (_, url) => {
      const key = url.searchParams.get('key') ?? '';
      return { body: soughtPage({ 'data-key': key, 'data-config': '/docent.json' }, kBody) };
    },
  });
});
after(() => site.close());

inEachEngine((name) => `focus in ${name}`, behaviours);
