import type { Cell, ResultDocument } from '../result/document.js';
import { type Verdict, verdictsOf } from '../result/verdicts.js';
import { median } from '../statistics/estimate.js';
import { limitsTable } from './limits-table.js';
import { parametersOf } from './parameters.js';
import type { Report } from './report.js';
import { rollbackTable } from './rollback-table.js';
import { throughputTable } from './throughput-table.js';
import { verdictTable } from './verdict-table.js';

/** Reports a run in tables: throughput, rejects and limits, counter rollback, verdicts. */
export function resultReport(result: ResultDocument): Report {
  const { cells } = result;
  const timed = cells.some((cell) => cell.timed !== undefined);
  const verdicts = verdictsOf(result);
  return {
    document: withVerdicts(result, verdicts),
    records: cells.map(recordOf),
    tables: [
      ...(timed ? [throughputTable(result)] : []),
      limitsTable(cells),
      rollbackTable(cells),
      ...(verdicts.length > 0 ? [verdictTable(verdicts)] : []),
    ],
    header: parametersOf(result),
  };
}

/** Adds verdicts before the cells. Readers ignore them, and compute them again. */
function withVerdicts(result: ResultDocument, verdicts: readonly Verdict[]): object {
  if (verdicts.length === 0) return result;
  const { corpora, cells, ...head } = result;
  return { ...head, corpora, verdicts, cells };
}

/** Returns a cell with median, minimum and maximum of each repeated figure instead of its lists. */
function recordOf({ repetitions, ...cell }: Cell): object {
  if (repetitions === undefined) return cell;
  const spreads = Object.entries(repetitions.figures as Record<string, readonly number[]>).map(
    ([name, values]) => [
      name,
      { median: median(values), low: Math.min(...values), high: Math.max(...values) },
    ],
  );
  return { ...cell, repetitions: { count: repetitions.count, ...Object.fromEntries(spreads) } };
}
