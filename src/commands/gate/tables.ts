import { NO_FIGURE, share } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Table } from '../../output/table.js';
import { verdictTone } from '../../output/tone.js';
import {
  detectableText,
  floorText,
  reasonsOf,
  reasonsOutsideCells,
  summaryOf,
} from './gate-reasons.js';
import type { CellVerdict, GateReport } from './gate-verdict.js';

const TONES = { pass: 'good', fail: 'bad', inconclusive: 'doubtful' } as const;

/** Reports `gate`: timed figures of all cells, then the reasons, then the verdict. */
export function gateReport(report: GateReport): Report {
  const timed = report.cells.some((cell) => cell.timed !== null);
  return {
    document: report,
    records: report.cells,
    tables: [...(timed ? [timedTable(report)] : []), reasonsTable(report)],
    header: [`zswap-bench ${report.current.version}`, `Node ${report.current.node}`],
    conclusion: { text: summaryOf(report), tone: TONES[report.verdict] },
  };
}

/** Returns the table of what did not pass, printed last, at the end of a log. */
function reasonsTable(report: GateReport): Table {
  const { cells, equalFields, warnings, maxRegressionPercent } = report;
  const rows = [
    ...reasonsOutsideCells(report).flatMap(({ name, reasons }) =>
      reasons.map((reason) => [name, 'fail', reason]),
    ),
    ...cells.flatMap((cell) =>
      reasonsOf(cell, maxRegressionPercent).map((reason) => [cell.cell, cell.verdict, reason]),
    ),
  ];
  const detectable = [detectableText(report)].filter((line) => line !== null);
  const notes = warnings.map((warning, i) => `[${i + 1}] ${warning}`);
  return {
    title: 'Reasons for the verdict',
    columns: [
      ['cell', 'text'],
      ['verdict', 'text', undefined, verdictTone],
      ['reason', 'text'],
    ],
    rows,
    footer: [`${equalFields} exact fields are equal`, ...detectable, ...notes].join('\n'),
  };
}

function timedTable({ cells, maxRegressionPercent }: GateReport): Table {
  return {
    title: `relativeToCompressor against the baseline; allowed slowdown ${maxRegressionPercent}%`,
    columns: [
      ['cell', 'text'],
      ['baseline', 'number', 'median of the baseline'],
      ['current', 'number', 'median of this run'],
      ['change', 'number', '(current - baseline) / baseline'],
      ['noise', 'number', 'noise floor: 99.9th percentile of the program against itself'],
      ['p', 'number', "p of the Mann-Whitney U test, with Holm's correction"],
      ['fails beyond', 'number', 'slowdown of this cell alone that would fail'],
      ['verdict', 'text', undefined, verdictTone],
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
