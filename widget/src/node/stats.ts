// Survey scores with their uncertainty, from histograms of answers. Counts add up; scores do not.
import { module } from './module.ts';

/** Net Promoter Score of answers 0..10 (11 counts). Shares are 0..1, `value` -100..100. */
export interface NpsResult {
  n: number;
  promoters: number;
  passives: number;
  detractors: number;
  value: number;
  /** Half of the 95 % confidence interval, in points. */
  margin: number;
}

/** Customer Effort Score of answers 1..7 or 1..5: more is easier. */
export interface CesResult {
  n: number;
  mean: number;
  /** Half of the 95 % confidence interval of the mean. */
  margin: number;
  /** Share of answers that agree: 5 to 7 of 7, 4 and 5 of 5. */
  top_box: number;
  /** Those who found it easy minus those who did not, -100..100. */
  index: number;
}

/** Customer satisfaction: the share of the top two of five, 0..100. */
export interface CsatResult {
  n: number;
  value: number;
  margin: number;
}

function read<Result>(text: string, histogram: readonly number[], length: string): Result {
  const result = JSON.parse(text) as Result | null;
  if (result === null) {
    throw new RangeError(
      `a histogram of ${length} counts was expected, not ${JSON.stringify(histogram)}`,
    );
  }
  return result;
}

export const stats = {
  nps: (histogram: readonly number[]): NpsResult =>
    read(module.nps(JSON.stringify(histogram)), histogram, '11'),
  ces: (histogram: readonly number[]): CesResult =>
    read(module.ces(JSON.stringify(histogram)), histogram, '7 or 5'),
  csat: (histogram: readonly number[]): CsatResult =>
    read(module.csat(JSON.stringify(histogram)), histogram, '5'),
};
