import { SIGNIFICANCE_LEVEL } from '../../statistics/holm.js';

/** How a cell, or all of them, came out. Inconclusive: it may be worse, but nothing is proven either way. */
export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** The figures of a cell that its verdict comes from. */
export interface Evidence {
  /** New by old, minus 1: below 0 is slower. */
  readonly change: number;
  /** Ratio of the program's medians to its own, the greater by the lesser, minus 1; null if that is unknown. */
  readonly noiseFloor: number | null;
  /** Mann-Whitney's, after Holm over all cells. */
  readonly p: number;
}

/**
 * Worse than is allowed and than noise explains: fail. Not even with noise against it worse than is allowed: pass.
 *
 * @param allowed by how much a cell may become slower: 0.05 for 5%
 */
export function verdictOf({ change, noiseFloor: floor, p }: Evidence, allowed: number): Verdict {
  if (floor === null) return 'inconclusive';
  // Ratios: noise of 300% may make a quarter of a figure, not less than nothing.
  const ratio = 1 + change;
  if (ratio < 1 - allowed && ratio * (1 + floor) < 1 && p < SIGNIFICANCE_LEVEL) return 'fail';
  return ratio / (1 + floor) >= 1 - allowed ? 'pass' : 'inconclusive';
}

/** The verdict on several: the worst of theirs. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'pass';
}
