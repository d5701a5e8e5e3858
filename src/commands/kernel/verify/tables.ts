import { count, signed } from '../../../output/numbers.js';
import type { Report } from '../../../output/report.js';
import { verdictTone } from '../../../output/tone.js';
import type { VerifiedCell, VerifiedFigure, VerifyReport } from './document.js';

/** `kernel verify`: a row for each figure of each cell. */
export function verifyReport(report: VerifyReport): Report {
  const { kernel, model, cells, tool } = report;
  const figures = cells.flatMap((cell) => cell.figures);
  const agreed = figures.filter(({ agrees }) => agrees).length;
  return {
    document: report,
    records: cells.flatMap(({ figures: own, drift, faults, ...cell }) =>
      own.map((each) => ({ ...cell, ...each })),
    ),
    tables: [
      {
        title: `Kernel ${kernel} beside the model (${model.strategy})`,
        columns: [
          ['cell', 'text'],
          [
            'setting',
            'text',
            'limits are memory.zswap.max in pages, of the memcg or of its parent',
          ],
          ['figure', 'text'],
          ['kernel', 'number'],
          ['model', 'number', 'of cells with several tasks the median of its runs'],
          ['difference', 'number', 'kernel minus model'],
          ['band', 'text', 'lowest to highest figure of the model, where it has several runs'],
          [
            'verdict',
            'text',
            'of one run: agrees or differs; of several: inside or outside the band',
            verdictTone,
          ],
        ],
        rows: cells.flatMap((cell) => cell.figures.map((figure) => row(cell, figure))),
        footer: `${agreed} of ${figures.length} figures agree; drift in ${driftingCells(cells)} of ${cells.length} cells`,
      },
    ],
    header: [`zswap-bench ${tool.version}`, `kernel ${kernel}`, `model ${model.strategy}`],
  };
}

function row(cell: VerifiedCell, figure: VerifiedFigure): string[] {
  const { kernel, model, band, agrees } = figure;
  const [lowest, highest] = band;
  const several = cell.tasks > 1;
  return [
    // All cells are of one kernel, which the title names.
    cell.key.replace(/\/kernel-[^/]*/, ''),
    settingText(cell),
    figure.figure,
    count(kernel),
    count(model),
    signed(kernel - model),
    several ? `${count(lowest)} .. ${count(highest)}` : '-',
    several ? (agrees ? 'inside' : 'outside') : agrees ? 'agrees' : 'differs',
  ];
}

/** The settings that do not stand in a cell's key. */
function settingText({
  memcgLimitPages,
  parentLimitPages,
  guest,
  tasks,
  scenario,
}: VerifiedCell): string {
  const parts = [
    scenario === 'edge' ? 'edge' : '',
    memcgLimitPages === null ? '' : `memcg ${count(memcgLimitPages)}`,
    parentLimitPages === null ? '' : `parent ${count(parentLimitPages)}`,
    guest.nodes > 1 ? `${guest.nodes} nodes` : '',
    tasks > 1 ? `${guest.cpus} CPUs` : '',
  ];
  return parts.filter((part) => part !== '').join(', ') || '-';
}

function driftingCells(cells: readonly VerifiedCell[]): number {
  return cells.filter(({ drift }) => Object.keys(drift).length > 0).length;
}
