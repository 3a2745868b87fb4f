// What every surface owes to the people in front of it, whatever they see and prefer: one page, many states. What they press and
// hear is in keyboard.test.ts.
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
