// The reference implementation of targeting and bucketing, as published on npm: the oracle of these tests.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface Util {
  hash(seed: string, value: string, version: number): number | null;
  getEqualWeights(n: number): number[];
  getBucketRanges(n: number, coverage: number, weights?: number[]): [number, number][];
  chooseVariation(n: number, ranges: [number, number][]): number;
  inNamespace(user_id: string, namespace: [string, number, number]): boolean;
}

interface Conditions {
  evalCondition(
    attributes: Record<string, unknown>,
    condition: Record<string, unknown>,
    saved_groups: Record<string, unknown>,
  ): boolean;
}

// These functions are not among the package's exports, so they are taken by path.
const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('@growthbook/growthbook'));
const part = (name: string): unknown => require(join(folder, name));

export const { hash, getEqualWeights, getBucketRanges, chooseVariation, inNamespace } = part(
  'util.js',
) as Util;
export const { evalCondition } = part('mongrule.js') as Conditions;
