import type { EChartsOption } from 'echarts';
import type { PageCell } from '../../src/commands/report/page-data.js';
import { listed, withCommas } from '../../src/commands/report/phrases.js';
import { interval, tip } from '../chart-parts.js';
import { DOT_ROW_PX, dotRowsOption } from '../dot-rows.js';
import type { Figure, LegendEntry } from '../figure.js';
import { described, partOf } from '../filter.js';
import type { Look } from '../look.js';

/** The store path is drawn above the row's middle, the reference below. */
const SHIFT_PX = 7;

type TimedCell = PageCell & { readonly timed: NonNullable<PageCell['timed']> };

export const throughputFigure: Figure = {
  id: 'throughput',
  title: 'Throughput',
  lead: 'Pages stored per second under the limits, and the reference: the bare compressor over the same pages in the same run. Medians with 95% intervals. Overlapping intervals show no difference.',
  draw({ data, filter, cells: all, look }) {
    const cells = all.filter((cell): cell is TimedCell => cell.timed !== null);
    if (cells.length === 0) return null;
    return {
      caption: `${described(data, filter)}; measured on the host of the run.${missingNote(cells)}`,
      chart: { option: option(look, cells), heightPx: cells.length * DOT_ROW_PX + 54 },
      legend: legend(look),
      table: {
        columns: [
          ['strategy', 'text'],
          ['pages/s', 'number'],
          ['95% interval', 'number'],
          ['samples', 'number'],
          ['bare compressor', 'number'],
          ['95% interval of bare', 'number'],
          ['relative to compressor', 'number'],
        ],
        rows: cells.map(({ strategy, timed }) => {
          const { pagesPerSecond: stored, referencePagesPerSecond: bare } = timed;
          return [
            strategy,
            stored === null ? '-' : withCommas(stored.median),
            stored === null ? '-' : interval(stored.low, stored.high),
            stored === null ? '-' : withCommas(stored.samples),
            withCommas(bare.median),
            interval(bare.low, bare.high),
            timed.relativeToCompressor?.toFixed(3) ?? '-',
          ];
        }),
      },
      part: partOf(cells),
    };
  },
};

/** Returns a sentence that names the strategies without samples. */
function missingNote(cells: readonly TimedCell[]): string {
  const names = cells.filter(({ timed }) => timed.pagesPerSecond === null);
  if (names.length === 0) return '';
  return ` The run was too short for a sample of ${listed(names.map(({ strategy }) => strategy))}.`;
}

function colors(look: Look) {
  return { stored: look.series[0] ?? look.ink, bare: look.muted };
}

function legend(look: Look): LegendEntry[] {
  const { stored, bare } = colors(look);
  return [
    { name: 'store path', stroke: { color: stored, dash: [] }, shape: 'dot' },
    { name: 'bare compressor', stroke: { color: bare, dash: [] }, shape: 'ring' },
  ];
}

function option(look: Look, cells: readonly TimedCell[]): EChartsOption {
  const { stored, bare } = colors(look);
  return dotRowsOption({
    look,
    cells,
    axis: 'pages per second',
    scale: { min: 0 },
    series: [
      {
        color: bare,
        hollow: true,
        shiftPx: SHIFT_PX,
        places: cells.map(({ timed: { referencePagesPerSecond: each } }, row) => ({
          row,
          middle: each.median,
          interval: [each.low, each.high],
        })),
      },
      {
        color: stored,
        shiftPx: -SHIFT_PX,
        places: cells.flatMap(({ timed: { pagesPerSecond: each } }, row) => {
          if (each === null) return [];
          const place = { row, middle: each.median };
          return each.samples > 1
            ? [{ ...place, interval: [each.low, each.high] as const }]
            : [place];
        }),
      },
    ],
    tipOf: (row) => tipOf(cells[row]),
  });
}

function tipOf(cell: TimedCell | undefined): HTMLElement | string {
  if (cell === undefined) return '';
  const {
    pagesPerSecond: stored,
    referencePagesPerSecond: bare,
    relativeToCompressor,
  } = cell.timed;
  return tip(cell.strategy, [
    ...(stored === null
      ? []
      : [
          ['store path', `${withCommas(stored.median)} pages/s`] as const,
          [
            `95% interval of ${withCommas(stored.samples)} samples`,
            interval(stored.low, stored.high),
          ] as const,
        ]),
    ['bare compressor', `${withCommas(bare.median)} pages/s`],
    ['95% interval', interval(bare.low, bare.high)],
    ...(relativeToCompressor === null
      ? []
      : [['relative to compressor, without limits', relativeToCompressor.toFixed(3)] as const]),
  ]);
}
