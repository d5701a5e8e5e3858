import type { ResultDocument } from '../../result/document.js';
import { type Side, sideOf } from '../compare/comparison.js';
import { compareExact, type Differing } from '../compare/exact-differences.js';
import type { Difference } from '../compare/leaves.js';
import { warningsOf } from '../compare/warnings.js';
import {
  judgeTimed,
  type SamplesByCell,
  type TimedVerdict,
  type Verdict,
} from './timed-verdict.js';

export const GATE_SCHEMA = 'zswap-bench.gate/1';

/** What `gate` prints. */
export interface GateReport {
  readonly schema: typeof GATE_SCHEMA;
  readonly verdict: Verdict;
  readonly maxRegressionPercent: number;
  readonly baseline: Side;
  readonly current: Side;
  /** What to keep in mind, a sentence each. */
  readonly warnings: readonly string[];
  /** Exact fields that are equal. */
  readonly equalFields: number;
  /** What differs in what is said of corpora: other pages make other figures. */
  readonly corpora: readonly Differing[];
  readonly cells: readonly CellVerdict[];
}

export interface CellVerdict {
  readonly cell: string;
  readonly verdict: Verdict;
  /** The side that does not have the cell. */
  readonly missing: 'baseline' | 'current' | null;
  readonly differences: readonly Difference[];
  /** Null where there is nothing to compare. */
  readonly timed: TimedVerdict | null;
}

/** What is held against what. */
export interface GateInput {
  readonly baseline: ResultDocument;
  readonly current: ResultDocument;
  /** What was timed, if timed figures are to be judged. */
  readonly timed: { readonly baseline: SamplesByCell; readonly current: SamplesByCell } | null;
  readonly maxRegressionPercent: number;
}

/** Holds a result against its baseline: exact figures must be equal, timed ones not provably worse. */
export function judge({ baseline, current, timed, maxRegressionPercent }: GateInput): GateReport {
  const exact = compareExact(baseline, current);
  const differing = new Map(exact.cells.map((each) => [each.subject, each.differences]));
  const judged =
    timed === null
      ? new Map<string, TimedVerdict>()
      : judgeTimed(timed.baseline, timed.current, maxRegressionPercent / 100);
  const cells = current.cells.map(({ key }): CellVerdict => {
    if (exact.onlyNew.includes(key)) return missingFrom('baseline', key);
    const differences = differing.get(key) ?? [];
    const part = judged.get(key) ?? null;
    const clock = part?.verdict ?? (isTimedOnce(timed, key) ? 'inconclusive' : 'pass');
    const verdict = differences.length > 0 ? 'fail' : clock;
    return { cell: key, verdict, missing: null, differences, timed: part };
  });
  cells.push(...exact.onlyOld.map((key) => missingFrom('current', key)));
  const verdicts = [
    ...cells.map(({ verdict }) => verdict),
    ...exact.corpora.map((): Verdict => 'fail'),
  ];
  return {
    schema: GATE_SCHEMA,
    verdict: worst(verdicts),
    maxRegressionPercent,
    baseline: sideOf(baseline),
    current: sideOf(current),
    warnings: warningsOf(baseline, current),
    equalFields: exact.equal,
    corpora: exact.corpora,
    cells,
  };
}

function missingFrom(side: 'baseline' | 'current', cell: string): CellVerdict {
  return { cell, verdict: 'fail', missing: side, differences: [], timed: null };
}

/** Whether one side alone has samples of a cell. */
function isTimedOnce(timed: GateInput['timed'], cell: string): boolean {
  return timed !== null && timed.baseline.has(cell) !== timed.current.has(cell);
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'pass';
}
