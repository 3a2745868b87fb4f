// docs/lint.md: its examples have the findings they name, and its tables have every code.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lint } from 'docent/node';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/lint.md`, 'utf8');
const examples = [...page.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, json]) => json ?? '');

for (const example of examples) {
  const { $comment: named } = JSON.parse(example) as { $comment: string };
  test(`the example of docs/lint.md has ${named}`, () => {
    const found = lint(example).map(({ code, path }) => `${code} ${path}`);
    assert.deepEqual(found.sort(), named.split(', ').sort());
  });
}

test('every code of lint stands in docs/lint.md, and no other', () => {
  const core = `${root}core/src/`;
  const sources = readdirSync(core).filter((file) => /^lint.*\.cpp$/.test(file));
  const codes = sources.flatMap((file) => {
    const text = readFileSync(core + file, 'utf8');
    const said = /(?:warn\(|AttributeProblem\{|return \{)\s*"([a-z_]+)"/g;
    return [...text.matchAll(said)].map(([, code]) => code ?? '');
  });
  const listed = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code ?? '');
  assert.deepEqual([...new Set(codes)].sort(), listed.sort());
});

test('every finding says what to do about it', () => {
  for (const example of examples) {
    for (const { message, fix } of lint(example)) {
      assert.match(message, /\.$/);
      assert.match(fix, /[.?]$/);
    }
  }
});

test('a misspelt word or field gets the one that was probably meant', () => {
  const fixes = lint({
    version: 1,
    campaings: [],
    campaigns: [{ id: 'a', kind: 'survay', steps: [{ id: 's', titel: 'Hi' }] }],
  }).map(({ fix }) => fix);
  assert.ok(fixes.includes('Did you mean `campaigns`?'), fixes.join('\n'));
  assert.ok(fixes.includes('Did you mean `survey`?'), fixes.join('\n'));
  assert.ok(fixes.includes('Did you mean `title`?'), fixes.join('\n'));
});
