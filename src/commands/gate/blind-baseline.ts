import { counted } from '../../common/counted.js';
import type { FailureReport } from '../../common/errors.js';
import { percent } from '../../output/numbers.js';
import type { ResultDocument } from '../../result/document.js';
import { BATCHES, batchCount, batchMedians } from '../../statistics/batches.js';
import { SIGNIFICANCE_LEVEL } from '../../statistics/holm.js';
import { lowestP } from '../../statistics/mann-whitney.js';
import { minSamples } from '../../statistics/min-samples.js';
import { noiseFloor } from '../../statistics/noise-floor.js';

/** A baseline has to be able to show a slowdown of 10% somewhere, unless more is allowed. */
const COARSEST = 0.1;

/** A baseline, and what it is held against. */
export interface BaselineUse {
  readonly path: string;
  readonly baseline: ResultDocument;
  /** Null: a run, which is repeated until it has as many samples of a cell as are tested. */
  readonly current: ResultDocument | null;
  readonly maxRegressionPercent: number;
}

/**
 * Names the part of a baseline's timed figures that can prove nothing, however slow the program becomes: cells with fewer
 * samples than significance takes among so many cells, or noise in every cell that hides what a gate is for. Null if
 * there is none, or nothing was timed.
 */
export function blindPart(use: BaselineUse): FailureReport | null {
  const timed = use.baseline.cells.flatMap(({ key, timed: part }) =>
    part && part.relativeSamples.length > 0 ? [{ key, samples: part.relativeSamples }] : [],
  );
  return timed.length === 0 ? null : (shortCells(use, timed) ?? noisyWhole(use, timed));
}

type TimedCells = readonly { readonly key: string; readonly samples: readonly number[] }[];

function shortCells({ path, current }: BaselineUse, timed: TimedCells): FailureReport | null {
  const sizes = new Map(
    current?.cells.map(({ key, timed: part }) => [key, batchCount(part?.relativeSamples ?? [])]),
  );
  const short = timed.filter(({ key, samples }) => {
    const own = batchCount(samples);
    const other = current === null ? BATCHES : Math.max(own, sizes.get(key) ?? 0);
    return lowestP(own, other) * timed.length >= SIGNIFICANCE_LEVEL;
  });
  if (short.length === 0) return null;
  const [{ key, samples }] = short;
  const others = short.length - 1;
  return {
    subject: path,
    expected: `${minSamples(timed.length)} samples or more in each of ${counted(timed.length, 'timed cell')}`,
    found: `${samples.length} in ${key}${others > 0 ? ` and too few in ${others} more` : ''}`,
    remedy: 'write it again with gate --update and more --time, or pass --no-timing',
  };
}

function noisyWhole(use: BaselineUse, timed: TimedCells): FailureReport | null {
  const { path, baseline, maxRegressionPercent } = use;
  const coarsest = Math.max(COARSEST, maxRegressionPercent / 100);
  const floors = timed.map(({ samples }) => noiseFloor(batchMedians(samples, BATCHES)) ?? 1);
  const lowest = Math.min(...floors);
  if (lowest <= coarsest) return null;
  const time = timeFor(baseline.config.timeSeconds, lowest / coarsest);
  return {
    subject: path,
    expected: `a noise floor of ${percent(coarsest, 1)} or less in some timed cell`,
    found: `${percent(lowest, 1)} in the quietest of ${timed.length}`,
    remedy: `write it again with gate --update on an idle machine${time}, or pass --no-timing`,
  };
}

/** The noise of a median falls with the square root of the samples, if nothing else changes. */
function timeFor(seconds: number | null, excess: number): string {
  return seconds === null ? '' : ` or with --time ${Math.ceil(seconds * excess ** 2)}`;
}
