import { median } from './estimate.js';

/** Maximum number of batch medians that represent the samples of a cell in a test. */
export const BATCHES = 20;

/** Number of batch medians that represent these samples in a test. */
export function batchCount(samples: readonly number[]): number {
  return Math.min(samples.length, BATCHES);
}

/**
 * Medians of at most `max` batches of consecutive samples; batch lengths differ by at most one. Consecutive samples share
 * disturbances of the machine. Batch medians hardly do, so a test may treat them as independent.
 */
export function batchMedians(samples: readonly number[], max: number): number[] {
  const batches = Math.min(max, samples.length);
  const border = (i: number) => Math.floor((i * samples.length) / batches);
  return Array.from({ length: batches }, (_, i) => median(samples.slice(border(i), border(i + 1))));
}
