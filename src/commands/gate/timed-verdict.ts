import type { ResultDocument } from '../../result/document.js';
import { BATCHES, batchMedians } from '../../statistics/batches.js';
import { estimate } from '../../statistics/estimate.js';
import { holm, LEVEL } from '../../statistics/holm.js';
import { mannWhitney } from '../../statistics/mann-whitney.js';
import { noiseFloor } from '../../statistics/noise-floor.js';
import type { Figure } from '../compare/timed-differences.js';

/** How a cell, or all of them, came out. Inconclusive: it may be worse, but nothing is proven either way. */
export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** What is said of one cell's relativeToCompressor. */
export interface TimedVerdict {
  readonly old: Figure;
  readonly new: Figure;
  /** New by old, minus 1: below 0 is slower. */
  readonly change: number;
  /** What the program differs by from itself, the noisier of both sides; null if that is unknown. */
  readonly noiseFloor: number | null;
  /** Mann-Whitney's, after Holm over all cells. */
  readonly p: number;
  readonly verdict: Verdict;
}

/** `relativeSamples` by cell. */
export type SamplesByCell = Map<string, readonly number[]>;

/** Puts a result's samples behind those that are there, cell by cell. */
export function addSamples(samples: SamplesByCell, { cells }: ResultDocument): SamplesByCell {
  for (const { key, timed } of cells) {
    const more = timed?.relativeSamples ?? [];
    if (more.length > 0) samples.set(key, [...(samples.get(key) ?? []), ...more]);
  }
  return samples;
}

/**
 * Judges every cell that both sides have samples of.
 *
 * @param allowed by how much a cell may become slower: 0.05 for 5%
 */
export function judgeTimed(
  old: SamplesByCell,
  now: SamplesByCell,
  allowed: number,
): Map<string, TimedVerdict> {
  const cells = [...now].flatMap(([cell, samples]) => {
    const before = old.get(cell);
    return before === undefined ? [] : [{ cell, ...compareSamples(before, samples) }];
  });
  const corrected = holm(cells.map(({ p }) => p));
  return new Map(
    cells.map(({ cell, ...compared }, i) => {
      const judged = { ...compared, p: corrected[i] };
      return [cell, { ...judged, verdict: verdictOf(judged, allowed) }];
    }),
  );
}

function compareSamples(old: readonly number[], now: readonly number[]) {
  const [before, after] = [batchMedians(old, BATCHES), batchMedians(now, BATCHES)];
  const floors = [noiseFloor(before), noiseFloor(after)];
  const was = { ...estimate(old), samples: old.length };
  const is = { ...estimate(now), samples: now.length };
  return {
    old: was,
    new: is,
    change: is.median / was.median - 1,
    noiseFloor: floors.includes(null) ? null : Math.max(...(floors as number[])),
    p: mannWhitney(before, after).p,
  };
}

/** Worse than is allowed and than noise explains: fail. Not even with noise against it worse than is allowed: pass. */
export function verdictOf(
  { change, noiseFloor: floor, p }: Pick<TimedVerdict, 'change' | 'noiseFloor' | 'p'>,
  allowed: number,
): Verdict {
  if (floor === null) return 'inconclusive';
  if (change < -allowed && change < -floor && p < LEVEL) return 'fail';
  return change - floor >= -allowed ? 'pass' : 'inconclusive';
}
