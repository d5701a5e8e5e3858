import { count, signed } from '../../../output/numbers.js';
import type { Report } from '../../../output/report.js';
import type { VerifiedCell, VerifiedFigure, VerifyReport } from './document.js';

/** `kernel verify`: a row for each figure of each cell. */
export function verifyReport(report: VerifyReport): Report {
  const { kernel, model, guest, cells, tool } = report;
  const figures = cells.flatMap((cell) => cell.figures);
  const agreed = figures.filter(({ agrees }) => agrees).length;
  return {
    document: report,
    records: cells.flatMap(({ key, memcgLimitPages, figures: own }) =>
      own.map((each) => ({ cell: key, memcgLimitPages, ...each })),
    ),
    tables: [
      {
        title: `Kernel ${kernel} beside the model (${model.strategy})`,
        columns: [
          ['cell', 'text'],
          ['memcg limit', 'number', 'memory.zswap.max in pages'],
          ['figure', 'text'],
          ['kernel', 'number'],
          ['model', 'number'],
          ['difference', 'number', 'kernel minus model'],
          ['band', 'number', 'largest difference that counts as agreement'],
          ['verdict', 'text'],
        ],
        rows: cells.flatMap((cell) => cell.figures.map((figure) => row(cell, figure))),
        footer: `${agreed} of ${figures.length} figures agree; drift in ${driftingCells(cells)} of ${cells.length} cells`,
      },
    ],
    header: [
      `zswap-bench ${tool.version}`,
      `kernel ${kernel}`,
      `${guest.totalPages} pages of RAM`,
      '1 task',
    ],
  };
}

function row({ key, memcgLimitPages }: VerifiedCell, figure: VerifiedFigure): string[] {
  const { kernel, model, band, agrees } = figure;
  return [
    // All cells are of one kernel, which the title names.
    key.replace(/\/kernel-[^/]*$/, ''),
    memcgLimitPages === null ? '-' : count(memcgLimitPages),
    figure.figure,
    count(kernel),
    count(model),
    signed(kernel - model),
    count(band),
    agrees ? 'agrees' : 'differs',
  ];
}

function driftingCells(cells: readonly VerifiedCell[]): number {
  return cells.filter(({ drift }) => Object.keys(drift).length > 0).length;
}
