// Where in the text of a JSON file the thing is that a JSON pointer names.
import { parseTree, type Node, type ParseError } from 'jsonc-parser';

/** Both count from 1; columns in UTF-16 code units, as editors count them. */
export interface Position {
  line: number;
  column: number;
}

export type Locate = (problem: { code: string; path: string }) => Position | undefined;

function childOf(node: Node, key: string): Node | undefined {
  if (node.type === 'array') return /^\d+$/.test(key) ? node.children?.[Number(key)] : undefined;
  if (node.type !== 'object') return undefined;
  // Of a key that is there twice the last one counts.
  const named = node.children?.filter((property) => property.children?.[0]?.value === key);
  return named?.at(-1)?.children?.[1];
}

/** The node a pointer names, or the nearest one around it: a missing field is missing there. */
function nodeAt(root: Node, pointer: string): { node: Node; exact: boolean } {
  let node = root;
  for (const part of pointer.split('/').slice(1)) {
    const child = childOf(node, part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (!child) return { node, exact: false };
    node = child;
  }
  return { node, exact: true };
}

function parsed(text: string): { root: Node | undefined; first_error: ParseError | undefined } {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { disallowComments: true });
    return { root, first_error: errors[0] };
  } catch {
    // It descends as deep as the text nests, and this one nests without end.
    return { root: undefined, first_error: undefined };
  }
}

/** Finds the places of problems in a text. */
export function locator(text: string): Locate {
  const { root, first_error } = parsed(text);
  const line_starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const positionOf = (offset: number): Position => {
    const after = line_starts.findIndex((start) => start > offset);
    const line = after < 0 ? line_starts.length : after;
    return { line, column: offset - (line_starts[line - 1] ?? 0) + 1 };
  };
  return ({ code, path }) => {
    if (code === 'bad_json') return first_error && positionOf(first_error.offset);
    if (!root) return undefined;
    const { node, exact } = nodeAt(root, path);
    // A field nobody knows is best shown at its name, everything else at its value.
    const at_name = exact && code === 'unknown_field' && node.parent?.type === 'property';
    return positionOf((at_name && node.parent ? node.parent : node).offset);
  };
}
