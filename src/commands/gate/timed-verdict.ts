import type { Figure } from '../../result/compare-timed.js';
import type { ResultDocument } from '../../result/document.js';
import { BATCHES, batchMedians } from '../../statistics/batches.js';
import { estimate } from '../../statistics/estimate.js';
import { holm } from '../../statistics/holm.js';
import { mannWhitney } from '../../statistics/mann-whitney.js';
import { noiseFloorOfBoth } from '../../statistics/noise-floor.js';
import { detectableSlowdown } from './detectable-slowdown.js';
import { type Evidence, type GateVerdict, verdictOf } from './verdict.js';

/** Figures of one cell's relativeToCompressor; the noise floor is that of the noisier side. */
export interface TimedVerdict extends Evidence {
  readonly old: Figure;
  readonly new: Figure;
  /** Slowdown of this cell alone beyond which it would have failed, as a share; null if none would. */
  readonly detectableSlowdown: number | null;
  readonly verdict: GateVerdict;
}

/** `relativeSamples` by cell; an empty list for a timed cell without samples. */
export type SamplesByCell = Map<string, readonly number[]>;

/** Appends a result's samples, cell by cell. */
export function addSamples(samples: SamplesByCell, { cells }: ResultDocument): SamplesByCell {
  for (const { key, timed } of cells) {
    if (timed) samples.set(key, [...(samples.get(key) ?? []), ...timed.relativeSamples]);
  }
  return samples;
}

/**
 * Tests every cell with samples on both sides. A cell in which no slowdown would have failed does not pass.
 *
 * @param allowed allowed slowdown: 0.05 for 5%
 */
export function judgeTimed(
  old: SamplesByCell,
  now: SamplesByCell,
  allowed: number,
): Map<string, TimedVerdict> {
  const compared = [...now].flatMap(([cell, samples]) => {
    const before = old.get(cell) ?? [];
    if (before.length === 0 || samples.length === 0) return [];
    return [{ cell, ...compareSamples(before, samples) }];
  });
  const corrected = holm(compared.map(({ p }) => p));
  return new Map(
    compared.map(({ cell, before, after, ...figures }, i) => {
      const judged = { ...figures, p: corrected[i] };
      const cells = compared.length;
      const detectable = detectableSlowdown({ ...judged, before, after, cells, allowed });
      const verdict = verdictOf(judged, allowed);
      // With 100% allowed there is nothing to detect.
      const blind = verdict === 'pass' && detectable === null && allowed < 1;
      return [
        cell,
        {
          ...judged,
          detectableSlowdown: detectable,
          verdict: blind ? 'inconclusive' : verdict,
        },
      ];
    }),
  );
}

function compareSamples(old: readonly number[], now: readonly number[]) {
  const [before, after] = [batchMedians(old, BATCHES), batchMedians(now, BATCHES)];
  const was = { ...estimate(old), samples: old.length };
  const is = { ...estimate(now), samples: now.length };
  return {
    before,
    after,
    old: was,
    new: is,
    change: is.median / was.median - 1,
    noiseFloor: noiseFloorOfBoth(before, after),
    p: mannWhitney(before, after).p,
  };
}
