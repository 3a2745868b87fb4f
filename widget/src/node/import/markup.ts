// What the other libraries take as content, brought to one form: HTML text, and the elements that React makes. It is read
// with a real HTML parser, and nothing of it is run.
import { parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

/** A text, or an element with what is in it. */
export type Markup = string | MarkupElement;

export interface MarkupElement {
  /** In lower case; empty for a component of React's, which only React could draw. */
  tag: string;
  attributes: Record<string, string>;
  children: Markup[];
}

function markupOf(node: DefaultTreeAdapterTypes.Node): Markup[] {
  if ('value' in node) return [node.value];
  if (!('tagName' in node)) return [];
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
  const { childNodes } = 'content' in node ? node.content : node;
  return [{ tag: node.tagName, attributes, children: childNodes.flatMap(markupOf) }];
}

/** The nodes of a piece of HTML, as a browser would read it inside a `<div>`. */
export function readHtml(html: string): Markup[] {
  return parseFragment(html).childNodes.flatMap(markupOf);
}

/** The `<body>` of a whole page. */
export function readPage(html: string): MarkupElement {
  const all = parse(html).childNodes.flatMap(markupOf);
  const elements = all.filter((node) => typeof node !== 'string');
  const root = elements.find(({ tag }) => tag === 'html');
  const body = root?.children.find((node) => typeof node !== 'string' && node.tag === 'body');
  return (body as MarkupElement | undefined) ?? { tag: 'body', attributes: {}, children: [] };
}

interface ReactElement {
  type: unknown;
  props: Record<string, unknown>;
}

const isElement = (value: unknown): value is ReactElement =>
  typeof value === 'object' &&
  value !== null &&
  '$$typeof' in value &&
  'props' in value &&
  typeof value.props === 'object' &&
  value.props !== null;

const kReactNames: Record<string, string> = { className: 'class', htmlFor: 'for' };

/** The nodes of what React calls a node: text, numbers, lists, elements. */
export function readReact(node: unknown): Markup[] {
  if (typeof node === 'string' || typeof node === 'number') return [String(node)];
  if (Array.isArray(node)) return node.flatMap(readReact);
  if (!isElement(node)) return [];
  const { type, props } = node;
  const children = readReact(props.children);
  // A fragment is its children.
  if (typeof type === 'symbol') return children;
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(props)) {
    if (name === 'children') continue;
    attributes[kReactNames[name] ?? name.toLowerCase()] = typeof value === 'string' ? value : '';
  }
  return [{ tag: typeof type === 'string' ? type.toLowerCase() : '', attributes, children }];
}
