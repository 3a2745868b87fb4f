// What every surface owes to the people in front of it, in every state: nothing that axe finds, all in reach and large enough to
// hit, and no motion for who wants none. In three engines of browsers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import { oneBrowser } from './own_tab.ts';
import { type Tab, kViewport } from './pages/browsers.ts';
import { type Engine, inEachEngine } from './pages/engines.ts';
import { kStates } from './pages/every_state.ts';
import { type Host, serveHost } from './pages/surfaces_host.ts';
import { enter, hostOf, open } from './pages/surfaces_tab.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kPhone = { width: 390, height: 844 };
/** A window of 1280 × 800 at 200 %, and the smallest that WCAG 1.4.10 asks for. */
const kZoomed = [
  { width: 640, height: 400 },
  { width: 320, height: 256 },
] as const;

interface Look {
  name: string;
  locale: string;
  viewport: { width: number; height: number };
}
const kLight: Look = { name: 'light', locale: 'en', viewport: kViewport };

let host: Host;
let tab: Tab;

/** One browser and one tab for all that is asked. */
function inOneTab({ launch }: Engine, dark = false): void {
  const browser = oneBrowser(launch, { reduced_motion: true, dark });
  before(async () => {
    tab = await browser.open();
  });
}

function axeFindsNothing(looks: Look[]): void {
  for (const { name, locale, viewport } of looks) {
    it(`axe finds nothing: ${name}`, async () => {
      await tab.resize(viewport.width, viewport.height);
      await open(tab, host.url('plain'), locale);
      await tab.evaluate((source) => {
        const script = document.createElement('script');
        script.textContent = source;
        document.head.append(script);
      }, axe);
      const found: string[] = [];
      for (const state of kStates) {
        await enter(tab, state);
        const { passed, problems } = await tab.evaluate(async (root) => {
          const { axe: tester } = window as unknown as {
            axe: { run(on: unknown, how: unknown): Promise<AxeResults> };
          };
          const { violations, passes } = await tester.run(root, { resultTypes: ['violations'] });
          return {
            passed: passes.length,
            problems: violations.flatMap(({ id, nodes }) =>
              nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
            ),
          };
        }, hostOf(state));
        assert.ok(passed > 5, `axe looked at nothing of ${state.name}`);
        found.push(...problems.map((problem) => `${state.name}: ${problem}`));
      }
      assert.deepEqual(found, []);
    });
  }
}

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

function allIsInReach(viewports = [kViewport, kPhone, ...kZoomed], locales = ['de', 'ar']): void {
  for (const viewport of viewports) {
    it(`everything is in reach and large enough to hit at ${viewport.width} × ${viewport.height}`, async () => {
      await tab.resize(viewport.width, viewport.height);
      for (const locale of locales) {
        await open(tab, host.url('plain'), locale);
        const found: string[] = [];
        for (const state of kStates) {
          await enter(tab, state);
          const problems = await tab.evaluate(findUnreachable, hostOf(state));
          found.push(...problems.map((problem) => `${locale} ${state.name}: ${problem}`));
        }
        assert.deepEqual(found, []);
      }
    });
  }
}

function nothingMoves(): void {
  it('nothing moves for who wants no motion', async () => {
    await tab.resize(kViewport.width, kViewport.height);
    await open(tab, host.url('plain'));
    const told = await tab.evaluate(
      () => matchMedia('(prefers-reduced-motion: reduce)').matches,
      null,
    );
    assert.equal(told, true, 'the page is told');
    for (const state of kStates) {
      await enter(tab, state);
      const longest = await tab.evaluate(() => {
        const hosts = [...document.querySelectorAll('docent-root,docent-inline')];
        const elements = hosts.flatMap((one) => [...(one.shadowRoot?.querySelectorAll('*') ?? [])]);
        const all = elements.flatMap((one) => one.getAnimations({ subtree: true }));
        const lasts = all.map(({ effect }) => Number(effect?.getComputedTiming().endTime ?? 0));
        return Math.max(0, ...lasts);
      }, null);
      assert.ok(longest <= 1, `${state.name} moves for ${longest} ms`);
    }
  });
}

before(async () => {
  host = await serveHost();
});
after(() => host.close());

inEachEngine(
  (name) => `every state in ${name}`,
  (engine) => {
    inOneTab(engine);
    // What axe reads is markup and computed styles, the same in every engine; where things are is for each engine to say.
    if (engine.name === 'Chromium') {
      axeFindsNothing([kLight, { name: 'from right to left', locale: 'ar', viewport: kViewport }]);
      allIsInReach();
    } else {
      allIsInReach([kPhone, kZoomed[0]], ['de']);
    }
    nothingMoves();
  },
);

// Only axe looks at the dark, and what it finds there is the same in every engine, too.
inEachEngine(
  (name) => `every state in ${name}, dark`,
  (engine) => {
    inOneTab(engine, true);
    axeFindsNothing([
      { name: 'dark', locale: 'en', viewport: kViewport },
      { name: 'on a phone, dark', locale: 'de', viewport: kPhone },
    ]);
  },
  ['Chromium'],
);
