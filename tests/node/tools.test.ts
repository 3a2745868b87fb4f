// lint, targeting and stats, against values worked out by hand or by somebody else.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as growthbook from './growthbook.ts';
import { lint, stats, targeting } from 'docent/node';

const example = readFileSync(new URL('../../docs/examples/docent.json', import.meta.url), 'utf8');

test('the example campaign file is clean', () => {
  assert.deepEqual(lint(example), []);
});

test('lint tells every problem with its place, errors first', () => {
  const problems = lint({
    version: 1,
    colour: 'red',
    campaigns: [
      { id: 'a', kind: 'tour', steps: [{ id: 's', surface: 'tooltip', title: 'Hi' }] },
      { id: 'a', kind: 'poster', steps: [] },
    ],
  });
  const found = problems.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
  assert.ok(found.includes('warning unknown_field /colour'), found.join('\n'));
  assert.ok(found.includes('error duplicate_id /campaigns/1/id'), found.join('\n'));
  assert.ok(found.includes('error unknown_value /campaigns/1/kind'), found.join('\n'));
  assert.ok(
    found.some((line) => line.startsWith('error') && line.endsWith('/campaigns/0/steps/0/target')),
  );
  const severities = problems.map(({ severity }) => severity);
  assert.deepEqual(
    severities,
    [...severities].sort((a, b) => a.localeCompare(b)),
  );
  for (const { message } of problems) assert.match(message, /^[A-Z`"].*\.$/);
});

test('text that is not JSON is one problem', () => {
  const problems = lint('{"version": 1,');
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['bad_json'],
  );
});

test('conditions hold or not, as MongoDB has them', () => {
  const user = { plan: 'team', seats: 12, tags: ['a', 'b'], address: { city: 'Köln' } };
  const holds = (condition: unknown) => targeting.evalCondition(user, condition);
  assert.equal(holds({}), true);
  assert.equal(holds({ plan: 'team', seats: { $gte: 12, $lt: 13 } }), true);
  assert.equal(holds({ plan: { $in: ['solo', 'pro'] } }), false);
  assert.equal(holds({ 'address.city': { $regex: '^K.ln$' } }), true);
  assert.equal(holds({ $or: [{ seats: 1 }, { tags: { $all: ['b'] } }] }), true);
  assert.equal(holds({ $not: { missing: { $exists: false } } }), false);
  assert.equal(targeting.evalCondition({ id: 3 }, { id: { $inGroup: 'g' } }, { g: [1, 3] }), true);
});

test('the bucketing hash is the one of the GrowthBook specification', () => {
  // Values of the specification's own suite.
  assert.equal(targeting.hash('', 'a', 1), 0.22);
  assert.equal(targeting.hash('', 'b', 1), 0.077);
  assert.equal(targeting.hash('seed', 'a', 2), 0.0505);
  assert.equal(targeting.hash('seed', 'b', 2), 0.2696);
  assert.equal(targeting.hash('', 'a', 99), null);
});

test('ranges, weights and variations agree with the GrowthBook SDK', () => {
  for (const n of [1, 2, 3, 4, 7]) {
    assert.deepEqual(targeting.getEqualWeights(n), growthbook.getEqualWeights(n));
    for (const coverage of [0, 0.1, 0.5, 1]) {
      const ranges = targeting.getBucketRanges(n, coverage);
      assert.deepEqual(ranges, growthbook.getBucketRanges(n, coverage));
      for (let i = 0; i <= 20; i += 1) {
        assert.equal(
          targeting.chooseVariation(i / 20, ranges),
          growthbook.chooseVariation(i / 20, ranges),
        );
      }
    }
  }
  assert.deepEqual(targeting.getBucketRanges(2, 1, [0.4, 0.6]), [
    [0, 0.4],
    [0.4, 1],
  ]);
});

test('conditions and hashes agree with the GrowthBook SDK, also beyond ASCII', () => {
  const users = [
    {},
    { a: 1 },
    { a: null, b: 'ä' },
    { a: [1, 2], b: '\u{1F600}z' },
    { a: { b: [] } },
  ];
  const operands = [1, '1', null, 'ä', '\uFFFFz', [1, 2], [], { b: [] }, true];
  for (const user of users) {
    for (const operand of operands) {
      for (const operator of [
        '$eq',
        '$ne',
        '$gt',
        '$lte',
        '$in',
        '$nin',
        '$all',
        '$size',
        '$exists',
      ]) {
        for (const path of ['a', 'b', 'a.b', 'b.length']) {
          const condition = { [path]: { [operator]: operand } };
          const said = `${JSON.stringify(user)} ${JSON.stringify(condition)}`;
          const expected = growthbook.evalCondition(user, condition, {});
          assert.equal(targeting.evalCondition(user, condition), expected, said);
        }
      }
    }
  }
  for (const value of ['', 'user 1', 'ä', '\u{1F600}', '日本語']) {
    for (const version of [1, 2, 3]) {
      const expected = growthbook.hash('seed', value, version);
      assert.equal(targeting.hash('seed', value, version), expected, value);
    }
    for (const name of ['namespace1', 'Räume']) {
      const space: [string, number, number] = [name, 0.2, 0.7];
      assert.equal(targeting.inNamespace(value, space), growthbook.inNamespace(value, space));
    }
  }
});

test('a namespace holds the users whose hash falls into it', () => {
  assert.equal(targeting.inNamespace('1', ['namespace1', 0, 0.4]), false);
  assert.equal(targeting.inNamespace('1', ['namespace1', 0.4, 1]), true);
});

test('NPS with its margin, worked out by hand', () => {
  // 10 answers: 5 promoters, 3 passives, 2 detractors: 50 % - 20 % = 30.
  const result = stats.nps([1, 0, 0, 0, 0, 0, 1, 2, 1, 2, 3]);
  assert.equal(result.n, 10);
  assert.equal(result.value, 30);
  assert.equal(result.promoters, 0.5);
  assert.equal(result.passives, 0.3);
  assert.equal(result.detractors, 0.2);
  // 1.96 * sqrt((0.5 + 0.2 - 0.3^2) / 10) * 100
  assert.ok(Math.abs(result.margin - 48.4085) < 0.001, String(result.margin));
  assert.equal(stats.nps(new Array(11).fill(0)).margin, 0);
});

test('CES as mean, top box and index, worked out by hand', () => {
  // The worked example of 1,000 answers whose published mean is 4.08.
  const result = stats.ces([80, 210, 140, 110, 160, 180, 120]);
  assert.equal(result.n, 1000);
  assert.ok(Math.abs(result.mean - 4.08) < 1e-9, String(result.mean));
  assert.ok(Math.abs(result.top_box - 0.46) < 1e-9);
  assert.ok(Math.abs(result.index - -13) < 1e-9);
});

test('CSAT is the share of the top two of five', () => {
  const result = stats.csat([1, 0, 3, 4, 2]);
  assert.equal(result.n, 10);
  assert.equal(result.value, 60);
});

test('a histogram of the wrong length is a mistake of the caller', () => {
  assert.throws(() => stats.nps([1, 2, 3]), RangeError);
  assert.throws(() => stats.ces([1, 2, 3]), RangeError);
});
