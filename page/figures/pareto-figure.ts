import type { EChartsOption } from 'echarts';
import type { PageCell } from '../../src/commands/report/page-data.js';
import { median } from '../../src/statistics/estimate.js';
import { chartBase, numberAxis, tip } from '../chart-parts.js';
import type { Figure, View } from '../figure.js';
import { described, filtered, partOf, valuesOf } from '../filter.js';
import { strokeOf } from '../look.js';
import { whiskers } from '../whiskers.js';

/** Medians of a compressor over its cells. */
interface Point {
  readonly compressor: string;
  readonly ratio: number;
  readonly us: { readonly median: number; readonly low: number; readonly high: number };
  readonly best: boolean;
}

export const paretoFigure: Figure = {
  id: 'pareto',
  title: 'Compressors: ratio against time',
  lead: 'Compression ratio (uncompressed / compressed bytes) against time per page of the bare compressor (95% interval). Up and to the left is better. The line is the Pareto front: no other compressor is better in both.',
  draw(view) {
    const { data, filter } = view;
    const cells = filtered(data, filter, ['compressor']);
    const points = pointsOf(cells);
    if (points.length === 0) return null;
    return {
      caption: `${described(data, filter, ['compressor'])}; every compressor of the result, medians over its strategies.`,
      chart: { option: option(view, points), heightPx: view.look.narrow ? 280 : 340 },
      table: {
        columns: [
          ['compressor', 'text'],
          ['ratio', 'number'],
          ['us per page', 'number'],
          ['95% interval', 'number'],
          ['on the front', 'text'],
        ],
        rows: points.map(({ compressor, ratio, us, best }) => [
          compressor,
          ratio.toFixed(2),
          us.median.toFixed(1),
          `${us.low.toFixed(1)} to ${us.high.toFixed(1)}`,
          best ? 'yes' : 'no',
        ]),
      },
      part: partOf(cells),
    };
  },
};

function pointsOf(cells: readonly PageCell[]): Point[] {
  const names = [...new Set(cells.map(({ compressor }) => compressor))];
  const points = names.flatMap((compressor) => {
    const own = cells.filter((cell) => cell.compressor === compressor);
    const ratios = own.flatMap(({ pool }) => (pool.ratio === null ? [] : [pool.ratio]));
    const speeds = own.flatMap(({ timed }) => timed?.referencePagesPerSecond ?? []);
    if (ratios.length === 0 || speeds.length === 0) return [];
    const us = (pick: 'median' | 'low' | 'high') => 1e6 / median(speeds.map((each) => each[pick]));
    const time = { median: us('median'), low: us('high'), high: us('low') };
    return [{ compressor, ratio: median(ratios), us: time }];
  });
  points.sort((one, other) => one.us.median - other.us.median);
  return points.map((point) => ({ ...point, best: !points.some((other) => beats(other, point)) }));
}

function beats(one: Omit<Point, 'best'>, other: Omit<Point, 'best'>): boolean {
  const asGood = one.ratio >= other.ratio && one.us.median <= other.us.median;
  return asGood && (one.ratio > other.ratio || one.us.median < other.us.median);
}

function option({ data, look }: View, points: readonly Point[]): EChartsOption {
  const order = valuesOf(data, 'compressor');
  const front = points.filter(({ best }) => best);
  return {
    ...chartBase(look),
    grid: { left: 58, right: 24, top: 26, bottom: 44, outerBoundsMode: 'none' },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      trigger: 'item',
      formatter: (params) => {
        const point = points[(params as { dataIndex: number }).dataIndex];
        if (point === undefined) return '';
        return tip(point.compressor, [
          ['ratio', point.ratio.toFixed(2)],
          ['time per page', `${point.us.median.toFixed(1)} us`],
          ['95% interval', `${point.us.low.toFixed(1)} to ${point.us.high.toFixed(1)} us`],
        ]);
      },
    },
    xAxis: {
      ...numberAxis(look, 'time per page (us)', 'x'),
      type: 'log',
      axisLabel: { color: look.muted, showMinLabel: false, showMaxLabel: false },
      min: Math.min(...points.map(({ us }) => us.low)) / 1.4,
      max: Math.max(...points.map(({ us }) => us.high)) * 1.4,
    },
    yAxis: {
      ...numberAxis(look, 'compression ratio', 'y'),
      min: 1,
      max: Math.ceil(Math.max(...points.map(({ ratio }) => ratio)) * 1.15 * 10) / 10,
    },
    series: [
      {
        type: 'line',
        silent: true,
        tooltip: { show: false },
        symbol: 'none',
        lineStyle: { color: look.muted, width: 1, type: [4, 3] },
        data: front.map(({ ratio, us }) => [us.median, ratio]),
      },
      whiskers(
        points.map(({ ratio, us }) => [us.low, us.high, ratio]),
        look.muted,
      ),
      {
        type: 'scatter',
        symbolSize: 11,
        data: points.map(({ compressor, ratio, us }, i) => ({
          value: [us.median, ratio],
          itemStyle: { color: strokeOf(look, order.indexOf(compressor)).color, opacity: 1 },
          // Labels alternate, since compressors of similar speed and ratio are close to each other.
          label: { position: i % 2 === 0 ? ('top' as const) : ('bottom' as const) },
        })),
        label: {
          show: true,
          distance: 8,
          color: look.ink,
          fontSize: 12,
          formatter: ({ dataIndex }) => points[dataIndex]?.compressor ?? '',
        },
      },
    ],
  };
}
