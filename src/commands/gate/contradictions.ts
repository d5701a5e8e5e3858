import type { Cell } from '../../result/document.js';
import { median } from '../../statistics/estimate.js';

/** A median in a result that differs from the median of its samples. */
export interface Contradiction {
  readonly side: 'baseline' | 'current';
  readonly field: string;
  readonly stated: number | null;
  /** Median of the samples; null if there are none. */
  readonly median: number | null;
}

/** Compares a cell's medians with its samples: the gate tests the samples, other programs read the medians. */
export function contradictionsOf({ timed }: Cell, side: Contradiction['side']): Contradiction[] {
  if (timed === undefined) return [];
  const { relativeToCompressor, relativeSamples, pagesPerSecond } = timed;
  const medians: [field: string, stated: number | null, samples: readonly number[]][] = [
    ['relativeToCompressor', relativeToCompressor, relativeSamples],
    ['pagesPerSecond.median', pagesPerSecond?.median ?? null, pagesPerSecond?.samples ?? []],
  ];
  return medians
    .map(([field, stated, samples]) => ({
      side,
      field,
      stated,
      median: samples.length === 0 ? null : median(samples),
    }))
    .filter(({ stated, median: own }) => stated !== own);
}
