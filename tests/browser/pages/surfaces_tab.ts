// What tests of surfaces say to a tab again and again: into a state, and through it by keyboard.
import assert from 'node:assert/strict';
import type { Tab } from './browsers.ts';
import { kStates, type State } from './every_state.ts';
import { focused } from './sought.ts';
import type { StepOptions } from './surfaces_page.ts';

/** Goes to a page of `servePages`. */
export async function arrive(tab: Tab, url: string): Promise<void> {
  await tab.goto(url);
  await tab.until(() => window.surfaces !== undefined, null);
}

/** Goes there, with surfaces that speak that language. */
export async function open(tab: Tab, url: string, locale = 'en'): Promise<void> {
  await arrive(tab, url);
  await tab.evaluate((tag) => window.surfaces.create(tag), locale);
}

/** Shows a step of the prompt `p1`, if it names no other: the same one goes on. */
export const show = (tab: Tab, step: StepOptions) =>
  tab.evaluate((effect) => window.surfaces.show(effect), step);

/** Shows a step of a prompt that was not there before. */
export const showAnew = (tab: Tab, step: StepOptions) =>
  show(tab, { ...{ prompt: `p${Math.random()}` }, ...step });

export const log = (tab: Tab) => tab.evaluate(() => window.surfaces.log, null);

export function stateOf(name: string): State {
  const found = kStates.find((state) => state.name === name);
  assert.ok(found, name);
  return found;
}

/** The element that a state is in. */
export const hostOf = ({ step }: State) =>
  step?.surface === 'inline' ? 'docent-inline' : 'docent-root';

/** Brings a state on screen, and nothing else. */
export async function enter(tab: Tab, state: State): Promise<void> {
  await tab.evaluate(() => {
    window.surfaces.presenter.hide(window.surfaces.presenter.showing() ?? '');
    for (const prompt of ['l1', 'h1', 'h2', 'r1', 'r2']) window.surfaces.presenter.hide(prompt);
    scrollTo(0, 0);
  }, null);
  if (state.step)
    assert.deepEqual(await showAnew(tab, state.step), { result: 'shown' }, state.name);
  const { list, spots, centre, clicks = [], query } = state;
  await tab.evaluate(
    async (beside) => {
      if (beside.list) await window.surfaces.list(beside.list);
      if (beside.spots) await window.surfaces.spots(beside.spots);
      if (beside.centre) await window.surfaces.centre(beside.centre);
    },
    { list, spots, centre },
  );
  const host = hostOf(state);
  for (const selector of clicks) await clickAsAScript(tab, host, selector);
  if (query !== undefined) await fill(tab, host, query);
  // Two frames: what is placed by measuring has its place. Then it comes in, and only a beacon beats for ever.
  await tab.evaluate(async (wanted) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const moving = document.querySelector(wanted)?.shadowRoot?.getAnimations() ?? [];
    const ending = moving.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  }, host);
}

const untilThere = (tab: Tab, host: string, selector: string) =>
  tab.until(
    ([root, wanted]) => document.querySelector(root)?.shadowRoot?.querySelector(wanted) != null,
    [host, selector] as const,
  );

/** What is covered can be clicked, too: whether it is, is for another test to say. */
async function clickAsAScript(tab: Tab, host: string, selector: string): Promise<void> {
  await untilThere(tab, host, selector);
  await tab.evaluate(
    ([root, wanted]) =>
      document.querySelector(root)?.shadowRoot?.querySelector<HTMLElement>(wanted)?.click(),
    [host, selector] as const,
  );
}

/** Writes into the search of the resource centre. */
async function fill(tab: Tab, host: string, query: string): Promise<void> {
  await untilThere(tab, host, '.find');
  await tab.evaluate(
    ([root, text]) => {
      const field = document
        .querySelector(root)
        ?.shadowRoot?.querySelector<HTMLInputElement>('.find');
      if (!field) return;
      field.focus();
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    },
    [host, query] as const,
  );
}

/**
 * Presses Tab until what is wanted has focus, as somebody without a pointer would. What stands before is Shift and Tab away: past the
 * end of a page the browser's own controls begin, and Firefox's driver does not lead out of them to the beginning.
 */
export async function tabTo(tab: Tab, name: string): Promise<void> {
  const seen: string[] = [];
  for (let turn = 0; turn < 40; turn++) {
    const at = await focused(tab);
    if (at.inside && at.name === name) return;
    seen.push(at.name.slice(0, 20));
    await tab.press('Tab');
  }
  assert.fail(`Tab never came to "${name}", but to ${seen.join(', ')}`);
}

/** Resolves when the step with that title is on screen. */
export const untilTitled = (tab: Tab, title: string) =>
  tab.until((wanted) => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    return shadow?.querySelector('[part=prompt] [part=title]')?.textContent === wanted;
  }, title);
