// A page in another charset than UTF-8 shows the right letters, because what it fetches is ASCII.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const dist = new URL('../../widget/dist/', import.meta.url);
const strings = new URL('../../widget/src/surfaces/strings/', import.meta.url);
const files = readdirSync(dist).filter((file) => /\.m?js$/.test(file));

test('every script of the package is ASCII', () => {
  for (const file of files) {
    const at = readFileSync(new URL(file, dist)).findIndex((byte) => byte > 127);
    assert.equal(at, -1, `${file}, byte ${at}`);
  }
});

test('every language but the built-in one is a chunk of its own that the surfaces load', () => {
  const surfaces = files.find((file) => file.startsWith('surfaces-')) ?? '';
  const code = readFileSync(new URL(surfaces, dist), 'utf8');
  const languages = readdirSync(strings).map((file) => file.replace('.ts', ''));
  assert.ok(languages.length > 12);
  for (const language of languages.filter((name) => name !== 'en')) {
    const chunk = files.find((file) => file.startsWith(`${language}-`));
    assert.ok(chunk, language);
    assert.ok(code.includes(`import("./${chunk}")`), chunk);
  }
});
