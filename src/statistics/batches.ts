import { median } from './estimate.js';

/** Medians of consecutive samples that stand for a cell's samples in a test, at the most. */
export const BATCHES = 20;

/** Medians that stand for these samples. */
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
