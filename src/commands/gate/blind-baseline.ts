import { counted } from '../../common/counted.js';
import type { FailureReport } from '../../common/errors.js';
import { percent } from '../../output/numbers.js';
import type { ResultDocument } from '../../result/document.js';
import { BATCHES, batchCount, batchMedians } from '../../statistics/batches.js';
import { SIGNIFICANCE_LEVEL } from '../../statistics/holm.js';
import { lowestP } from '../../statistics/mann-whitney.js';
import { minSamples } from '../../statistics/min-samples.js';
import { noiseFloor } from '../../statistics/noise-floor.js';

/** Maximum noise floor of the quietest cell, unless a larger slowdown is allowed. */
const MAX_NOISE_FLOOR = 0.1;

/** A baseline and the result to compare with it. */
export interface BaselineUse {
  readonly path: string;
  readonly baseline: ResultDocument;
  /** Null: a run, which is repeated until each cell has enough samples. */
  readonly current: ResultDocument | null;
  readonly maxRegressionPercent: number;
}

/**
 * Finds timed figures of a baseline that cannot prove any slowdown: cells with too few samples for significance among all
 * cells, or a noise floor above the maximum in every cell. Null if there are none, or nothing was timed.
 */
export function blindPart(use: BaselineUse): FailureReport | null {
  const timed = use.baseline.cells.flatMap(({ key, timed: part }) =>
    part && part.relativeSamples.length > 0 ? [{ key, samples: part.relativeSamples }] : [],
  );
  return timed.length === 0
    ? null
    : (cellsWithFewSamples(use, timed) ?? noiseInAllCells(use, timed));
}

type TimedCells = readonly { readonly key: string; readonly samples: readonly number[] }[];

function cellsWithFewSamples(
  { path, current }: BaselineUse,
  timed: TimedCells,
): FailureReport | null {
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
    remedy: 'write it again with gate --update and a longer --time, or pass --no-timing',
  };
}

function noiseInAllCells(use: BaselineUse, timed: TimedCells): FailureReport | null {
  const { path, baseline, maxRegressionPercent } = use;
  const maxFloor = Math.max(MAX_NOISE_FLOOR, maxRegressionPercent / 100);
  const floors = timed.map(({ samples }) => noiseFloor(batchMedians(samples, BATCHES)) ?? 1);
  const lowest = Math.min(...floors);
  if (lowest <= maxFloor) return null;
  const time = suggestedTime(baseline.config.timeSeconds, lowest / maxFloor);
  return {
    subject: path,
    expected: `a noise floor of ${percent(maxFloor, 1)} or less in some timed cell`,
    found: `${percent(lowest, 1)} in the quietest of ${timed.length}`,
    remedy: `write it again with gate --update on an idle machine${time}, or pass --no-timing`,
  };
}

/** Suggests a time: the noise of a median falls with the square root of the number of samples. */
function suggestedTime(seconds: number | null, excess: number): string {
  return seconds === null ? '' : ` or with --time ${Math.ceil(seconds * excess ** 2)}`;
}
