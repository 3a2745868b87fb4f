// Finding targets: locators in order, through open shadow roots (`>>>`) and same-origin frames (`|>`).
import type { Locator } from '../contract.ts';

type Tree = Document | ShadowRoot;

/** What a search saw: the target if there is one, and every tree it looked into (to watch them for changes). */
export interface Search {
  target: Element | undefined;
  trees: Set<Tree>;
  /** Something is there, and nobody can see it. */
  unseen: boolean;
  /** Components that are not defined yet, and may have a shadow root to look into when they are. */
  undefined_names: Set<string>;
}

type Seen = Omit<Search, 'target'>;

/** True when a user can see it: rendered, not transparent, with a size. On screen or scrolled away does not matter. */
export function isVisible(element: Element): boolean {
  const rect = element.getBoundingClientRect();
  if (rect.width <= 0 || rect.height <= 0) return false;
  if ('checkVisibility' in element) {
    // Both pairs of names: the first is the older spelling, which browsers of 2022 know.
    return element.checkVisibility({
      checkOpacity: true,
      checkVisibilityCSS: true,
      opacityProperty: true,
      visibilityProperty: true,
    });
  }
  return getComputedStyle(element as Element).visibility === 'visible';
}

/** True for a place in the page, which may be empty. */
export function isPlace(element: Element): boolean {
  return element.getClientRects().length > 0;
}

/** The first visible element (or what else `is_there`) that one of the locators, in their order, points at. */
export function locate(locators: readonly Locator[], is_there = isVisible): Search {
  const seen: Seen = { trees: new Set([document]), unseen: false, undefined_names: new Set() };
  for (const locator of locators) {
    const found = matches(locator, seen);
    const target = found.filter(is_there).at(locator.nth ?? 0);
    if (target) return { target, ...seen };
    seen.unseen ||= found.length > 0;
  }
  return { target: undefined, ...seen };
}

function matches({ css, text }: Locator, seen: Seen): Element[] {
  if (text === undefined) return queryPath(css ?? '*', seen);
  const wanted = normal(text);
  const exact: Element[] = [];
  const containing: Element[] = [];
  for (const element of css === undefined ? thatMayBe(wanted) : queryPath(css, seen)) {
    const texts = textsOf(element);
    if (texts.includes(wanted)) exact.push(element);
    else if (texts.some((each) => each.includes(wanted))) containing.push(element);
  }
  const found = exact.length ? exact : containing;
  // Of nested elements with the same text only the innermost is meant, unless a selector says which. What an element
  // contains comes right after it.
  return css === undefined
    ? found.filter((element, at) => !found[at + 1] || !element.contains(found[at + 1] as Element))
    : found;
}

/** In the order of the page: the innermost elements with that text in them, and all that have a name beside their text. */
function thatMayBe(wanted: string): Element[] {
  const named = query(document, `[aria-label],${kNamedByValue}`);
  const found = pageText().includes(wanted) ? innermostWith(wanted, page()) : [];
  return [...new Set([...found, ...named])].sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1,
  );
}

/** What has not the text has nothing inside that has it, so most of a page is never looked into. */
function innermostWith(wanted: string, from: Element): Element[] {
  if (!normal(from.textContent).includes(wanted)) return [];
  const inner = [...from.children].flatMap((child) => innermostWith(wanted, child));
  return inner.length ? inner : [from];
}

const page = () => document.body ?? document.documentElement;

/** The text of the page, while several searches share it. */
let shared: { text?: string } | undefined;

function pageText(): string {
  const read = () => normal(page().textContent);
  return shared ? (shared.text ??= read()) : read();
}

/** Runs searches between which nothing changes: they read the text of the page once. */
export function searchTogether(searches: () => void): void {
  shared = {};
  try {
    searches();
  } finally {
    shared = undefined;
  }
}

/** Upper case, since a Greek letter has two lower ones, by what follows it. */
function normal(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim().toUpperCase();
}

const kNamedByValue = 'input[type=submit],input[type=button],input[type=reset]';

/** The texts a person would call an element by. */
function textsOf(element: Element): string[] {
  const value = element.matches(kNamedByValue) ? element.getAttribute('value') : '';
  return [element.textContent, element.getAttribute('aria-label'), value]
    .map(normal)
    .filter(Boolean);
}

function queryPath(path: string, { trees, undefined_names }: Seen): Element[] {
  let from: Tree[] = [document];
  let found: Element[] = [];
  for (const part of path.split(/(>>>|\|>)/)) {
    if (part === '>>>' || part === '|>') {
      const inner = (element: Element) => (part === '>>>' ? element.shadowRoot : frameOf(element));
      const names =
        part === '>>>' ? found.filter((element) => element.matches(':not(:defined)')) : [];
      names.forEach(({ localName }) => undefined_names.add(localName));
      from = found.map(inner).filter((tree) => tree != null);
      from.forEach((tree) => trees.add(tree));
    } else {
      found = from.flatMap((tree) => query(tree, part.trim()));
    }
  }
  return found;
}

function query(tree: Tree, selector: string): Element[] {
  try {
    return [...tree.querySelectorAll(selector)];
  } catch {
    return [];
  }
}

function frameOf(frame: Element): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}
