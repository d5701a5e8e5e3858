import type { ResultDocument } from '../result/document.js';
import { kernelTimesTable } from './kernel-times-table.js';
import { limitsTable } from './limits-table.js';
import { parametersOf } from './parameters.js';
import type { Report } from './report.js';
import { rollbackTable } from './rollback-table.js';
import { strategiesTable } from './strategies-table.js';
import { throughputTable } from './throughput-table.js';

/** Reports a run in tables: throughput, strategies compared, times of a kernel, rejects and limits, counter rollback. */
export function resultReport(result: ResultDocument): Report {
  const { cells } = result;
  const timed = cells.some((cell) => cell.timed !== undefined);
  const live = cells.some((cell) => cell.kernelTimes !== undefined);
  const compared = strategiesTable(result);
  return {
    document: result,
    records: cells,
    tables: [
      ...(timed ? [throughputTable(result)] : []),
      ...(live ? [kernelTimesTable(cells)] : []),
      ...(compared === null ? [] : [compared]),
      limitsTable(cells),
      rollbackTable(cells),
    ],
    header: parametersOf(result),
  };
}
