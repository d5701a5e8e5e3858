import type { Cell, ResultDocument } from '../result/document.js';
import { verdictsOf } from '../result/verdicts.js';
import { median } from '../statistics/estimate.js';
import { corpusLines } from './corpus-lines.js';
import { kernelTimesTable } from './kernel-times-table.js';
import { limitsTable } from './limits-table.js';
import { parametersOf } from './parameters.js';
import { hasMemcgs, progressTable } from './progress-table.js';
import type { Report } from './report.js';
import { rollbackTable } from './rollback-table.js';
import { runConclusion } from './run-conclusion.js';
import { strategiesTable } from './strategies-table.js';
import { throughputTable } from './throughput-table.js';
import { verdictTable } from './verdict-table.js';

/** Reports a run in tables: throughput, strategies compared, times of a kernel, rejects and limits, progress, counter rollback, verdicts. */
export function resultReport(result: ResultDocument): Report {
  const { cells } = result;
  const timed = cells.some((cell) => cell.timed !== undefined);
  const live = cells.some((cell) => cell.kernelTimes !== undefined);
  const compared = strategiesTable(result);
  const document = withVerdicts(result);
  const { verdicts = [] } = document;
  return {
    document,
    records: cells.map(recordOf),
    tables: [
      ...(timed ? [throughputTable(result)] : []),
      ...(live ? [kernelTimesTable(cells)] : []),
      ...(compared === null ? [] : [compared]),
      limitsTable(cells),
      ...(cells.some(hasMemcgs) ? [progressTable(cells)] : []),
      rollbackTable(cells),
      ...(verdicts.length > 0 ? [verdictTable(verdicts)] : []),
    ],
    header: parametersOf(result),
    facts: corpusLines(result.corpora),
    conclusion: runConclusion(result, verdicts),
  };
}

/** Returns a document with verdicts before its cells, if there are any. */
export function withVerdicts(result: ResultDocument): ResultDocument {
  const verdicts = verdictsOf(result);
  const { corpora, cells, verdicts: _, ...head } = result;
  return { ...head, corpora, ...(verdicts.length > 0 && { verdicts }), cells };
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
