// A CSS selector for each element of a page: by its id or test id where it has one, else by its place.
import type { MarkupElement } from './markup.ts';

export interface Selected {
  element: MarkupElement;
  selector: string;
  /** It counts elements, and is wrong once others are added before it. */
  positional: boolean;
}

const kNames = ['id', 'data-testid', 'data-test', 'data-test-id', 'data-cy', 'name'];

function all(element: MarkupElement): MarkupElement[] {
  const inner = element.children.filter((child) => typeof child !== 'string');
  return inner.flatMap((child) => [child, ...all(child)]);
}

function named(attribute: string, value: string): string {
  if (attribute === 'id' && /^[A-Za-z_][\w-]*$/.test(value)) return `#${value}`;
  return `[${attribute}="${value.replace(/["\\]/g, '\\$&')}"]`;
}

/** In the order of the page. */
export function selectorsOf(body: MarkupElement): Selected[] {
  const uses = new Map<string, number>();
  for (const { attributes } of all(body)) {
    for (const name of kNames) {
      if (attributes[name] === undefined) continue;
      const key = named(name, attributes[name]);
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  const ownName = ({ attributes }: MarkupElement) =>
    kNames
      .filter((name) => attributes[name])
      .map((name) => named(name, attributes[name] ?? ''))
      .find((selector) => uses.get(selector) === 1);

  function inside(parent: MarkupElement, path: string): Selected[] {
    const counts = new Map<string, number>();
    return parent.children.flatMap((child) => {
      if (typeof child === 'string') return [];
      const nth = (counts.get(child.tag) ?? 0) + 1;
      counts.set(child.tag, nth);
      const name = ownName(child);
      const selector = name ?? `${path} > ${child.tag}:nth-of-type(${nth})`;
      return [
        { element: child, selector, positional: name === undefined },
        ...inside(child, selector),
      ];
    });
  }
  return inside(body, 'body');
}
