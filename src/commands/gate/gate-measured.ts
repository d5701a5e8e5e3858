import type { Cell, ResultDocument } from '../../result/document.js';
import type { Measuring } from './gate-rounds.js';
import { type GateReport, judge } from './gate-verdict.js';
import { addSamples } from './timed-verdict.js';
import type { Verdict } from './verdict.js';

/** What a gate that measures has seen. */
export interface Gated {
  readonly current: ResultDocument;
  readonly report: GateReport;
}

/**
 * Measures until every cell is settled, or rounds run out, and judges. Exact figures are those of the first round.
 *
 * @param baseline null to take what the baseline's program says
 */
export async function gateMeasured(
  measuring: Measuring,
  baseline: ResultDocument | null,
  maxRegressionPercent: number,
): Promise<Gated> {
  const first = await measuring.round(null);
  const held = baseline ?? (first.baseline as ResultDocument);
  const { current } = first;
  const samples = {
    baseline: addSamples(new Map(), first.baseline ?? held),
    current: addSamples(new Map(), current),
  };
  const timed = measuring.timed && isTimed(first.baseline ?? held) ? samples : null;
  let failedBefore = new Set<string>();
  for (let rounds = 1; ; rounds++) {
    const report = judge({ baseline: held, current, timed, maxRegressionPercent });
    const unsettled = unsettledCells(report, current, failedBefore);
    failedBefore = new Set(cellsThat('fail', report));
    const enough = rounds >= measuring.fewestRounds && unsettled.length === 0;
    if (timed === null || enough || rounds >= measuring.mostRounds) return { current, report };
    const early = rounds < measuring.fewestRounds;
    const next = await measuring.round(early ? current.cells : unsettled);
    addSamples(timed.current, next.current);
    if (next.baseline !== null) addSamples(timed.baseline, next.baseline);
  }
}

function isTimed({ cells }: ResultDocument): boolean {
  return cells.some(({ timed }) => timed !== undefined);
}

/** Inconclusive cells, and those that fail but did not the last time they were judged. */
function unsettledCells(
  report: GateReport,
  current: ResultDocument,
  failedBefore: ReadonlySet<string>,
): Cell[] {
  const failing = cellsThat('fail', report).filter((cell) => !failedBefore.has(cell));
  const open = new Set([...cellsThat('inconclusive', report), ...failing]);
  return current.cells.filter(({ key }) => open.has(key));
}

/** By the clock. */
function cellsThat(verdict: Verdict, { cells }: GateReport): string[] {
  return cells.filter(({ timed }) => timed?.verdict === verdict).map(({ cell }) => cell);
}
