import { type GateReport, judge } from '../../src/commands/gate/gate-verdict.js';
import { addSamples } from '../../src/commands/gate/timed-verdict.js';
import type { ResultDocument } from '../../src/result/document.js';
import { changed } from './result-documents.js';
import { samplesAround, timedPart, withTimed } from './timed-results.js';

/** A baseline, and a result with a cell each that passes, differs, is slower, is too noisy, and is missing. */
export function mixedResults(result: ResultDocument): [old: ResultDocument, now: ResultDocument] {
  const [cell] = result.cells;
  const keys = ['tiny/a/pass', 'tiny/b/differs', 'tiny/c/slower', 'tiny/d/noisy', 'tiny/e/gone'];
  const cells = keys.map((key) => ({ ...structuredClone(cell), key }));
  const part = (middle: number, spread: number, seed: number) =>
    timedPart(samplesAround(middle, spread, 60, seed));
  const spreads = [0.01, 0.01, 0.01, 0.7, 0.01];
  const old = withTimed(
    { ...result, cells },
    spreads.map((spread, i) => part(0.9, spread, i)),
  );
  const now = withTimed(
    { ...result, cells: cells.slice(0, 4) },
    spreads.map((spread, i) => part(i === 2 ? 0.8 : 0.9, spread, i + 10)),
  );
  const { endPages } = cell.exact.pool;
  return [old, changed(now, ['cells', 1, 'exact', 'pool', 'endPages'], endPages + 1)];
}

/** Gate report of two results. */
export function gateOf(baseline: ResultDocument, current: ResultDocument): GateReport {
  const timed = {
    baseline: addSamples(new Map(), baseline),
    current: addSamples(new Map(), current),
  };
  return judge({ baseline, current, timed, maxRegressionPercent: 5 });
}

/** A report with a name that a result may have and a field that it may not, as unknown fields can. */
export function hostile(report: GateReport): GateReport {
  const name = `a&b"c'd,e:f%g]]|*_\`$(x)::error::no`;
  const field = `${name}<script>alert(1)</script>]]>\n::error::no\u0007\ufffe`;
  const differences = [{ field, old: field, new: field }];
  return {
    ...report,
    corpora: [{ subject: name, differences }],
    cells: report.cells.map((cell, i) => ({ ...cell, cell: `${name}${i}`, differences })),
  };
}
