// Audience conditions and bucketing, as the GrowthBook SDK specification 0.8.0 has them.
import { module } from './module.ts';

/** A bucket: from (inclusive) and to (exclusive), in 0..1. */
export type BucketRange = [from: number, to: number];
/** A namespace's id and its range. */
export type Namespace = [id: string, from: number, to: number];

const asBoolean = (answer: string | boolean): boolean => answer === true || answer === 'true';

/** Whether a condition holds for these attributes. A condition that cannot be read holds for nobody. */
function evalCondition(
  attributes: Record<string, unknown>,
  condition: unknown,
  saved_groups: Record<string, unknown> = {},
): boolean {
  return asBoolean(
    module.eval_condition(
      JSON.stringify(attributes),
      JSON.stringify(condition),
      JSON.stringify(saved_groups),
    ),
  );
}

/** The bucketing hash, 0..1; `null` for a version that does not exist. */
function hash(seed: string, value: string, version: number): number | null {
  const answer = module.hash(seed, value, version);
  return typeof answer === 'number' ? answer : (JSON.parse(answer) as number | null);
}

/** The ranges of each variation. */
function getBucketRanges(
  num_variations: number,
  coverage: number,
  weights?: readonly number[] | null,
): BucketRange[] {
  const text = module.bucket_ranges(num_variations, coverage, JSON.stringify(weights ?? null));
  return JSON.parse(text) as BucketRange[];
}

/** The variation whose range holds `n`; -1: none. */
function chooseVariation(n: number, ranges: readonly BucketRange[]): number {
  return module.choose_variation(n, JSON.stringify(ranges));
}

function inNamespace(user_id: string, namespace: Namespace): boolean {
  return asBoolean(module.in_namespace(user_id, JSON.stringify(namespace)));
}

/** Weights that give every variation the same share. */
function getEqualWeights(n: number): number[] {
  return JSON.parse(module.equal_weights(n)) as number[];
}

export const targeting = {
  evalCondition,
  hash,
  getBucketRanges,
  chooseVariation,
  inNamespace,
  getEqualWeights,
};
