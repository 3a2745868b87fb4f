// What tests say to a tab about the prompt on screen and the page around it, by selectors; surfaces_page.ts is in the page.
import type { Tab } from './browsers.ts';

/** The prompt on screen, as assistive technology and tests see it. */
export const prompt = (tab: Tab) =>
  tab.evaluate(() => {
    const shadow = document.querySelector('docent-root')?.shadowRoot;
    const card = shadow?.querySelector<HTMLElement>('[part=prompt]');
    if (!shadow || !card) return undefined;
    const named = shadow.getElementById(card.getAttribute('aria-labelledby') ?? '');
    return {
      tag: card.localName,
      role: card.getAttribute('role'),
      name: named?.textContent ?? card.getAttribute('aria-label'),
      campaign: card.dataset['campaign'],
      step: card.dataset['step'],
      surface: card.dataset['surface'],
      sheet: card.classList.contains('sheet'),
      parent: document.querySelector('docent-root')?.parentElement?.id,
      focused: shadow.activeElement?.id || shadow.activeElement?.textContent,
      buttons: [...shadow.querySelectorAll('[part=button]')].map((button) => button.textContent),
      progress: shadow.querySelector('[part=progress]')?.textContent,
    };
  }, null);

export const untilGone = (tab: Tab) =>
  tab.until(() => document.querySelector('docent-root') === null, null);

/** The middle of an element of the page, or of what stands in the root. */
const middleOf = (tab: Tab, selector: string, inside: boolean) =>
  tab.evaluate(
    ([s, within]) => {
      const tree = within ? document.querySelector('docent-root')?.shadowRoot : document;
      const rect = tree?.querySelector(s)?.getBoundingClientRect() ?? new DOMRect();
      return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
    },
    [selector, inside] as const,
  );

/** Clicks the middle of what the selector finds in the page. */
export async function clickInPage(tab: Tab, selector: string): Promise<void> {
  const { x, y } = await middleOf(tab, selector, false);
  await tab.click(x, y);
}

/** Clicks the middle of what the selector finds in the root of Docent. */
export async function clickInside(tab: Tab, selector: string): Promise<void> {
  const { x, y } = await middleOf(tab, selector, true);
  await tab.click(x, y);
}

/** Counts the clicks that reach an element of the page from now on. */
export const countClicks = (tab: Tab, selector: string) =>
  tab.evaluate((s) => {
    window.kept = 0;
    const element = document.querySelector<HTMLElement>(s);
    if (element) element.onclick = () => (window.kept = Number(window.kept) + 1);
  }, selector);
export const clicks = (tab: Tab) => tab.evaluate(() => Number(window.kept), null);

/** Resolves when the spotlight lies on its target, no edge more than 1 px off. */
export const untilLit = (tab: Tab, selector: string) =>
  tab.until((s) => {
    const root = document.querySelector('docent-root');
    const ring = root?.shadowRoot?.querySelector('[part=spotlight]')?.getBoundingClientRect();
    const target = document.querySelector(s)?.getBoundingClientRect();
    if (!ring || !target) return false;
    const edges = ['left', 'top', 'right', 'bottom'] as const;
    return edges.every((edge) => Math.abs(ring[edge] - target[edge]) <= 1);
  }, selector);

/** Long enough for the spotlight to fall asleep, so that only an observer can wake it. */
export const untilAsleep = (tab: Tab) =>
  tab.evaluate(async () => {
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
  }, null);
