import type { PageCell } from '../../src/commands/report/page-data.js';
import { duration } from '../../src/output/numbers.js';
import { tip } from '../chart-parts.js';
import { DOT_ROW_PX, dotRowsOption } from '../dot-rows.js';
import type { Figure } from '../figure.js';
import { described, partOf } from '../filter.js';

type LatencyCell = PageCell & { readonly folioNs: NonNullable<PageCell['folioNs']> };

export const latencyFigure: Figure = {
  id: 'latency',
  title: 'Folio latency',
  lead: 'Time to store a folio on the host: median and 99th percentile. A store path without checks between pages holds its CPU for that time.',
  draw({ data, filter, cells: all, look }) {
    const cells = all.filter((cell): cell is LatencyCell => cell.folioNs !== null);
    if (cells.length === 0) return null;
    const color = look.series[0] ?? look.ink;
    const us = (pick: 'p50' | 'p99') =>
      cells.map(({ folioNs }, row) => ({ row, middle: folioNs[pick] / 1000 }));
    return {
      caption: `${described(data, filter)}; measured on the host of the run.`,
      chart: {
        option: dotRowsOption({
          look,
          cells,
          axis: 'time per folio (us)',
          scale: { type: 'log' },
          series: [
            { color, shiftPx: 0, places: us('p50') },
            { color: look.muted, hollow: true, shiftPx: 0, places: us('p99') },
          ],
          tipOf: (row) => {
            const cell = cells[row];
            if (cell === undefined) return '';
            return tip(cell.strategy, [
              ['median', duration(cell.folioNs.p50)],
              ['p99', duration(cell.folioNs.p99)],
            ]);
          },
        }),
        heightPx: cells.length * DOT_ROW_PX + 54,
      },
      legend: [
        { name: 'median', stroke: { color, dash: [] }, shape: 'dot' },
        { name: 'p99', stroke: { color: look.muted, dash: [] }, shape: 'ring' },
      ],
      table: {
        columns: [
          ['strategy', 'text'],
          ['median (us)', 'number'],
          ['p99 (us)', 'number'],
        ],
        rows: cells.map(({ strategy, folioNs }) => [
          strategy,
          (folioNs.p50 / 1000).toFixed(1),
          (folioNs.p99 / 1000).toFixed(1),
        ]),
      },
      part: partOf(cells),
    };
  },
};
