/** A ratio of integers with six decimals, so that it prints alike everywhere; null over nothing. */
export function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : Math.round((numerator / denominator) * 1e6) / 1e6;
}
