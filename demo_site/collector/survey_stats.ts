/** Scores of surveys from their histograms. Histograms add up; percentages and means do not. */

/** 97.5th percentile of the normal distribution: 95 % lie within this many standard errors. */
const z95 = 1.959963984540054;

/** Net Promoter Score, from −100 to 100. */
export interface NpsStats {
  n: number;
  promoters: number;
  passives: number;
  detractors: number;
  /** %promoters − %detractors; null without answers. */
  value: number | null;
  /** Half the width of the 95 % interval, in the same points; null below two answers. */
  margin: number | null;
}

/** Customer Effort Score: agreement from 1 to 7 (2.0), or from 1 to 5. */
export interface CesStats {
  n: number;
  /** Mean answer, from 1; null without answers. */
  value: number | null;
  /** Half the width of the mean's 95 % interval; null below two answers. */
  margin: number | null;
  /** Share of 5 to 7 (of 1 to 5: 4 and 5), who agree at all, in percent; null without answers. */
  top_box: number | null;
  /** %(6, 7) − %(1, 2, 3), of five %(4, 5) − %(1, 2): −100 to 100; null without answers. */
  index: number | null;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * NPS of a histogram of 11 entries, index = answer: 0–6 detract, 7 and 8 are passive, 9 and 10
 * promote. One answer is −1, 0 or 1, so its variance is P + D − (P − D)²; the margin is the Wald
 * interval of the mean of n of them, in points.
 */
export function npsStats(histogram: readonly number[]): NpsStats {
  const n = sum(histogram);
  const detractors = sum(histogram.slice(0, 7));
  const passives = sum(histogram.slice(7, 9));
  const promoters = sum(histogram.slice(9, 11));
  if (n === 0) return { n, promoters, passives, detractors, value: null, margin: null };
  const p = promoters / n;
  const d = detractors / n;
  const variance = p + d - (p - d) ** 2;
  const margin = n < 2 ? null : 100 * z95 * Math.sqrt(variance / n);
  return { n, promoters, passives, detractors, value: 100 * (p - d), margin };
}

/** CES of a histogram of 7 or 5 entries, index = answer − 1. */
export function cesStats(histogram: readonly number[]): CesStats {
  const n = sum(histogram);
  if (n === 0) return { n, value: null, margin: null, top_box: null, index: null };
  const mean = sum(histogram.map((count, i) => count * (i + 1))) / n;
  const squares = sum(histogram.map((count, i) => count * (i + 1 - mean) ** 2));
  const five = histogram.length === 5;
  const agreeing = sum(histogram.slice(five ? 3 : 4));
  const top = sum(histogram.slice(-2));
  const bottom = sum(histogram.slice(0, five ? 2 : 3));
  return {
    n,
    value: mean,
    margin: n < 2 ? null : z95 * Math.sqrt(squares / (n - 1) / n),
    top_box: (100 * agreeing) / n,
    index: (100 * (top - bottom)) / n,
  };
}
