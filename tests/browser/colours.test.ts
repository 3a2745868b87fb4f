// Colours: a brand's with text that can be read on it, light and dark, and the user's own where they are forced.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { tabForEach } from './own_tab.ts';
import type { Preferences, Tab } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { type Host, serveHost } from './pages/surfaces_host.ts';
import type { StepOptions } from './pages/surfaces_page.ts';
import { enter, open, showAnew, stateOf } from './pages/surfaces_tab.ts';

const kModal: StepOptions = { kind: 'announcement', surface: 'modal', content: { title: 'New' } };

let host: Host;
let tab: Tab;

/** One browser, and a page of its own for each test. */
function inOneBrowser({ launch }: Engine, preferences: Preferences): void {
  tabForEach(
    launch,
    async (opened) => {
      tab = opened;
      await open(tab, host.url('plain'));
    },
    preferences,
  );
}

const colors = () =>
  tab.evaluate(() => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    const primary = shadow?.querySelector('.primary');
    const frame = shadow?.querySelector<HTMLElement>('.frame');
    if (!primary || !frame) return undefined;
    const { backgroundColor, color } = getComputedStyle(primary);
    return { theme: frame.dataset['theme'], backgroundColor, color };
  }, null);
const set = (property: string, value: string) =>
  tab.evaluate(([name, text]) => document.documentElement.style.setProperty(name, text), [
    property,
    value,
  ] as const);
const untilColor = (color: string) =>
  tab.until((wanted) => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    const primary = shadow?.querySelector('.primary');
    return !!primary && getComputedStyle(primary).color === wanted;
  }, color);
const untilTheme = (theme: string) =>
  tab.until((wanted) => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    return shadow?.querySelector<HTMLElement>('.frame')?.dataset['theme'] === wanted;
  }, theme);

function followed(engine: Engine): void {
  // Nothing moves: a colour on its way to another is neither.
  inOneBrowser(engine, { reduced_motion: true });

  it('a brand colour counts at once, with text that is readable on it', async () => {
    await showAnew(tab, kModal);
    assert.equal((await colors())?.color, 'rgb(255, 255, 255)');
    await set('--docent-accent', '#ffd400');
    await untilColor('rgb(17, 18, 28)');
    assert.equal((await colors())?.backgroundColor, 'rgb(255, 212, 0)');
    await set('--docent-accent', 'oklch(0.4 0.15 300)');
    await untilColor('rgb(255, 255, 255)');
  });

  it('light and dark follow the page at once, and a dark brand is lifted off the dark', async () => {
    await set('--docent-accent', '#101040');
    await showAnew(tab, kModal);
    assert.deepEqual(await colors(), {
      theme: 'light',
      backgroundColor: 'rgb(16, 16, 64)',
      color: 'rgb(255, 255, 255)',
    });
    await set('color-scheme', 'dark');
    await untilTheme('dark');
    assert.notEqual((await colors())?.backgroundColor, 'rgb(16, 16, 64)');
    await set('--docent-color-scheme', 'light');
    await untilTheme('light');
  });
}

interface ComputedLook {
  backgroundColor: string;
  color: string;
  borderTopWidth: string;
  borderTopColor: string;
  outlineWidth: string;
  stroke: string;
}

const look = (selector: string, pseudo?: string): Promise<ComputedLook | undefined> =>
  tab.evaluate(
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

function forced(engine: Engine): void {
  inOneBrowser(engine, { reduced_motion: true, dark: true, forced_colors: true });
  const state = (name: string) => enter(tab, stateOf(name));

  it('the page is told', async () => {
    assert.equal(
      await tab.evaluate(() => matchMedia('(forced-colors: active)').matches, null),
      true,
    );
  });

  it('keep every boundary and every choice visible', async () => {
    await state('tooltip');
    const card = await look('.card');
    assert.equal(card?.borderTopWidth, '1px');
    assert.notEqual(card?.borderTopColor, card?.backgroundColor);
    assert.equal((await look('.ring'))?.outlineWidth, '3px');
    assert.notDeepEqual(await look('.dot.here'), await look('.dot:not(.here)'));
    for (const button of ['.primary', '.secondary'])
      assert.equal((await look(button))?.borderTopWidth, '1px', button);
    await state('tooltip, long tour');
    assert.notEqual((await look('.bar i'))?.backgroundColor, (await look('.bar'))?.backgroundColor);
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
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine((name) => `colours in ${name}`, followed);

// WebKit has no forced colours.
inEachEngine((name) => `forced colours in ${name}`, forced, ['Chromium', 'Firefox']);
