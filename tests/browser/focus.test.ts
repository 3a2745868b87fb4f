// Focus and keys through the whole widget, where more than one thing wants them: a step beside a checklist, fields inside of
// components and frames, a blocked page with frames in it.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, startSite, type Site } from './harness.ts';
import { isShowing, settled, start, track, uncaughtErrors, watchedPage } from './page_tools.ts';

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

let browser: Browser;
let site: Site;
let context: BrowserContext;
let page: Page;

before(async () => {
  browser = await launchChromium();
  site = await startSite({
    '/docent.json': JSON.stringify(file),
    '/slow.mp4': () => new Promise<never>(() => undefined),
    '/': watchedPage({ 'data-key': 'k', 'data-config': '/docent.json' }, kBody),
  });
});

after(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  await page.goto(site.url);
});

afterEach(async () => {
  assert.deepEqual(await uncaughtErrors(page).catch(() => []), [], 'nothing reaches the host');
  await context.close();
});

/** What has focus: its id, class or text, after `in ` when it is in the root of Docent. */
const focused = () =>
  page.evaluate(() => {
    const inside = document.querySelector('docent-root')?.shadowRoot?.activeElement;
    const element = inside ?? document.activeElement;
    if (element === document.body) return 'nothing';
    return (inside ? 'in ' : '') + (element?.id || element?.textContent || element?.localName);
  });

const list = () => page.getByRole('region', { name: 'Getting started' });
const help = () => page.getByRole('dialog', { name: 'Help' });
const title = (text: string) => page.getByRole('heading', { name: text, exact: true });
/** Where text is written in a frame of the page. */
const inFrame = (id: string) => page.frameLocator(`#${id}`).locator('body');

describe('what stands beside a step', () => {
  for (const [campaign, panel] of [
    ['list', list],
    ['help', help],
  ] as const) {
    it(`keeps Escape to itself: ${campaign}`, async () => {
      await start(page, campaign);
      await panel().waitFor();
      await start(page, 'tour');
      await title('A').waitFor();
      await panel().locator('[data-entry]').focus();
      await page.keyboard.press('Escape');
      await panel().waitFor({ state: 'detached' });
      await settled(page);
      assert.equal(await isShowing(page, 'tour'), true);
      await page.focus('#open');
      await page.keyboard.press('Escape');
      await title('A').waitFor({ state: 'detached' });
    });
  }

  it('is not left by a step that only waits to be noticed', async () => {
    await start(page, 'list');
    await list().getByRole('button', { name: 'Go' }).first().focus();
    await start(page, 'tour');
    await title('A').waitFor();
    await page.keyboard.press('Escape');
    await title('A').waitFor({ state: 'detached' });
    assert.equal(await focused(), 'in Go', 'focus is back in the list, not at the top of the page');
  });
});

describe('focus goes back to where it was in the page', () => {
  for (const [campaign, panel] of [
    ['help', help],
    ['hidden_list', list],
  ] as const) {
    it(`when ${campaign} without a launcher is closed`, async () => {
      await page.focus('#open');
      await start(page, campaign);
      await panel().waitFor();
      assert.match(await focused(), /^in /);
      await page.keyboard.press('Escape');
      await panel().waitFor({ state: 'detached' });
      assert.equal(await focused(), 'open');
    });
  }

  it('when a checklist is put off from its menu', async () => {
    await page.focus('#open');
    await start(page, 'list');
    await list().getByRole('button', { name: 'More options' }).press('Enter');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('docent-root') === null);
    assert.equal(await focused(), 'open');
  });

  it('when the last task of a checklist is done from its list', async () => {
    await page.focus('#open');
    await start(page, 'list');
    const go = list().getByRole('button', { name: 'Go' });
    await go.first().press('Enter');
    await list().getByText('1 of 2').waitFor();
    assert.match(await focused(), /^in Getting started/, 'not lost with the button');
    await go.press('Enter');
    await page.waitForFunction(() => document.querySelector('docent-root') === null);
    assert.equal(await focused(), 'open');
  });

  it('when the last hint is about something that takes no focus', async () => {
    await page.focus('#open');
    await start(page, 'spots');
    await title('Words').waitFor();
    await page.keyboard.press('Escape');
    await title('Words').waitFor({ state: 'detached' });
    assert.equal(await focused(), 'open');
  });

  it('when a step in the page itself is closed', async () => {
    await page.focus('#open');
    await start(page, 'inline');
    await page.getByRole('button', { name: 'Got it' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('docent-inline') === null);
    assert.equal(await focused(), 'open');
  });

  it('into the frame it was in', async () => {
    await inFrame('form').locator('#framed').focus();
    await start(page, 'tour');
    await title('A').waitFor();
    assert.match(await focused(), /^in /);
    await page.keyboard.press('Escape');
    await title('A').waitFor({ state: 'detached' });
    assert.equal(await focused(), 'form');
    assert.equal(
      await inFrame('form').evaluate(({ ownerDocument }) => ownerDocument.activeElement?.id),
      'framed',
    );
  });
});

describe('nothing interrupts who types', () => {
  const kFields: [string, () => ReturnType<Page['locator']>][] = [
    ['into a component of the page', () => page.locator('x-field input')],
    ['into an editor in a frame', () => inFrame('editor')],
  ];
  for (const [where, field] of kFields) {
    it(where, async () => {
      const written = () =>
        field().evaluate((element) => (element as HTMLInputElement).value ?? element.textContent);
      await settled(page);
      await field().focus();
      await page.keyboard.type('1');
      await track(page, 'sent');
      // Until the engine has looked at the event, and again after that.
      for (let round = 0; round < 4; round++) {
        await page.keyboard.type('23');
        await settled(page);
      }
      assert.equal(await isShowing(page, 'nps'), false);
      assert.equal(await written(), '123232323');
      await title('NPS').waitFor();
      await page.keyboard.type('4');
      assert.equal(await written(), '1232323234', 'and focus stays where it is written');
    });
  }

  it('into a frame of another site, as far as anybody can tell', async () => {
    await settled(page);
    const elsewhere = site.url.replace('localhost', '127.0.0.1');
    await page.evaluate(async (src) => {
      const frame = document.createElement('iframe');
      Object.assign(frame, { id: 'elsewhere', src });
      const loaded = new Promise((resolve) => (frame.onload = resolve));
      document.body.append(frame);
      await loaded;
      frame.focus();
    }, `${elsewhere}/absent.mp4`);
    await track(page, 'sent');
    const code = await page.evaluate(async () => {
      const { docent } = window as unknown as { docent: import('docent').Docent };
      const { gates } = await docent.explain('nps');
      return gates.find(({ gate }) => gate === 'quiet')?.code;
    });
    assert.equal(code, 'typing');
    assert.equal(await isShowing(page, 'nps'), false);
    await page.focus('#open');
    await title('NPS').waitFor();
  });
});

describe('a blocked page', () => {
  const frameLeft = () =>
    page.waitForFunction(() => document.activeElement?.localName !== 'iframe');

  it('has no way into its frames by Tab', async () => {
    await start(page, 'block');
    await title('Blocked').waitFor();
    const seen = new Set<string>();
    for (let turn = 0; turn < 12; turn++) {
      await page.keyboard.press('Tab');
      // That focus is in a frame is known to the page around it only afterwards.
      await frameLeft();
      seen.add(await focused());
    }
    const free = /^(in |target$|nothing$)/;
    assert.deepEqual(
      [...seen].filter((one) => !free.test(one)),
      [],
    );
    assert.equal(await isShowing(page, 'block'), true);
  });

  it('takes focus back from a frame, and Escape ends it', async () => {
    await start(page, 'block');
    await title('Blocked').waitFor();
    await inFrame('editor').focus();
    await frameLeft();
    assert.equal(await focused(), 'in title');
    await page.keyboard.type('words');
    assert.equal(await inFrame('editor').textContent(), '');
    await page.keyboard.press('Escape');
    await title('Blocked').waitFor({ state: 'detached' });
  });

  it('takes focus from a field that is written in', async () => {
    await page.locator('x-field input').focus();
    await start(page, 'block');
    await title('Blocked').waitFor();
    assert.equal(await focused(), 'in title');
    await page.keyboard.type('words');
    assert.equal(await page.locator('x-field input').inputValue(), '');
  });

  it('whose step is about something in a frame lets it be used, and nothing else in there', async () => {
    await start(page, 'block_framed');
    await title('Blocked').waitFor();
    const form = inFrame('form');
    await form.locator('#framed').focus();
    await page.evaluate(() => new Promise((done) => setTimeout(done)));
    assert.equal(await focused(), 'form');
    await form.locator('#other').focus();
    await frameLeft();
    assert.equal(await focused(), 'in title');
    await form.locator('#framed').focus();
    await page.evaluate(() => new Promise((done) => setTimeout(done)));
    await page.keyboard.press('Escape');
    await title('Blocked').waitFor({ state: 'detached' });
  });
});

it('Tab goes round in a modal after its film was started, too', async () => {
  await start(page, 'slow');
  await page.getByRole('button', { name: 'Play video: See' }).press('Enter');
  const seen: string[] = [];
  for (let turn = 0; turn < 20; turn++) {
    await page.keyboard.press('Tab');
    seen.push(
      await page.evaluate(() => {
        const inside = document.querySelector('docent-root')?.shadowRoot?.activeElement;
        return inside?.getAttribute('part') ?? inside?.localName ?? 'nothing';
      }),
    );
  }
  for (const stop of ['video', 'close', 'button']) {
    assert.ok(
      seen.filter((one) => one === stop).length > 1,
      `${stop} comes again: ${seen.join(', ')}`,
    );
  }
  assert.ok(!seen.includes('nothing'), seen.join(', '));
});

it('a film that cannot be played leaves its button, with the focus, to try again', async () => {
  await start(page, 'absent');
  const play = page.getByRole('button', { name: 'Play video: See' });
  for (let turn = 0; turn < 2; turn++) {
    await play.press('Enter');
    await page.locator('video').waitFor({ state: 'detached' });
    assert.equal(await play.evaluate((button) => button.matches(':focus')), true);
  }
});
