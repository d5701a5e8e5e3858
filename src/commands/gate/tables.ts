import { NO_FIGURE } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import { share } from '../compare/tables.js';
import {
  detectableText,
  floorText,
  reasonsBesideCells,
  reasonsOf,
  summaryOf,
} from './gate-reasons.js';
import type { CellVerdict, GateReport } from './gate-verdict.js';

/** `gate`: the verdict with what did not pass, and the timed figures of all cells. */
export function gateReport(report: GateReport): Report {
  const timed = report.cells.some((cell) => cell.timed !== null);
  return {
    document: report,
    records: report.cells,
    tables: [...(timed ? [timedTable(report)] : []), verdictTable(report)],
    origin: `zswap-bench ${report.current.version}, Node ${report.current.node}`,
  };
}

/** Last, where a log ends. */
function verdictTable(report: GateReport): Table {
  const { cells, equalFields, warnings, maxRegressionPercent } = report;
  const rows = [
    ...reasonsBesideCells(report).flatMap(({ name, reasons }) =>
      reasons.map((reason) => [name, 'fail', reason]),
    ),
    ...cells.flatMap((cell) =>
      reasonsOf(cell, maxRegressionPercent).map((reason) => [cell.cell, cell.verdict, reason]),
    ),
  ];
  const detectable = [detectableText(report)].filter((line) => line !== null);
  const notes = warnings.map((warning, i) => `[${i + 1}] ${warning}`);
  return {
    title: `Gate: ${summaryOf(report)}`,
    columns: [
      ['cell', 'text'],
      ['verdict', 'text'],
      ['why', 'text'],
    ],
    rows,
    footer: [`${equalFields} exact fields are equal`, ...detectable, ...notes].join('\n'),
  };
}

function timedTable({ cells, maxRegressionPercent }: GateReport): Table {
  return {
    title: `relativeToCompressor against the baseline; ${maxRegressionPercent}% slower is allowed`,
    legend: [
      'baseline, current: medians',
      'noise: what the program differs by from itself, 999 times of 1000',
      'p: Mann-Whitney, after Holm',
      'fails beyond: slowdown of the cell alone that would have failed if greater',
    ].join(';\n'),
    columns: [
      ['cell', 'text'],
      ['baseline', 'number'],
      ['current', 'number'],
      ['change', 'number'],
      ['noise', 'number'],
      ['p', 'number'],
      ['fails beyond', 'number'],
      ['verdict', 'text'],
    ],
    rows: cells.filter(({ missing }) => missing === null).map(timedRow),
  };
}

function timedRow({ cell, timed }: CellVerdict): string[] {
  if (timed === null) return [cell, ...Array(6).fill(NO_FIGURE), 'nothing to compare'];
  const { old, new: now, change, p, detectableSlowdown: detectable, verdict } = timed;
  return [
    cell,
    old.median.toFixed(3),
    now.median.toFixed(3),
    share(change),
    floorText(timed),
    p.toFixed(3),
    detectable === null ? 'none' : share(-detectable),
    verdict,
  ];
}
