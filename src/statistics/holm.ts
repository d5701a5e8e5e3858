/** Family-wise significance level: chance of any false finding among all A/A comparisons of a program. */
export const SIGNIFICANCE_LEVEL = 0.05;

/**
 * Holm's step-down correction (Holm, 1979). Raises the p values of several tests: where each corrected value is compared
 * with a level, the chance of any false finding among them stays below that level. Keeps the order.
 */
export function holm(pValues: readonly number[]): number[] {
  const rising = pValues.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const corrected = new Array<number>(pValues.length);
  let highest = 0;
  for (const [rank, { p, at }] of rising.entries()) {
    highest = Math.max(highest, Math.min(1, p * (pValues.length - rank)));
    corrected[at] = highest;
  }
  return corrected;
}
