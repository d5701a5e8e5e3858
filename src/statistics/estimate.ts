import { Random } from '../memory/random.js';

const RESAMPLES = 1000;
const SEED = 'bootstrap';

/** The middle value, or the mean of the two middle ones. Throws RangeError for no values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear interpolation between the closest ranks (type 7 of Hyndman and Fan, 1996). */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('a quantile of nothing');
  const sorted = Float64Array.from(values).sort();
  const rank = (sorted.length - 1) * share;
  const below = Math.floor(rank);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low + (high - low) * (rank - below);
}

/** The median with its 95% percentile bootstrap interval (Efron, 1979), resampled from a fixed seed. */
export function estimate(values: readonly number[]): { median: number; low: number; high: number } {
  const random = new Random(SEED, values.length);
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(values.map(() => values[random.below(values.length)])),
  );
  return { median: median(values), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}
