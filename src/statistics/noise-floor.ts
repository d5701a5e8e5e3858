import { Random } from '../common/random.js';
import { median, quantile } from './estimate.js';

const MEDIANS = 1000;
const COMPARISONS = 20_000;
const SEED = 'noise floor';
const SHARE = 0.999;

/**
 * How far the medians of two measurements of one program lie apart, as a ratio minus 1: an A/A comparison, over and over,
 * of two samples drawn from its own values (with replacement, from a fixed seed). 999 of 1000 comparisons differ by less.
 * Null for fewer than two values, which cannot tell. Values have to be above 0.
 */
export function noiseFloor(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const random = new Random(SEED, values.length);
  const drawn = () => median(values.map(() => values[random.below(values.length)]));
  const medians = Array.from({ length: MEDIANS }, drawn);
  const apart = Array.from({ length: COMPARISONS }, () => {
    const [one, other] = [medians[random.below(MEDIANS)], medians[random.below(MEDIANS)]];
    return Math.max(one, other) / Math.min(one, other) - 1;
  });
  return quantile(apart, SHARE);
}
