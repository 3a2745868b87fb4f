// What a user looks for in a page, found as assistive technology finds it: by its role and its name, in the page and in every
// open shadow root, and only what can be seen. And what a user does with it, in all drivers by the one face of `Tab`.
import assert from 'node:assert/strict';
import { type Tab, kWait_ms } from './browsers.ts';

export interface Sought {
  role?: string;
  /** Its accessible name. One that ends with `…` goes on. */
  name?: string;
  /** Where it has no role: the innermost elements with that in their text, or what a selector finds. */
  text?: string;
  css?: string;
  within?: Sought;
}

const ofRole = (role: string) => (name: string, within?: Sought) => ({
  ...{ role, name },
  ...(within && { within }),
});
export const button = ofRole('button');
export const dialog = ofRole('dialog');
export const heading = ofRole('heading');
export const image = ofRole('img');
export const link = ofRole('link');
export const menuItem = ofRole('menuitem');
export const progressBar = ofRole('progressbar');
export const region = ofRole('region');
export const searchBox = ofRole('searchbox');
export const textBox = ofRole('textbox');

/**
 * All of it that can be seen, in the order of the page. It runs in the page, and so does `reach`: a function that is handed over
 * to a page means by these names what `kSeeking` put there.
 */
export function seek(sought: Sought): HTMLElement[] {
  // What has the role without saying so.
  const kOwn: Record<string, string> = {
    button: 'button',
    dialog: 'dialog',
    heading: 'h1,h2,h3,h4,h5,h6',
    img: 'img[alt]:not([alt=""])',
    link: 'a[href]',
    region: 'section[aria-label]',
    searchbox: 'input[type=search]',
    textbox: 'textarea,input:not([type])',
  };
  const kNamedByContent = ['button', 'heading', 'link', 'menuitem'];
  const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

  function textOf(node: Node): string {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true') return '';
    const label = node.getAttribute('aria-label') ?? node.getAttribute('alt');
    return label ?? [...node.childNodes].map(textOf).join('');
  }
  function nameOf(element: Element): string {
    const tree = element.getRootNode() as Document | ShadowRoot;
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const labels = ids.map((id) => tree.getElementById(id)).filter((label) => label !== null);
    if (labels.length > 0) return tidy(labels.map(textOf).join(' '));
    const by_content = kNamedByContent.includes(sought.role ?? '');
    return tidy(element.getAttribute('aria-label') ?? (by_content ? textOf(element) : ''));
  }
  const allIn = (tree: ParentNode): HTMLElement[] =>
    [...tree.querySelectorAll<HTMLElement>('*')].flatMap((element) =>
      element.shadowRoot ? [element, ...allIn(element.shadowRoot)] : [element],
    );
  function isMeant(element: HTMLElement): boolean {
    const { role, name, text, css } = sought;
    if (css !== undefined) return element.matches(css);
    if (text !== undefined) {
      const has = (one: Element) => tidy(one.textContent).includes(text);
      return has(element) && ![...element.children].some(has);
    }
    const given = element.getAttribute('role');
    if (given === null ? !element.matches(kOwn[role ?? ''] ?? ':not(*)') : given !== role)
      return false;
    if (name === undefined) return true;
    const called = nameOf(element);
    return name.endsWith('…') ? called.startsWith(name.slice(0, -1)) : called === name;
  }
  function isSeen(element: HTMLElement): boolean {
    const { width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0 || !element.checkVisibility({ visibilityProperty: true }))
      return false;
    return sought.role === undefined || element.closest('[aria-hidden=true]') === null;
  }
  const from = sought.within ? seek(sought.within) : [document];
  return from.flatMap(allIn).filter((element) => isMeant(element) && isSeen(element));
}

/** The middle of it, once it stands still in view with nothing above it; before, what is in the way. */
export async function reach([sought, left_ms]: readonly [Sought, number]): Promise<
  { x: number; y: number } | string
> {
  const end = performance.now() + left_ms;
  for (let before = ''; ; await new Promise(requestAnimationFrame)) {
    const [element] = seek(sought);
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
    const at = { x: x + width / 2, y: y + height / 2 };
    const now = [x, y, width, height].join(' ');
    let hit = document.elementFromPoint(at.x, at.y);
    for (let inner: typeof hit = hit; inner;) {
      hit = inner;
      inner = hit.shadowRoot?.elementFromPoint(at.x, at.y) ?? null;
    }
    if (element?.contains(hit) && now === before) return at;
    if (performance.now() > end) {
      if (!element) return 'is not there';
      return now === before ? `lies below ${hit?.outerHTML ?? 'nothing'}` : 'does not rest';
    }
    before = now;
  }
}

/** For the head of a page, without which nothing is found in it. The compiler of these tests names functions by `__name`. */
export const kSeeking = `<script>window.__name = (value) => value; ${String(seek)}; ${String(reach)}</script>`;

const inWords = ({ role, name, text, css }: Sought) => css ?? `${role ?? 'text'} "${name ?? text}"`;

/** Resolves when it can be seen. */
export async function untilSeen(tab: Tab, sought: Sought): Promise<void> {
  await tab
    .until((what) => seek(what).length > 0, sought)
    .catch((error: unknown) => assert.fail(`${inWords(sought)} is not seen: ${String(error)}`));
}

/** Resolves when it cannot be seen any more. */
export async function untilUnseen(tab: Tab, sought: Sought): Promise<void> {
  await tab
    .until((what) => seek(what).length === 0, sought)
    .catch((error: unknown) => assert.fail(`${inWords(sought)} is seen: ${String(error)}`));
}

export const count = (tab: Tab, sought: Sought) =>
  tab.evaluate((what) => seek(what).length, sought);

/** What is in all that can be seen of it. */
export const textsOf = (tab: Tab, sought: Sought) =>
  tab.evaluate((what) => seek(what).map(({ textContent }) => textContent), sought);

export const attributeOf = (tab: Tab, sought: Sought, name: string) =>
  tab.evaluate(([what, attribute]) => seek(what)[0]?.getAttribute(attribute), [
    sought,
    name,
  ] as const);

/** Clicks it as a hand would: on what is at rest, in view, and covered by nothing. */
export async function clickOn(tab: Tab, sought: Sought, ...held: string[]): Promise<void> {
  const at = await tab.evaluate(reach, [sought, kWait_ms] as const);
  if (typeof at === 'string') assert.fail(`${inWords(sought)} ${at}`);
  await tab.click(at.x, at.y, ...held);
}

/** Writes into a field, in the place of what stood there. */
export async function fill(tab: Tab, sought: Sought, text: string): Promise<void> {
  await clickOn(tab, sought);
  await tab.evaluate((what) => (seek(what)[0] as HTMLInputElement | undefined)?.select(), sought);
  await tab.type(text);
}

export const focus = (tab: Tab, sought: Sought) =>
  tab.evaluate((what) => seek(what)[0]?.focus(), sought);

/** What has focus in the page, also inside of shadow roots. `inside`: it is in a root of Docent. Its name is its label or its text. */
export const focused = (tab: Tab) =>
  tab.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const tree = element?.getRootNode();
    const attributes = [...(element?.attributes ?? [])].map(({ name, value }) => [name, value]);
    const text = element?.textContent ?? '';
    return {
      inside: tree instanceof ShadowRoot && tree.host.matches('docent-root,docent-inline'),
      tag: element?.localName ?? '',
      id: element?.id ?? '',
      name: element?.getAttribute('aria-label') ?? text,
      text,
      attributes: Object.fromEntries(attributes) as Record<string, string>,
    };
  }, null);
