// What every surface owes to the people in front of it, whatever they see, hear and press with: one page, many states.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './harness.ts';
import { kStates, type State } from './pages/every_state.ts';
import { type Host, kPages, serveHost } from './pages/surfaces_host.ts';
import type { StepOptions } from './pages/surfaces_page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kDesktop = { width: 1280, height: 800 };
const kPhone = { width: 390, height: 844 };
/** A window of 1280 × 800 at 200 %, and the smallest that WCAG 1.4.10 asks for. */
const kZoomed = [
  { width: 640, height: 400 },
  { width: 320, height: 256 },
];

let host: Host;
let browser: Browser;
let page: Page;

before(async () => {
  host = await serveHost();
  browser = await launchChromium();
  page = await browser.newPage({ viewport: kDesktop, reducedMotion: 'reduce' });
});
after(async () => {
  await browser.close();
  host.close();
});

async function open(which: keyof typeof kPages = 'plain', locale = 'en'): Promise<void> {
  await page.goto(host.url(which));
  await page.waitForFunction(() => window.surfaces !== undefined);
  await page.evaluate((tag) => window.surfaces.create(tag), locale);
}

const show = (step: StepOptions) =>
  page.evaluate((effect) => window.surfaces.show(effect), {
    ...{ prompt: `p${Math.random()}` },
    ...step,
  });

/** Brings a state on screen, and nothing else. */
async function enter(state: State): Promise<void> {
  await page.evaluate(() => {
    window.surfaces.presenter.hide(window.surfaces.presenter.showing() ?? '');
    for (const prompt of ['l1', 'h1', 'h2', 'r1', 'r2']) window.surfaces.presenter.hide(prompt);
    scrollTo(0, 0);
  });
  if (state.step) assert.deepEqual(await show(state.step), { result: 'shown' }, state.name);
  await page.evaluate(async ({ list, spots, centre }) => {
    if (list) await window.surfaces.list(list);
    if (spots) await window.surfaces.spots(spots);
    if (centre) await window.surfaces.centre(centre);
  }, state);
  const host = page.locator(hostOf(state));
  // As a script clicks: what is covered is for findUnreachable to say.
  for (const selector of state.clicks ?? [])
    await host.locator(selector).first().dispatchEvent('click');
  if (state.query !== undefined) await host.locator('.find').fill(state.query);
  // Two frames: what is placed by measuring has its place. Then it comes in, and only a beacon beats for ever.
  await page.evaluate(async (wanted) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const moving = document.querySelector(wanted)?.shadowRoot?.getAnimations() ?? [];
    const ending = moving.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  }, hostOf(state));
}

/** The element that a state is in. */
const hostOf = ({ step }: State) => (step?.surface === 'inline' ? 'docent-inline' : 'docent-root');

const log = () => page.evaluate(() => window.surfaces.log);

/** What has focus, inside the root or in the page: its text, its label or its id. */
const focused = () =>
  page.evaluate(() => {
    const hosts = [...document.querySelectorAll('docent-root,docent-inline')];
    const inside = hosts.map(({ shadowRoot }) => shadowRoot?.activeElement).find(Boolean);
    const element = inside ?? document.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.textContent;
    return { inside: Boolean(inside), id: element?.id ?? '', name: name ?? '' };
  });

/** Presses Tab until what is wanted has focus, as somebody without a pointer would. */
async function tabTo(name: string): Promise<void> {
  const seen: string[] = [];
  for (let turn = 0; turn < 40; turn++) {
    const at = await focused();
    if (at.inside && at.name === name) return;
    seen.push(at.name.slice(0, 20));
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never came to "${name}", but to ${seen.join(', ')}`);
}

/** Resolves when the step with that title is on screen. */
const untilTitled = (title: string) =>
  page.waitForFunction((wanted) => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    return shadow?.querySelector('[part=prompt] [part=title]')?.textContent === wanted;
  }, title);

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe('axe finds nothing', () => {
  const kLooks = [
    { name: 'light', colorScheme: 'light', locale: 'en', viewport: kDesktop },
    { name: 'dark', colorScheme: 'dark', locale: 'en', viewport: kDesktop },
    { name: 'from right to left', colorScheme: 'light', locale: 'ar', viewport: kDesktop },
    { name: 'on a phone, dark', colorScheme: 'dark', locale: 'de', viewport: kPhone },
  ] as const;

  for (const { name, colorScheme, locale, viewport } of kLooks) {
    it(name, async () => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await open('plain', locale);
      await page.evaluate(axe);
      const found: string[] = [];
      for (const state of kStates) {
        await enter(state);
        const { violations, passes } = await page.evaluate((host) => {
          const { axe: tester } = window as unknown as {
            axe: { run(on: unknown, how: unknown): Promise<AxeResults> };
          };
          return tester.run(host, { resultTypes: ['violations'] });
        }, hostOf(state));
        assert.ok(passes.length > 5, `axe looked at nothing of ${state.name}`);
        for (const { id, nodes } of violations) {
          for (const { html, failureSummary } of nodes)
            found.push(`${state.name}: ${id}: ${html}: ${failureSummary}`);
        }
      }
      assert.deepEqual(found, []);
    });
  }
});

describe('every flow completes by keyboard alone', () => {
  beforeEach(async () => {
    await page.setViewportSize(kDesktop);
    await page.emulateMedia({ colorScheme: 'light' });
    await open();
  });

  it('a tour, by its buttons', async () => {
    const steps = ['One', 'Two', 'Three'].map((title): StepOptions => ({
      targets: [{ css: '#target' }],
      content: { title },
    }));
    await page.evaluate((all) => window.surfaces.tour(all), steps);
    await tabTo('Next');
    await press('Enter');
    await untilTitled('Two');
    assert.equal((await focused()).name, 'Two');
    await tabTo('Next');
    await press('Space');
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
    ['multiple', ['Tab', 'Tab', 'Space', 'Control+Enter'], 'price,ease,friends'],
    ['text', ['Tab', 'S', 'o', 'ArrowLeft', 's', 'Control+Enter'], 'Sso'],
  ];
  for (const [name, keys, answer] of kAnswers) {
    it(`a question: ${name}`, async () => {
      const { step } = kStates.find((state) => state.name === name) ?? {};
      assert.ok(step);
      await show(step);
      await press(...keys);
      assert.deepEqual(await log(), [`answer asked ${String(answer)}`, 'advance next next']);
    });
  }

  it('a checklist', async () => {
    const { list } = kStates.find(({ name }) => name === 'checklist') ?? {};
    assert.ok(list);
    await page.evaluate((effect) => window.surfaces.list(effect), list);
    await tabTo('First steps 1 of 3');
    await press('Enter');
    await tabTo('Create');
    await press('Enter');
    assert.match((await log())[0] ?? '', /^press b navigate/);
    await press('Escape');
    assert.equal((await focused()).name, 'First steps 1 of 3', 'closed, with focus on it');
  });

  const stateOf = (name: string): State => {
    const found = kStates.find((state) => state.name === name);
    assert.ok(found, name);
    return { ...found, clicks: [] };
  };

  it('hotspots: one after the other, and away with the rest', async () => {
    await enter(stateOf('hotspots'));
    await tabTo('Hint: Any time you like');
    await press('Enter');
    assert.equal((await focused()).name, 'Any time you like');
    await tabTo('Not now');
    await press('Enter');
    assert.equal((await focused()).name, 'Hint: Take it along');
    await press('Space', 'Escape');
    assert.equal((await focused()).name, 'Hint: Everything else is in here.');
    await press('Enter');
    await tabTo('More options');
    await press('Enter');
    assert.equal((await focused()).name, 'Hide these hints');
    await press('Enter');
    assert.deepEqual(await log(), ['press one next', 'press two read', 'list dismissed']);
  });

  it('a resource centre: search, article, news, feedback', async () => {
    await enter(stateOf('resource centre'));
    await tabTo('Help, 2 new messages');
    await press('Enter');
    assert.equal((await focused()).name, 'How can we help?');
    await tabTo('Search for help');
    await page.keyboard.type('inbox');
    await tabTo('Send an invoiceFrom customer to inbox in a minute');
    await press('Enter');
    assert.equal((await focused()).name, 'Send an invoice');
    await tabTo('Back');
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
    await page.keyboard.type('Less');
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
    await enter(stateOf('modal with videos and progress'));
    await tabTo('Play video: See it in a minute');
    await press('Enter');
    const player = () =>
      page.evaluate(
        () => document.querySelector('docent-root')?.shadowRoot?.activeElement?.localName,
      );
    assert.equal(await player(), 'video');
    await press('Escape');
    assert.deepEqual(await log(), ['outcome dismissed']);
  });

  it('an inline step, and its menu', async () => {
    await enter(stateOf('inline'));
    await tabTo('Details');
    await press('Enter');
    await enter(stateOf('inline'));
    await tabTo('More options');
    await press('Enter');
    assert.equal((await focused()).name, 'Don’t show me tips');
    await press('Enter');
    assert.deepEqual(await log(), ['outcome completed complete', 'outcome opted_out']);
  });

  it('a question in the page', async () => {
    await enter(stateOf('inline question'));
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
  beforeEach(async () => {
    await page.setViewportSize(kDesktop);
    await open();
  });

  it('is moved once per step, and by no scroll, resize, new target or other form', async () => {
    await page.focus('#before');
    await show(kTour);
    assert.deepEqual(await focused(), { inside: true, id: 'title', name: 'Create' });
    await tabTo('Next');
    await page.evaluate(() => {
      window.kept = 0;
      const count = () => (window.kept = Number(window.kept) + 1);
      document.querySelector('docent-root')?.shadowRoot?.addEventListener('focusin', count);
    });
    await page.mouse.wheel(0, 120);
    await page.setViewportSize({ width: 900, height: 700 });
    await page.evaluate(() => {
      const target = document.querySelector('#target');
      target?.replaceWith(target.cloneNode(true));
    });
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    assert.equal(await page.evaluate(() => window.kept), 0);
    assert.equal((await focused()).name, 'Next');
    // A sheet is another element; whoever stood on "Next" still does.
    for (const size of [kPhone, kDesktop]) {
      await page.setViewportSize(size);
      await page.waitForFunction((wide) => {
        const card = document.querySelector('docent-root')?.shadowRoot?.querySelector('.card');
        return card?.classList.contains('tooltip') === wide;
      }, size === kDesktop);
      assert.equal((await focused()).name, 'Next');
    }
    await press('Escape');
    assert.equal((await focused()).id, 'before');
  });

  it('that strays from a blocked page comes back, however often, and may rest on the target', async () => {
    await show({ ...kTour, backdrop: 'block' });
    for (let time = 0; time < 12; time++) {
      await page.mouse.move(5, 5);
      await press('Shift');
      await page.focus('#before');
      assert.equal((await focused()).inside, true, `after ${time + 1} times`);
    }
    await page.focus('#target');
    assert.equal((await focused()).id, 'target');
  });

  it('loses against a page that holds it itself, instead of for ever', async () => {
    await page.evaluate(() => {
      const field = document.querySelector<HTMLElement>('#field');
      document.addEventListener('focusin', () => field?.focus());
      window.kept = 0;
      field?.addEventListener('focus', () => (window.kept = Number(window.kept) + 1));
    });
    await show({ ...kTour, backdrop: 'block' });
    assert.ok(Number(await page.evaluate(() => window.kept)) < 20);
  });

  it('Escape always ends a blocked page, even where the page keeps its keys to itself', async () => {
    await page.evaluate(() => {
      const keep = (event: Event) => {
        event.stopImmediatePropagation();
        event.preventDefault();
      };
      document.addEventListener('keydown', keep, true);
      document.querySelector('#target')?.addEventListener('keydown', keep);
    });
    await show({ ...kTour, backdrop: 'block' });
    await page.focus('#target');
    await press('Escape');
    assert.deepEqual(await log(), ['outcome dismissed']);
  });

  it('leaves the arrows to the fields of the page, and Escape to one where nothing is blocked', async () => {
    await page.focus('#field');
    await show(kTour);
    await press('ArrowRight', 'ArrowLeft', 'Escape');
    assert.deepEqual(await log(), []);
  });
});

describe('what is announced', () => {
  it('is written into a region that was there, and shown, before', async () => {
    await open();
    await page.evaluate(() => {
      const seen: string[] = [];
      window.kept = seen;
      const look = () => {
        const region = document.querySelector('docent-root')?.shadowRoot?.querySelector('.live');
        if (region?.checkVisibility()) seen.push(region.textContent);
        requestAnimationFrame(look);
      };
      look();
    });
    await show({
      ...{ targets: [{ css: '#target' }], index: 0, count: 2 },
      content: { title: 'Hi' },
    });
    await page.waitForFunction(() => (window.kept as string[]).includes('Step 1 of 2: Hi'));
    assert.equal(await page.evaluate(() => (window.kept as string[])[0]), '');
  });
});

/** What of the state on screen is too small, cut off, covered or out of reach. */
function findUnreachable(host: string): string[] {
  const shadow = document.querySelector(host)?.shadowRoot;
  const box =
    shadow?.querySelector<HTMLElement>('[part=prompt]') ??
    shadow?.querySelector<HTMLElement>('[part=launcher],[part=beacon]');
  if (!shadow || !box) return ['nothing is shown'];
  const problems: string[] = [];
  const inView = ({ left, top, right, bottom }: DOMRect) =>
    left >= -0.5 && top >= -0.5 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
  // What is in the page itself scrolls with it.
  if (host === 'docent-root' && !inView(box.getBoundingClientRect()))
    problems.push('the prompt is not all in the viewport');
  const nameOf = (element: Element) =>
    `${element.localName} "${(element.getAttribute('aria-label') ?? element.textContent).slice(0, 30)}"`;
  const all = [...box.querySelectorAll<HTMLElement>('*')].filter((one) => one.checkVisibility());
  for (const element of all) {
    const { overflowX } = getComputedStyle(element);
    if (element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(overflowX))
      problems.push(`${nameOf(element)} scrolls sideways`);
  }
  const controls = all.filter((one) => one.matches('a[href],button,textarea,input,select,h2,p,li'));
  for (const element of controls.length > 0 ? controls : [box]) {
    // What the page's own bars cover of what is in it is the page's matter.
    element.scrollIntoView({ block: host === 'docent-root' ? 'nearest' : 'center' });
    const lines = [...element.getClientRects()];
    const rect = lines[0] ?? new DOMRect();
    const isControl = !element.matches('h2,p,li');
    const inText = element.matches('p a, li a');
    if (isControl && !inText && (rect.width < 23.9 || rect.height < 23.9))
      problems.push(`${nameOf(element)} is ${rect.width} × ${rect.height}`);
    if (!isControl) continue;
    if (!inView(rect)) problems.push(`${nameOf(element)} cannot be brought into view`);
    const [x, y] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
    const top = shadow.elementFromPoint(x, y);
    const menu = shadow.querySelector('.menu');
    // A menu lies over what is below it until it is closed.
    if (top && !element.contains(top) && !top.contains(element) && !menu?.contains(top))
      problems.push(`${nameOf(element)} is covered by ${nameOf(top)}`);
  }
  return problems;
}

describe('everything is in reach and large enough to hit', () => {
  for (const viewport of [kDesktop, kPhone, ...kZoomed]) {
    it(`at ${viewport.width} × ${viewport.height}`, async () => {
      await page.setViewportSize(viewport);
      for (const locale of ['de', 'ar']) {
        await open('plain', locale);
        const found: string[] = [];
        for (const state of kStates) {
          await enter(state);
          const problems = await page.evaluate(findUnreachable, hostOf(state));
          found.push(...problems.map((problem) => `${locale} ${state.name}: ${problem}`));
        }
        assert.deepEqual(found, []);
      }
    });
  }
});

describe('preferences', () => {
  it('nothing moves for who wants no motion', async () => {
    await page.setViewportSize(kDesktop);
    await open();
    for (const state of kStates) {
      await enter(state);
      const longest = await page.evaluate(() => {
        const hosts = [...document.querySelectorAll('docent-root,docent-inline')];
        const elements = hosts.flatMap((host) => [
          ...(host.shadowRoot?.querySelectorAll('*') ?? []),
        ]);
        const all = elements.flatMap((one) => one.getAnimations({ subtree: true }));
        const lasts = all.map(({ effect }) => Number(effect?.getComputedTiming().endTime ?? 0));
        return Math.max(0, ...lasts);
      });
      assert.ok(longest <= 1, `${state.name} moves for ${longest} ms`);
    }
  });

  it('forced colours keep every boundary and every choice visible', async () => {
    await page.setViewportSize(kDesktop);
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    try {
      await open();
      const look = (selector: string, pseudo?: string) =>
        page.evaluate(
          ([wanted, part]) => {
            const shadow = document.querySelector('docent-root')?.shadowRoot;
            const element = shadow?.querySelector(wanted);
            if (!element) return undefined;
            const { backgroundColor, color, borderTopWidth, borderTopColor, outlineWidth, stroke } =
              getComputedStyle(element, part);
            return { backgroundColor, color, borderTopWidth, borderTopColor, outlineWidth, stroke };
          },
          [selector, pseudo] as const,
        );
      const state = (name: string) => {
        const found = kStates.find((one) => one.name === name);
        assert.ok(found, name);
        return enter(found);
      };
      await state('tooltip');
      const card = await look('.card');
      assert.equal(card?.borderTopWidth, '1px');
      assert.notEqual(card?.borderTopColor, card?.backgroundColor);
      assert.equal((await look('.ring'))?.outlineWidth, '3px');
      assert.notDeepEqual(await look('.dot.here'), await look('.dot:not(.here)'));
      for (const button of ['.primary', '.secondary'])
        assert.equal((await look(button))?.borderTopWidth, '1px', button);
      await state('tooltip, long tour');
      assert.notEqual(
        (await look('.bar i'))?.backgroundColor,
        (await look('.bar'))?.backgroundColor,
      );
      for (const [name, one] of [
        ['ces', '.cell'],
        ['csat', '.cell'],
        ['stars', '.cell'],
        ['single', '.option .mark'],
        ['multiple', '.option .mark'],
      ] as const) {
        await state(name);
        const chosen = one.includes('mark')
          ? '[aria-checked=true]>.mark'
          : '.cell[aria-checked=true]';
        const open_ = one.includes('mark')
          ? '[aria-checked=false]>.mark'
          : '.cell[aria-checked=false]:last-child';
        assert.notDeepEqual(await look(chosen), await look(open_), name);
        assert.equal((await look(one))?.borderTopWidth, '1px', name);
      }
      await state('checklist');
      assert.notDeepEqual(await look('.task.done .mark'), await look('.task:not(.done) .mark'));
      await state('checklist, closed');
      assert.notEqual((await look('.so-far'))?.stroke, (await look('.pill circle'))?.stroke);
      await state('hotspot, open');
      const surface = (await look('.card'))?.backgroundColor;
      assert.notEqual((await look('.beacon i'))?.backgroundColor, surface);
      await state('resource centre');
      for (const one of ['.centre', '.badge', '.find'])
        assert.equal((await look(one))?.borderTopWidth, '1px', one);
      await state('resource centre, news');
      assert.equal((await look('.play'))?.borderTopWidth, '1px');
      for (const dot of ['.news.new .when', '.news.new>.what:first-child'])
        assert.notEqual((await look(dot, '::before'))?.backgroundColor, surface, dot);
      await state('slideout with progress');
      assert.notEqual(
        (await look('.measure i'))?.backgroundColor,
        (await look('.measure .bar'))?.backgroundColor,
      );
    } finally {
      await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
    }
  });
});

describe('colours', () => {
  beforeEach(async () => {
    await page.setViewportSize(kDesktop);
    await page.emulateMedia({ colorScheme: 'light' });
    await open();
  });

  const colors = () =>
    page.evaluate(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const primary = shadow?.querySelector('.primary');
      const frame = shadow?.querySelector<HTMLElement>('.frame');
      if (!primary || !frame) return undefined;
      const { backgroundColor, color } = getComputedStyle(primary);
      return { theme: frame.dataset['theme'], backgroundColor, color };
    });
  const set = (property: string, value: string) =>
    page.evaluate(([name, text]) => document.documentElement.style.setProperty(name, text), [
      property,
      value,
    ] as const);
  const until = (color: string) =>
    page.waitForFunction((wanted) => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      const primary = shadow?.querySelector('.primary');
      return primary && getComputedStyle(primary).color === wanted;
    }, color);

  it('a brand colour counts at once, with text that is readable on it', async () => {
    await show({ kind: 'announcement', surface: 'modal', content: { title: 'New' } });
    assert.equal((await colors())?.color, 'rgb(255, 255, 255)');
    await set('--docent-accent', '#ffd400');
    await until('rgb(17, 18, 28)');
    assert.equal((await colors())?.backgroundColor, 'rgb(255, 212, 0)');
    await set('--docent-accent', 'oklch(0.4 0.15 300)');
    await until('rgb(255, 255, 255)');
  });

  it('light and dark follow the page at once, and a dark brand is lifted off the dark', async () => {
    await set('--docent-accent', '#101040');
    await show({ kind: 'announcement', surface: 'modal', content: { title: 'New' } });
    assert.deepEqual(await colors(), {
      theme: 'light',
      backgroundColor: 'rgb(16, 16, 64)',
      color: 'rgb(255, 255, 255)',
    });
    await set('color-scheme', 'dark');
    await page.waitForFunction(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return shadow?.querySelector<HTMLElement>('.frame')?.dataset['theme'] === 'dark';
    });
    assert.notEqual((await colors())?.backgroundColor, 'rgb(16, 16, 64)');
    await set('--docent-color-scheme', 'light');
    await page.waitForFunction(() => {
      const shadow = document.querySelector('docent-root')?.shadowRoot;
      return shadow?.querySelector<HTMLElement>('.frame')?.dataset['theme'] === 'light';
    });
  });
});
