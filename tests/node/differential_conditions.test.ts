// Conditions against the reference implementation on npm, on a hundred thousand random cases.
// DOCENT_SEED repeats a run; DOCENT_DIFFERENTIAL_CASES sets how many there are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as growthbook from './growthbook.ts';
import {
  condition_operators,
  make_cases,
  random_of,
  value_operators,
  type ConditionOperator,
  type JsonObject,
  type ValueOperator,
} from './differential_generator.ts';
import { targeting } from 'docent/node';

const seed = Number(process.env['DOCENT_SEED'] ?? Date.now() % 0x7fffffff);
const wanted_cases = Number(process.env['DOCENT_DIFFERENTIAL_CASES'] ?? 100_000);
/** Conditions asked of one set of attributes: making those costs more than asking. */
const conditions_per_user = 20;

type Operator = ValueOperator | `top ${ConditionOperator}`;

test(`conditions agree with the reference (DOCENT_SEED=${seed})`, (t) => {
  t.diagnostic(`DOCENT_SEED=${seed} repeats this run`);
  const random = random_of(seed);
  const operators: Operator[] = [
    ...value_operators,
    ...condition_operators.map((one) => `top ${one}` as const),
  ];
  const verdicts = new Map(operators.map((operator) => [operator, { holds: 0, fails: 0 }]));
  let holding = 0;
  for (let made = 0; made < wanted_cases;) {
    const { attributes, groups, single, combined, any } = make_cases(random);
    for (let i = 0; i < conditions_per_user; i += 1, made += 1) {
      // Half of them are about one operator alone, so that its own verdict shows.
      const operator = made % 2 === 0 ? operators[(made / 2) % operators.length] : undefined;
      const make = (): JsonObject => {
        if (operator === undefined) return any();
        if (!operator.startsWith('top ')) return single(operator as ValueOperator);
        return combined(operator.slice(4) as ConditionOperator);
      };
      // Random conditions rarely hold: try some more until one has the verdict that a coin asks for.
      const wanted = random.chance(0.5);
      let condition = make();
      let expected = growthbook.evalCondition(attributes, condition, groups);
      for (let tries = 0; tries < 6 && expected !== wanted; tries += 1) {
        condition = make();
        expected = growthbook.evalCondition(attributes, condition, groups);
      }
      if (expected) holding += 1;
      if (operator !== undefined) verdicts.get(operator)![expected ? 'holds' : 'fails'] += 1;
      const actual = targeting.evalCondition(attributes, condition, groups);
      if (actual !== expected) {
        assert.fail(
          `The reference says ${expected} and Docent ${actual} (DOCENT_SEED=${seed}, case ${made}):\n` +
            JSON.stringify({ condition, attributes, groups }),
        );
      }
    }
  }
  const share = holding / wanted_cases;
  t.diagnostic(`${wanted_cases} conditions, ${(share * 100).toFixed(1)} % hold`);
  assert.ok(share > 0.4 && share < 0.6, `${share} of the conditions hold`);
  for (const [operator, { holds, fails }] of verdicts) {
    const least = Math.min(holds, fails);
    assert.ok(least > 0, `${operator} held ${holds} times and failed ${fails} times`);
  }
});
