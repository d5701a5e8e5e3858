import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import type { PageCell } from '../../src/commands/report/page-data.js';
import { listed, withCommas } from '../../src/commands/report/phrases.js';
import { chartBase, interval, nameAxis, numberAxis, tip } from '../chart-parts.js';
import type { Figure, LegendEntry } from '../figure.js';
import { described, partOf } from '../filter.js';
import type { Look } from '../look.js';
import { whiskers } from '../whiskers.js';

const ROW_PX = 34;
/** The store path is drawn above the row's middle, the reference below. */
const SHIFT_PX = 7;

type TimedCell = PageCell & { readonly timed: NonNullable<PageCell['timed']> };

export const throughputFigure: Figure = {
  id: 'throughput',
  title: 'Throughput',
  lead: 'Pages stored per second under the limits, and the reference: the bare compressor over the same pages in the same run. Medians with 95% intervals. Overlapping intervals show no difference.',
  draw({ data, filter, cells: all, look }) {
    const cells = all.filter((cell): cell is TimedCell => cell.timed !== null);
    if (cells.length === 0) {
      return { caption: 'No timed part: throughput is measured by a run without --no-timing.' };
    }
    return {
      caption: `${described(data, filter)}; measured on the host of the run.${missingNote(cells)}`,
      chart: { option: option(look, cells), heightPx: cells.length * ROW_PX + 54 },
      legend: legend(look),
      table: {
        columns: [
          ['strategy', 'text'],
          ['pages/s', 'number'],
          ['95% interval', 'number'],
          ['samples', 'number'],
          ['bare compressor', 'number'],
          ['95% interval', 'number'],
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
  const storedAt = cells.flatMap(({ timed: { pagesPerSecond } }, i) =>
    pagesPerSecond === null ? [] : [{ ...pagesPerSecond, i }],
  );
  const several = storedAt.filter(({ samples }) => samples > 1);
  const bareAt = cells.map(({ timed }, i) => ({ ...timed.referencePagesPerSecond, i }));
  return {
    ...chartBase(look),
    grid: { left: 8, right: 20, top: 6, bottom: 8, outerBoundsMode: 'same' },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      trigger: 'item',
      formatter: (params) => {
        const [, i] = (params as unknown as { value: [number, number] }).value;
        return tipOf(cells[i]);
      },
    },
    xAxis: { ...numberAxis(look, 'pages per second', 'x'), min: 0 },
    yAxis: {
      ...nameAxis(
        look,
        cells.map(({ strategy }) => strategy),
      ),
      inverse: true,
    },
    series: [
      whiskers(
        bareAt.map(({ low, high, i }) => [low, high, i]),
        bare,
        SHIFT_PX,
      ),
      whiskers(
        several.map(({ low, high, i }) => [low, high, i]),
        stored,
        -SHIFT_PX,
      ),
      dots(bareAt, { color: look.surface, borderColor: bare, borderWidth: 2 }, SHIFT_PX),
      dots(storedAt, { color: stored }, -SHIFT_PX),
    ],
  };
}

function dots(
  places: readonly { readonly median: number; readonly i: number }[],
  itemStyle: NonNullable<ScatterSeriesOption['itemStyle']>,
  shiftPx: number,
): ScatterSeriesOption {
  return {
    type: 'scatter',
    symbolSize: 9,
    symbolOffset: [0, shiftPx],
    itemStyle: { ...itemStyle, opacity: 1 },
    data: places.map(({ median, i }) => [median, i]),
  };
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
