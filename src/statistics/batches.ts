import { median } from './estimate.js';

/** Medians of consecutive samples that stand for a cell's samples in a test, at the most. */
export const BATCHES = 20;

/** Medians that stand for these samples. */
export function batchCount(samples: readonly number[]): number {
  return Math.min(samples.length, BATCHES);
}

/**
 * Medians of at most `most` runs of consecutive samples of equal length, give or take one. Samples that follow each other
 * share what disturbs the machine; these hardly do, so that tests may take them for independent.
 */
export function batchMedians(samples: readonly number[], most: number): number[] {
  const batches = Math.min(most, samples.length);
  const border = (i: number) => Math.floor((i * samples.length) / batches);
  return Array.from({ length: batches }, (_, i) => median(samples.slice(border(i), border(i + 1))));
}
