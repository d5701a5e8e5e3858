import { mannWhitney } from '../../statistics/mann-whitney.js';
import { smallestShare } from '../../statistics/smallest-share.js';
import { type Evidence, verdictOf } from './verdict.js';

/** A cell's samples as they are tested, and how they are judged. */
export interface Judged extends Omit<Evidence, 'p'> {
  /** Batch medians of each side. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Cells that are judged together. */
  readonly cells: number;
  readonly allowed: number;
}

/**
 * Share beyond which a slowdown of this cell alone would have failed it; null if none would. The new samples, scaled
 * to the old median and then by the slowdown, get the verdict that they would have had: the Mann-Whitney test solved for
 * the shift (Hodges and Lehmann, 1963), with Holm's factor for the lowest p. Slowing down is taken to scale the noise too.
 */
export function detectableSlowdown(judged: Judged): number | null {
  const { before, after, change, noiseFloor, cells, allowed } = judged;
  return smallestShare((slowdown) => {
    const scale = (1 - slowdown) / (1 + change);
    const slower = after.map((value) => value * scale);
    const p = Math.min(1, cells * mannWhitney(before, slower).p);
    return verdictOf({ change: -slowdown, noiseFloor, p }, allowed) === 'fail';
  });
}
