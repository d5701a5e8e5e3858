import { mannWhitney } from '../../statistics/mann-whitney.js';
import { smallestShare } from '../../statistics/smallest-share.js';
import { type Evidence, verdictOf } from './verdict.js';

/** A cell's samples and the parameters of the test. */
export interface TestedCell extends Omit<Evidence, 'p'> {
  /** Batch medians of each side. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Number of cells that are tested together. */
  readonly cells: number;
  readonly allowed: number;
}

/**
 * Computes the slowdown of this cell alone beyond which it would have failed, as a share; null if none would. The new
 * samples are scaled to the old median and then by the slowdown, and tested again: the Mann-Whitney test solved for the
 * shift (Hodges and Lehmann, 1963), with Holm's factor for the lowest p. A slowdown is assumed to scale the noise too.
 */
export function detectableSlowdown(judged: TestedCell): number | null {
  const { before, after, change, noiseFloor, cells, allowed } = judged;
  return smallestShare((slowdown) => {
    const scale = (1 - slowdown) / (1 + change);
    const slower = after.map((value) => value * scale);
    const p = Math.min(1, cells * mannWhitney(before, slower).p);
    return verdictOf({ change: -slowdown, noiseFloor, p }, allowed) === 'fail';
  });
}
