// The debug overlay carries its own copy of the sentences, since the page's engine has none: it must say what the core says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sentence } from '../../widget/src/debug/sentences.ts';
import type { Gate } from '../../widget/src/contract.ts';
import type { NodeModule } from '../../widget/src/node/module.ts';
import { loadNodeModule } from '../golden/node_engine.ts';

const core = (await loadNodeModule()) as NodeModule;

const engine_page = readFileSync(new URL('../../docs/engine.md', import.meta.url), 'utf8');

/** Every gate with its codes, open and closed, and the names of its numbers, from the table of docs/engine.md. */
function gatesOfTheDocumentation(): {
  gate: string;
  codes: [code: string, open: boolean][];
  numbers: string[];
}[] {
  const table = engine_page.slice(engine_page.indexOf('| gate | codes that are open'));
  const rows = table.split('\n').slice(2);
  const names = (cell: string) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name ?? '');
  return rows.slice(0, rows.indexOf('')).map((row) => {
    const [, gate = '', open = '', closed = '', numbers = ''] = row.split('|');
    return {
      gate: names(gate)[0] ?? '',
      codes: [
        ...names(open).map((code): [string, boolean] => [code, true]),
        ...names(closed).map((code): [string, boolean] => [code, false]),
      ],
      numbers: names(numbers),
    };
  });
}

const kValues: Record<string, unknown> = {
  path: '/$and/0/user.age_days/$lt',
  expected: [1, 'a'],
  actual: null,
  held: true,
  any_of: [
    { path: '/$or/0/user.plan', expected: 'team', actual: null },
    { path: '/$or/1/$not/page.path/$not/$lt', expected: 5, actual: 3, held: true },
    { path: '/$or/2/$savedGroup', expected: { id: 'vips' }, actual: null, held: true },
  ],
  campaign: 'welcome',
  event: 'call_started',
  by: 'other',
  variant: 'b',
  outcome: 'dismissed',
  hours: 0.5,
};

const valueOf = (name: string): unknown =>
  kValues[name] ?? (name.endsWith('_ms') ? 1_795_280_400_123 : 7);

function assertSame(gate: Gate): void {
  const told = core.sentence(JSON.stringify(gate), 'en');
  assert.equal(sentence(gate), told, JSON.stringify(gate));
  assert.doesNotMatch(told, /undefined|\{[=a-z]/);
}

test('every code of every gate reads the same in the overlay and in the core, with and without its numbers', () => {
  const gates = gatesOfTheDocumentation();
  assert.equal(gates.length, 16);
  let compared = 0;
  for (const { gate, codes, numbers } of gates) {
    for (const [code, open] of [...codes, ['resumes', true], ['asked', true]] as [
      string,
      boolean,
    ][]) {
      const all = Object.fromEntries(numbers.map((name) => [name, valueOf(name)]));
      assertSame({ gate, code, open, ...all });
      assertSame({ gate, code, open });
      for (const left_out of numbers) {
        const { [left_out]: _, ...rest } = all;
        assertSame({ gate, code, open, ...rest });
      }
      compared += 1;
    }
  }
  assert.ok(compared > 80, `${compared} codes`);
});

test('every operator of a condition reads the same', () => {
  for (const op of [
    '$lt',
    '$lte',
    '$gt',
    '$gte',
    '$ne',
    '$in',
    '$nin',
    '$eq',
    '$regex',
    '$exists',
    '$size',
    '$type',
    '$veq',
    '$elemMatch',
  ]) {
    for (const path of [`/a.b/${op}`, `/$or/1/a.b/$not/${op}`, '/a.b', op, '']) {
      for (const actual of [null, true, 3.5, 1e21, 'x', { a: [1] }]) {
        assertSame({
          gate: 'audience',
          code: 'condition_false',
          open: false,
          path,
          expected: 'y',
          actual,
        });
      }
    }
  }
});
