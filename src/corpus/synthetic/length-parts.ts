import { PAGE_SIZE } from '../../common/page.js';
import { LZ4_BYTES } from './literal-bytes.js';

const PARTS = 128;

/**
 * Returns the mean length of each of equal parts of a distribution, from the shortest lengths to the longest.
 *
 * @param weights by length; not all 0
 */
export function partMeans(weights: ArrayLike<number>): number[] {
  let total = 0;
  for (let length = 0; length < weights.length; length++) total += weights[length];
  const means: number[] = [];
  let length = 0;
  let left = weights[0];
  for (let part = 0; part < PARTS; part++) {
    let missing = total / PARTS;
    let sum = 0;
    while (missing > left && length < weights.length - 1) {
      sum += left * length;
      missing -= left;
      left = weights[++length];
    }
    sum += missing * length;
    left -= missing;
    means.push(Math.round((sum * PARTS) / total));
  }
  return means;
}

/** Returns the length at a share from 0 to 1 of the distribution: between the middles of two parts by the straight line. */
export function lengthAt(means: readonly number[], share: number): number {
  const place = Math.min(Math.max(share * means.length - 0.5, 0), means.length - 1);
  const before = Math.floor(place);
  const low = means[before];
  const high = means[Math.ceil(place)];
  return Math.round(low + (place - before) * (high - low));
}

/** Mean and standard deviation of lengths in bytes. */
export interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Returns the largest standard deviation of lengths with this mean: beyond it, the beta distribution has peaks at its ends. */
export function maxDeviation(mean: number): number {
  const { low, high } = LZ4_BYTES;
  const center = (mean - low) / (high - low);
  const sizeAtLeast = 1 / Math.min(center, 1 - center);
  return (high - low) * Math.sqrt((center * (1 - center)) / (sizeAtLeast + 1));
}

/** Returns weights by length of the beta distribution with these moments, over all lengths of pages that compress. */
export function betaWeights({ mean, sd }: Moments): Float64Array {
  const { low, high } = LZ4_BYTES;
  const weights = new Float64Array(PAGE_SIZE);
  const center = (mean - low) / (high - low);
  const size = (center * (1 - center)) / (sd / (high - low)) ** 2 - 1;
  const [a, b] = [center * size, (1 - center) * size];
  const logs = weights.map((_, length) => {
    const x = (length - low + 0.5) / (high - low + 1);
    return (a - 1) * Math.log(x) + (b - 1) * Math.log(1 - x);
  });
  const max = logs.subarray(low, high + 1).reduce((one, other) => Math.max(one, other));
  for (let length = low; length <= high; length++) weights[length] = Math.exp(logs[length] - max);
  return weights;
}
