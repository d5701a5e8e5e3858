import type { ResultDocument } from '../../result/document.js';
import { type Side, sideOf } from '../compare/comparison.js';
import { compareExact, type SubjectDifferences } from '../compare/exact-differences.js';
import type { Difference } from '../compare/leaves.js';
import { warningsOf } from '../compare/warnings.js';
import { type Contradiction, contradictionsOf } from './contradictions.js';
import { judgeTimed, type SamplesByCell, type TimedVerdict } from './timed-verdict.js';
import { type GateVerdict, worst } from './verdict.js';
import { staleWaivers, type Waiver, waiverOf } from './waivers.js';

export const GATE_SCHEMA = 'zswap-bench.gate/1';

/** Document of `gate`. */
export interface GateReport {
  readonly schema: typeof GATE_SCHEMA;
  readonly verdict: GateVerdict;
  readonly maxRegressionPercent: number;
  readonly baseline: Side;
  readonly current: Side;
  /** Warnings, one sentence each. */
  readonly warnings: readonly string[];
  /** Number of equal exact fields. */
  readonly equalFields: number;
  /** Differences of the whole results: shard, checksums of the corpora in the configuration. */
  readonly result: readonly Difference[];
  /** Differences of corpora. */
  readonly corpora: readonly SubjectDifferences[];
  /** Names of missing corpora, by side. */
  readonly missingCorpora: Readonly<Record<'baseline' | 'current', readonly string[]>>;
  readonly cells: readonly CellVerdict[];
}

export interface CellVerdict {
  readonly cell: string;
  /** Waived: it did not pass, and a waiver holds. */
  readonly verdict: GateVerdict | 'waived';
  /** Absent without a waiver that holds. */
  readonly waiver?: Waiver;
  /** Side that lacks the cell. */
  readonly missing: 'baseline' | 'current' | null;
  readonly differences: readonly Difference[];
  /** Medians that differ from the median of their samples, on either side. */
  readonly contradictions: readonly Contradiction[];
  /** Null if there is nothing to compare. */
  readonly timed: TimedVerdict | null;
}

/** Rules of a gate. */
export interface GateRules {
  readonly maxRegressionPercent: number;
  readonly waivers?: readonly Waiver[];
  /** Day for the dates of waivers, as `2027-01-31`. */
  readonly today?: string;
  /** Warnings besides those of the results. */
  readonly remarks?: readonly string[];
}

/** Input of {@link judge}. */
export interface GateInput extends GateRules {
  readonly baseline: ResultDocument;
  readonly current: ResultDocument;
  /** Timed samples of both sides; null to compare exact figures only. */
  readonly timed: { readonly baseline: SamplesByCell; readonly current: SamplesByCell } | null;
}

/** Compares a result with its baseline: exact figures must be equal, timed ones not significantly slower. */
export function judge(input: GateInput): GateReport {
  const { baseline, current, timed, maxRegressionPercent } = input;
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
    const timedVerdict = part?.verdict ?? (isTimedOnce(timed, key) ? 'inconclusive' : 'pass');
    const verdict = differences.length + contradictions.length > 0 ? 'fail' : timedVerdict;
    return { cell: key, verdict, missing: null, differences, contradictions, timed: part };
  });
  cells.push(...exact.onlyOld.map((key) => missingFrom('current', key)));
  const { waived, remarks } = applyWaivers(cells, input);
  const missingCorpora = { baseline: exact.onlyNewCorpora, current: exact.onlyOldCorpora };
  const outside = [exact.result, exact.corpora, exact.onlyNewCorpora, exact.onlyOldCorpora];
  return {
    schema: GATE_SCHEMA,
    verdict:
      outside.flat().length > 0
        ? 'fail'
        : worst(waived.map(({ verdict }) => (verdict === 'waived' ? 'pass' : verdict))),
    maxRegressionPercent,
    baseline: sideOf(baseline),
    current: sideOf(current),
    warnings: [...remarks, ...warningsOf(baseline, current)],
    equalFields: exact.equal,
    result: exact.result,
    corpora: exact.corpora,
    missingCorpora,
    cells: waived,
  };
}

function applyWaivers(
  cells: readonly CellVerdict[],
  { waivers = [], today = '', remarks = [] }: GateRules,
): { waived: CellVerdict[]; remarks: string[] } {
  const failed = cells.filter(({ verdict }) => verdict !== 'pass').map(({ cell }) => cell);
  const waived = cells.map((each): CellVerdict => {
    const waiver = each.verdict === 'pass' ? null : waiverOf(each.cell, waivers, today);
    return waiver === null ? each : { ...each, verdict: 'waived', waiver };
  });
  return { waived, remarks: [...remarks, ...staleWaivers(failed, waivers, today)] };
}

function missingFrom(side: 'baseline' | 'current', cell: string): CellVerdict {
  return { cell, verdict: 'fail', missing: side, differences: [], contradictions: [], timed: null };
}

/** Reports a timed part that only the baseline has. */
function lostTiming(timed: GateInput['timed'], cell: string): Difference[] {
  if (timed === null || !timed.baseline.has(cell) || timed.current.has(cell)) return [];
  return [{ field: 'timed', old: 'measured', new: undefined }];
}

/** Whether only one side has samples of a cell. */
function isTimedOnce(timed: GateInput['timed'], cell: string): boolean {
  const hasSamples = (side?: SamplesByCell) => (side?.get(cell) ?? []).length > 0;
  return hasSamples(timed?.baseline) !== hasSamples(timed?.current);
}
