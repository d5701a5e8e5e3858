import { PAGE_SIZE } from '../../common/page.js';
import { LZ4_BYTES } from './literal-bytes.js';

const QUANTILES = 65;

/** Returns quantiles at equal distances of lengths, minimum and maximum included. @param weights by length */
export function quantilesOf(weights: ArrayLike<number>): number[] {
  let total = 0;
  for (let length = 0; length < weights.length; length++) total += weights[length];
  const quantiles: number[] = [];
  let below = 0;
  let last = 0;
  for (let length = 0; length < weights.length; length++) {
    if (weights[length] === 0) continue;
    below += weights[length];
    last = length;
    while (
      quantiles.length < QUANTILES &&
      below >= (quantiles.length / (QUANTILES - 1)) * total &&
      below > 0
    ) {
      quantiles.push(length);
    }
  }
  while (quantiles.length < QUANTILES) quantiles.push(last);
  return quantiles;
}

/** Returns the length at a share from 0 to 1 of the distribution, between quantiles by their straight line. */
export function lengthAt(quantiles: readonly number[], share: number): number {
  const place = share * (quantiles.length - 1);
  const before = Math.min(Math.floor(place), quantiles.length - 2);
  const low = quantiles[before];
  return Math.round(low + (place - before) * (quantiles[before + 1] - low));
}

/** Mean and standard deviation of lengths in bytes. */
export interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Returns the largest standard deviation of lengths with this mean. */
export function maxDeviation(mean: number): number {
  return Math.sqrt((mean - LZ4_BYTES.low) * (LZ4_BYTES.high - mean));
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
