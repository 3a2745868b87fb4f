// Inline markup of content: **bold**, *emphasis*, `code`, [label](url). Nodes, never HTML strings.
import type { ComponentChildren } from 'preact';
import { linkProps } from './safe_url.ts';

const kToken =
  /`([^`]+)`|\*\*(\S(?:[^]*?\S)?)\*\*|\*([^\s*](?:[^*]*[^\s*])?)\*|\[([^[\]]+)\]\(([^()\s]+)\)/g;

/** The nodes of a text. What is not markup stays as it was written. */
export function inline(text: string): ComponentChildren[] {
  const nodes: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(kToken)) {
    if (match.index > end) nodes.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    nodes.push(nodeOf(match));
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}

function nodeOf([, code, bold, emphasis, label, url]: RegExpMatchArray): ComponentChildren {
  if (code !== undefined) return <code>{code}</code>;
  if (bold !== undefined) return <strong>{inline(bold)}</strong>;
  if (emphasis !== undefined) return <em>{inline(emphasis)}</em>;
  const link = linkProps(url ?? '');
  return link ? <a {...link}>{inline(label ?? '')}</a> : <>{inline(label ?? '')}</>;
}

/** The text without its markup, for places that only take plain text. */
export function plain(text: string): string {
  return text.replace(kToken, (_, code, bold, emphasis, label) =>
    code !== undefined ? String(code) : plain(String(bold ?? emphasis ?? label)),
  );
}
