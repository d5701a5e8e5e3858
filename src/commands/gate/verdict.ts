import { SIGNIFICANCE_LEVEL } from '../../statistics/holm.js';

/** GateVerdict on a cell or on all cells. Inconclusive: it may be slower, but that is not significant. */
export type GateVerdict = 'pass' | 'fail' | 'inconclusive';

/** Figures that determine the verdict on a cell. */
export interface Evidence {
  /** New / old - 1; below 0 is slower. */
  readonly change: number;
  /** 99.9th percentile of (larger / smaller median of the same program) - 1; null if unknown. */
  readonly noiseFloor: number | null;
  /** P of the Mann-Whitney U test with Holm's correction over all cells. */
  readonly p: number;
}

/**
 * Returns the verdict on a cell. Slower than allowed and than the noise floor, with a significant p: fail. Not slower than
 * allowed even if the noise floor is subtracted: pass.
 *
 * @param allowed allowed slowdown: 0.05 for 5%
 */
export function verdictOf(
  { change, noiseFloor: floor, p }: Evidence,
  allowed: number,
): GateVerdict {
  if (floor === null) return 'inconclusive';
  // Ratios: noise of 300% divides a figure by four; a difference would be negative.
  const ratio = 1 + change;
  if (ratio < 1 - allowed && ratio * (1 + floor) < 1 && p < SIGNIFICANCE_LEVEL) return 'fail';
  return ratio / (1 + floor) >= 1 - allowed ? 'pass' : 'inconclusive';
}

/** Returns the worst of several verdicts. */
export function worst(verdicts: readonly GateVerdict[]): GateVerdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'pass';
}
