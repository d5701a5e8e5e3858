/** Ratio of integers rounded to six decimals, which prints alike everywhere; null for a denominator of 0. */
export function roundedRatio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : Math.round((numerator / denominator) * 1e6) / 1e6;
}
