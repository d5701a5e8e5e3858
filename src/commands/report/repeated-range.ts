import { median } from '../../statistics/estimate.js';

/** A figure over repetitions: minimum, median, maximum. */
export type Range = readonly [low: number, median: number, high: number];

/** Returns the range of values; null if there are none. Rounds to six significant digits. */
export function rangeOf(values: readonly number[]): Range | null {
  if (values.length === 0) return null;
  const rounded = (value: number) => Number(value.toPrecision(6));
  return [rounded(Math.min(...values)), rounded(median(values)), rounded(Math.max(...values))];
}
