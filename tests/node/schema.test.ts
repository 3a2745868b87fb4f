// The JSON Schema of the campaign file against the loader: what the one takes the other takes, field by field.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { lint } from 'docent/node';
import { loadNodeModule } from '../golden/node_engine.ts';
import { declaredObjects, schema, visit, wrongValues, type Schema } from './json_schema.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));
const goldens = readdirSync(`${root}tests/golden/files`).map(
  (file) => `tests/golden/files/${file}`,
);
const files = [
  'docs/examples/docent.json',
  'demo_site/app/docent.json',
  'tests/node/every_field.json',
  ...goldens,
];

const valid = new Ajv2020({ strictTypes: false }).compile(schema);
const refuses = (file: unknown) => !valid(file);
const errorsOf = (file: object) => lint(file).filter(({ severity }) => severity === 'error');

for (const path of files) {
  test(`${path} is valid`, () => {
    const file = read(path);
    assert.ok(valid(file), JSON.stringify(valid.errors, null, 1));
    assert.deepEqual(errorsOf(file as object), []);
  });
}

test('every field of the schema stands in a file that the loader reads whole', () => {
  const seen = new Set<Schema | false>();
  for (const path of files) {
    visit(read(path), ({ value, objects }) => {
      for (const { properties } of objects) {
        for (const key of Object.keys(value)) seen.add(properties?.[key] ?? false);
      }
    });
    const unknown = lint(read(path) as object).filter(({ code }) => code === 'unknown_field');
    assert.deepEqual(unknown, [], path);
  }
  const missing = declaredObjects().flatMap(([name, { properties }]) =>
    Object.entries(properties ?? {})
      .filter(([key, property]) => key !== '$comment' && property !== false && !seen.has(property))
      .map(([key]) => `${name}.${key}`),
  );
  assert.deepEqual(missing, []);
});

test('every field the loader asks for is in the schema', async () => {
  const module = (await loadNodeModule()) as unknown as { asked_fields(file: string): string };
  const missing = new Set<string>();
  for (const path of files) {
    const file = read(path);
    const asked = JSON.parse(module.asked_fields(JSON.stringify(file))) as [string, string][];
    const declared = new Map<string, Set<string>>();
    visit(file, ({ path: object, objects }) => {
      const keys = declared.get(object) ?? new Set<string>();
      for (const { properties } of objects) {
        for (const [key, property] of Object.entries(properties ?? {})) {
          if (property !== false) keys.add(key);
        }
      }
      declared.set(object, keys);
    });
    for (const [object, key] of asked) {
      const keys = declared.get(object);
      assert.ok(keys, `${path}: the schema has no object at ${object}`);
      // Of what is no survey it asks for a question only to refuse it.
      if (!keys.has(key) && key !== 'question') missing.add(`${path} ${object}/${key}`);
    }
  }
  assert.deepEqual([...missing], []);
});

/** A copy of the file with one field changed, or removed. */
function changed(file: unknown, path: string, key: string, value?: unknown): object {
  const copy = structuredClone(file) as object;
  let owner = copy as Record<string, unknown>;
  for (const part of path.split('/').slice(1)) {
    owner = owner[part.replaceAll('~1', '/').replaceAll('~0', '~')] as Record<string, unknown>;
  }
  if (value === undefined) delete owner[key];
  else owner[key] = value;
  return copy;
}

test('what breaks a field is refused by the schema and by the loader', () => {
  const done = new Set<Schema>();
  const taken: string[] = [];
  let tried = 0;
  for (const name of files) {
    const file = read(name);
    const check = (path: string, key: string, why: string, value?: unknown) => {
      const broken = changed(file, path, key, value);
      tried += 1;
      if (!refuses(broken)) taken.push(`schema: ${path}/${key} (${why})`);
      if (errorsOf(broken).length === 0) taken.push(`loader: ${path}/${key} (${why})`);
    };
    visit(file, ({ path, value, objects }) => {
      for (const { properties, required } of objects) {
        for (const key of Object.keys(value)) {
          const property = properties?.[key];
          if (property === undefined || property === false || done.has(property)) continue;
          if (key === '$schema') continue; // for editors: the loader does not look
          done.add(property);
          if (required?.includes(key)) check(path, key, 'missing');
          for (const [why, wrong] of wrongValues(property)) check(path, key, why, wrong);
        }
      }
    });
  }
  assert.deepEqual(taken, []);
  assert.ok(tried > 600, String(tried));
});

test('conditions that the loader refuses are refused by the schema too', () => {
  const withAudience = (audience: unknown) => ({
    version: 1,
    campaigns: [{ id: 'c', kind: 'tour', audience, steps: [{ id: 's' }] }],
  });
  for (const good of [{}, { a: { $in: [1] }, $or: [{ b: 2 }] }, { a: {} }, { $not: { a: null } }]) {
    assert.ok(valid(withAudience(good)), JSON.stringify(good));
    assert.deepEqual(errorsOf(withAudience(good)), []);
  }
  const bad = [
    { $and: {} },
    { $not: 3 },
    { a: { $in: 1 } },
    { a: { $like: 'x' } },
    { a: { $gt: 1, b: 2 } },
    { $gt: 1 },
    { a: { $type: 'date' } },
    { $savedGroup: {} },
  ];
  for (const condition of bad) {
    assert.ok(refuses(withAudience(condition)), JSON.stringify(condition));
    assert.ok(errorsOf(withAudience(condition)).length > 0, JSON.stringify(condition));
  }
});

test('every field says what it means', () => {
  const silent = declaredObjects().flatMap(([name, { properties }]) =>
    Object.entries(properties ?? {})
      .filter(([, property]) => property !== false && !property.description && !property.$ref)
      .map(([key]) => `${name}.${key}`),
  );
  assert.deepEqual(silent, []);
});

test('the TypeScript types are those of the schema', () => {
  execFileSync(process.execPath, ['widget/campaign_types.mjs', '--check'], { cwd: root });
});
