// Bucketing against the reference implementation on npm, on a hundred thousand random cases.
// DOCENT_SEED repeats a run; DOCENT_DIFFERENTIAL_CASES sets how many there are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random_of } from './differential_generator.ts';
import * as growthbook from './growthbook.ts';
import { targeting } from 'docent/node';

const seed = Number(process.env['DOCENT_SEED'] ?? Date.now() % 0x7fffffff);
const wanted_cases = Number(process.env['DOCENT_DIFFERENTIAL_CASES'] ?? 100_000);

// The reference warns on the console about every odd weight, except in production.
process.env['NODE_ENV'] = 'production';

test(`bucketings agree with the reference (DOCENT_SEED=${seed})`, (t) => {
  t.diagnostic(`DOCENT_SEED=${seed} repeats this run`);
  const random = random_of(seed);
  const letters = [
    'a',
    'Z',
    '7',
    '_',
    '-',
    ' ',
    'ä',
    'ß',
    'ж',
    '日',
    '\uFFFF',
    '\u{1F600}',
    '\u{10FFFF}',
    '\0',
  ];
  const name = (length: number): string =>
    Array.from({ length }, () => random.pick(letters)).join('');
  const id = (): string =>
    random.chance(0.6) ? `user-${random.below(1e6)}` : name(random.below(12));
  const share = (): number =>
    random.pick([() => random.next(), () => random.below(11) / 10, () => random.next() * 3 - 1])();
  let chosen = 0;
  let inside = 0;
  for (let made = 0; made < wanted_cases; made += 1) {
    const key = random.chance(0.5) ? `experiment-${random.below(100)}` : name(random.below(8));
    const user = id();
    const version = random.pick([1, 2, 2, 2, 3]);
    const variations = random.pick([0, 1, 2, 2, 3, 4, 5, 10, 33, -1]);
    const coverage = random.chance(0.3) ? 1 : share();
    let weights: number[] | undefined;
    if (random.chance(0.6)) {
      const parts = Array.from({ length: Math.max(0, variations) }, () => random.next());
      const sum = parts.reduce((total, part) => total + part, 0);
      // About to one, to nothing in particular, or of another number.
      weights = random.chance(0.8) ? parts.map((part) => part / sum) : parts;
      if (random.chance(0.1)) weights = weights.map((weight) => weight * 1.009);
      if (random.chance(0.1)) weights.push(share());
    }
    const space: [string, number, number] = [name(random.below(6)), share(), share()];
    const said = (): string =>
      `DOCENT_SEED=${seed}, case ${made}: ${JSON.stringify({ key, user, version, variations, coverage, weights, space })}`;

    const expected_hash = growthbook.hash(key, user, version);
    const hash = targeting.hash(key, user, version);
    if (hash !== expected_hash) assert.equal(hash, expected_hash, said());

    const expected_ranges = growthbook.getBucketRanges(variations, coverage, weights);
    const ranges = targeting.getBucketRanges(variations, coverage, weights);
    if (JSON.stringify(ranges) !== JSON.stringify(expected_ranges)) {
      assert.deepEqual(ranges, expected_ranges, said());
    }

    const at = hash ?? share();
    const variation = targeting.chooseVariation(at, ranges);
    if (variation !== growthbook.chooseVariation(at, expected_ranges)) assert.fail(said());
    if (variation >= 0) chosen += 1;

    const expected_inside = growthbook.inNamespace(user, space);
    if (targeting.inNamespace(user, space) !== expected_inside) assert.fail(said());
    if (expected_inside) inside += 1;
  }
  t.diagnostic(`${wanted_cases} bucketings, ${chosen} in a variation, ${inside} in a namespace`);
  for (const count of [chosen, inside]) {
    assert.ok(count > wanted_cases * 0.1 && count < wanted_cases * 0.9, String(count));
  }
});
