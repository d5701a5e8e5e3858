import type { Cell, ResultDocument } from '../../result/document.js';
import type { Measurement } from './gate-rounds.js';
import { type GateReport, type GateRules, judge } from './gate-verdict.js';
import { addSamples } from './timed-verdict.js';
import type { GateVerdict } from './verdict.js';

/** Result and report of a gate. */
export interface GateOutcome {
  readonly current: ResultDocument;
  readonly report: GateReport;
}

/**
 * Measures until every cell is decided or the maximum of rounds is reached. Exact figures are those of the first round.
 *
 * @param baseline null to use the result of the baseline's program
 */
export async function gateMeasured(
  measurement: Measurement,
  baseline: ResultDocument | null,
  rules: GateRules,
): Promise<GateOutcome> {
  const first = await measurement.round(null);
  const reference = baseline ?? (first.baseline as ResultDocument);
  const { current } = first;
  const samples = {
    baseline: addSamples(new Map(), first.baseline ?? reference),
    current: addSamples(new Map(), current),
  };
  const timed = measurement.timed && isTimed(first.baseline ?? reference) ? samples : null;
  let failedBefore = new Set<string>();
  for (let rounds = 1; ; rounds++) {
    const report = judge({ baseline: reference, current, timed, ...rules });
    const undecided = undecidedCells(report, current, failedBefore);
    failedBefore = new Set(cellsWith('fail', report));
    const finished = rounds >= measurement.minRounds && undecided.length === 0;
    if (timed === null || finished || rounds >= measurement.maxRounds) return { current, report };
    const early = rounds < measurement.minRounds;
    const next = await measurement.round(early ? current.cells : undecided);
    addSamples(timed.current, next.current);
    if (next.baseline !== null) addSamples(timed.baseline, next.baseline);
  }
}

function isTimed({ cells }: ResultDocument): boolean {
  return cells.some(({ timed }) => timed !== undefined);
}

/** Returns inconclusive cells, and cells that fail but did not fail in the previous round. */
function undecidedCells(
  report: GateReport,
  current: ResultDocument,
  failedBefore: ReadonlySet<string>,
): Cell[] {
  const failing = cellsWith('fail', report).filter((cell) => !failedBefore.has(cell));
  const open = new Set([...cellsWith('inconclusive', report), ...failing]);
  return current.cells.filter(({ key }) => open.has(key));
}

/** Returns the keys of cells with a timed verdict. */
function cellsWith(verdict: GateVerdict, { cells }: GateReport): string[] {
  return cells.filter(({ timed }) => timed?.verdict === verdict).map(({ cell }) => cell);
}
