// docs/theming.md must name exactly what the styles understand.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const surfaces = new URL('../../widget/src/surfaces/', import.meta.url);
const code = readdirSync(surfaces)
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(new URL(name, surfaces), 'utf8'))
  .join('\n');
const page = readFileSync(new URL('../../docs/theming.md', import.meta.url), 'utf8');

const namesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort((a, b) =>
    a < b ? -1 : 1,
  );

test('docs/theming.md lists every token of the styles, and no other', () => {
  const used = namesIn(code, /(?:var\(|')(--docent-[a-z-]+)/g);
  assert.ok(used.length > 10);
  assert.deepEqual(namesIn(page, /^\| `(--docent-[a-z-]+)`/gm), used);
});

test('docs/theming.md lists every part of a prompt', () => {
  const parts = namesIn(code, /\bpart(?:="|: ')([a-z]+)/g);
  assert.ok(parts.length > 5);
  const listed = page.split('## Parts')[1]?.split('##')[0] ?? '';
  assert.deepEqual(namesIn(listed, /`([a-z]+)`/g), parts);
});
