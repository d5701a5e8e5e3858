import { Random } from '../common/random.js';

const RESAMPLES = 1000;
const SEED = 'bootstrap';

/** The middle value, or the mean of the two middle values. Throws RangeError for an empty sample. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Quantile by linear interpolation between the closest ranks (type 7 of Hyndman and Fan, 1996). */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('quantile of an empty sample');
  const sorted = Float64Array.from(values).sort();
  const rank = (sorted.length - 1) * share;
  const low = sorted[Math.floor(rank)];
  const high = sorted[Math.ceil(rank)];
  return low + (high - low) * (rank - Math.floor(rank));
}

/** Median and its 95% percentile bootstrap interval (Efron, 1979), resampled from a fixed seed. */
export function estimate(values: readonly number[]): { median: number; low: number; high: number } {
  const sorted = Float64Array.from(values).sort();
  const random = new Random(SEED, values.length);
  const drawn = new Uint32Array(values.length);
  const medians: number[] = [];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    drawn.fill(0);
    for (let i = 0; i < drawn.length; i++) drawn[random.below(drawn.length)]++;
    medians.push(medianOfDraws(sorted, drawn));
  }
  return { median: median(values), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

/** Median of a resample. `drawn` has one count for each value of `sorted`; the counts add up to the number of values. */
function medianOfDraws(sorted: Float64Array, drawn: Uint32Array): number {
  const nth = (rank: number) => {
    let at = 0;
    for (let left = rank; left >= drawn[at]; at++) left -= drawn[at];
    return sorted[at];
  };
  return (nth((sorted.length - 1) >>> 1) + nth(sorted.length >>> 1)) / 2;
}
