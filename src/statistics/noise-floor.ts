import { Random } from '../common/random.js';
import { median, quantile } from './estimate.js';

const MEDIANS = 1000;
const COMPARISONS = 20_000;
const SEED = 'noise floor';
const SHARE = 0.999;

/** Returns the noise floor of the noisier of two measurements; null if one has none. */
export function noiseFloorOfBoth(one: readonly number[], other: readonly number[]): number | null {
  const floors = [noiseFloor(one), noiseFloor(other)];
  return floors.includes(null) ? null : Math.max(...(floors as number[]));
}

/**
 * Noise floor of a measurement: p99.9 of the difference between the medians of two A/A samples, as their ratio minus 1.
 * The samples are drawn from the values with replacement, from a fixed seed. Null for fewer than two values. All values
 * must be above 0.
 */
export function noiseFloor(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const random = new Random(SEED, values.length);
  const resampledMedian = () => median(values.map(() => values[random.below(values.length)]));
  const medians = Array.from({ length: MEDIANS }, resampledMedian);
  const differences = Array.from({ length: COMPARISONS }, () => {
    const [one, other] = [medians[random.below(MEDIANS)], medians[random.below(MEDIANS)]];
    return Math.max(one, other) / Math.min(one, other) - 1;
  });
  return quantile(differences, SHARE);
}
