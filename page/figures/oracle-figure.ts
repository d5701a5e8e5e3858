import type { PageCell } from '../../src/commands/report/page-data.js';
import { withCommas } from '../../src/commands/report/phrases.js';
import type { Range } from '../../src/commands/report/repeated-range.js';
import { tip } from '../chart-parts.js';
import { DOT_ROW_PX, dotRowsOption } from '../dot-rows.js';
import type { Figure, View } from '../figure.js';
import { described, partOf } from '../filter.js';

type OracleCell = PageCell & { readonly percent: Range };

export const oracleFigure: Figure = {
  id: 'oracle',
  title: 'Oracle gap',
  lead: 'Pages stored at the end / pages that the oracle stores, which knows compressed lengths in advance and keeps the limit. Median and range over repetitions; above 100% after an overshoot. False rejects: folios refused that would have fitted.',
  draw(view) {
    const cells = view.cells.flatMap((cell): OracleCell[] => {
      const percent = cell.figures.oraclePercent;
      return percent === null || cell.strategy === 'oracle' ? [] : [{ ...cell, percent }];
    });
    if (cells.length === 0) return null;
    return {
      caption: `${described(view.data, view.filter)}.`,
      chart: { option: option(view, cells), heightPx: cells.length * DOT_ROW_PX + 54 },
      table: {
        columns: [
          ['strategy', 'text'],
          ['stored / oracle (%)', 'number'],
          ['lowest', 'number'],
          ['highest', 'number'],
          ['gap (pages)', 'number'],
          ['lowest gap', 'number'],
          ['highest gap', 'number'],
          ['false rejects', 'number'],
        ],
        rows: cells.map(({ strategy, percent: [low, middle, high], figures }) => [
          strategy,
          ...[middle, low, high].map((each) => each.toFixed(2)),
          ...middleFirst(figures.oracleGapPages),
          figures.falseRejects === null ? '-' : signedCommas(figures.falseRejects[1]),
        ]),
      },
      part: partOf(cells),
    };
  },
};

function middleFirst(range: Range | null): string[] {
  if (range === null) return ['-', '-', '-'];
  const [low, middle, high] = range;
  return [middle, low, high].map(signedCommas);
}

function signedCommas(value: number): string {
  return value < 0 ? `-${withCommas(-value)}` : withCommas(value);
}

function option({ look }: View, cells: readonly OracleCell[]) {
  return dotRowsOption({
    look,
    cells,
    axis: 'stored / oracle (%)',
    scale: { scale: true },
    series: [
      {
        color: look.series[0] ?? look.ink,
        shiftPx: 0,
        places: cells.map(({ percent: [low, middle, high] }, row) => ({
          row,
          middle,
          ...(low === high ? {} : { interval: [low, high] as const }),
        })),
      },
    ],
    tipOf: (row) => {
      const cell = cells[row];
      if (cell === undefined) return '';
      const [low, middle, high] = cell.percent;
      const [gap] = middleFirst(cell.figures.oracleGapPages);
      return tip(cell.strategy, [
        ['stored / oracle', `${middle.toFixed(2)}%`],
        ['range over repetitions', `${low.toFixed(2)} to ${high.toFixed(2)}%`],
        ['oracle gap', `${gap} pages`],
      ]);
    },
  });
}
