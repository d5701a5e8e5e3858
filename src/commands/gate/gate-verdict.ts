import type { ResultDocument } from '../../result/document.js';
import { type Side, sideOf } from '../compare/comparison.js';
import { compareExact, type Differing } from '../compare/exact-differences.js';
import type { Difference } from '../compare/leaves.js';
import { warningsOf } from '../compare/warnings.js';
import { type Contradiction, contradictionsOf } from './contradictions.js';
import { judgeTimed, type SamplesByCell, type TimedVerdict } from './timed-verdict.js';
import { type Verdict, worst } from './verdict.js';

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
  /** What differs of the results as a whole: parts of a run, checksums of the corpora asked for. */
  readonly result: readonly Difference[];
  /** What differs in what is said of corpora: other pages make other figures. */
  readonly corpora: readonly Differing[];
  /** Names of corpora by the side that does not have them. */
  readonly missingCorpora: Readonly<Record<'baseline' | 'current', readonly string[]>>;
  readonly cells: readonly CellVerdict[];
}

export interface CellVerdict {
  readonly cell: string;
  readonly verdict: Verdict;
  /** The side that does not have the cell. */
  readonly missing: 'baseline' | 'current' | null;
  readonly differences: readonly Difference[];
  /** Medians that their own samples contradict, on either side. */
  readonly contradictions: readonly Contradiction[];
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
  const before = new Map(baseline.cells.map((cell) => [cell.key, cell]));
  const cells = current.cells.map((cell): CellVerdict => {
    const { key } = cell;
    const was = before.get(key);
    if (was === undefined) return missingFrom('baseline', key);
    const differences = [...(differing.get(key) ?? []), ...lostTiming(timed, key)];
    const contradictions =
      timed === null
        ? []
        : [...contradictionsOf(was, 'baseline'), ...contradictionsOf(cell, 'current')];
    const part = judged.get(key) ?? null;
    const clock = part?.verdict ?? (isTimedOnce(timed, key) ? 'inconclusive' : 'pass');
    const verdict = differences.length + contradictions.length > 0 ? 'fail' : clock;
    return { cell: key, verdict, missing: null, differences, contradictions, timed: part };
  });
  cells.push(...exact.onlyOld.map((key) => missingFrom('current', key)));
  const missingCorpora = { baseline: exact.onlyNewCorpora, current: exact.onlyOldCorpora };
  const beside = [exact.result, exact.corpora, exact.onlyNewCorpora, exact.onlyOldCorpora];
  return {
    schema: GATE_SCHEMA,
    verdict: beside.flat().length > 0 ? 'fail' : worst(cells.map(({ verdict }) => verdict)),
    maxRegressionPercent,
    baseline: sideOf(baseline),
    current: sideOf(current),
    warnings: warningsOf(baseline, current),
    equalFields: exact.equal,
    result: exact.result,
    corpora: exact.corpora,
    missingCorpora,
    cells,
  };
}

function missingFrom(side: 'baseline' | 'current', cell: string): CellVerdict {
  return { cell, verdict: 'fail', missing: side, differences: [], contradictions: [], timed: null };
}

/** A timed part that the baseline has and the current result does not. */
function lostTiming(timed: GateInput['timed'], cell: string): Difference[] {
  if (timed === null || !timed.baseline.has(cell) || timed.current.has(cell)) return [];
  return [{ field: 'timed', old: 'measured', new: undefined }];
}

/** Whether one side alone has samples of a cell. */
function isTimedOnce(timed: GateInput['timed'], cell: string): boolean {
  const hasSamples = (side?: SamplesByCell) => (side?.get(cell) ?? []).length > 0;
  return hasSamples(timed?.baseline) !== hasSamples(timed?.current);
}
