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

function matches(locator: Locator, seen: Seen): Element[] {
  const found = queryPath(locator.css ?? '*', seen);
  if (locator.text === undefined) return found;
  const wanted = normal(locator.text);
  const exact = found.filter((element) => textsOf(element).includes(wanted));
  const containing = exact.length
    ? exact
    : found.filter((element) => textsOf(element).some((text) => text.includes(wanted)));
  // Of nested elements with the same text only the innermost is meant, unless a selector says which.
  return locator.css === undefined ? containing.filter(isInnermost) : containing;
}

function isInnermost(element: Element, _: number, all: Element[]): boolean {
  return !all.some((other) => other !== element && element.contains(other));
}

function normal(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The texts a person would call an element by. */
function textsOf(element: Element): string[] {
  const label = element.getAttribute('aria-label') ?? '';
  const value = element.matches('input[type=submit],input[type=button],input[type=reset]')
    ? (element.getAttribute('value') ?? '')
    : '';
  return [element.textContent ?? '', label, value].map(normal).filter(Boolean);
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
