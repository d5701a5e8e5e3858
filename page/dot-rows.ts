import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { chartBase, numberAxis } from './chart-parts.js';
import type { Look } from './look.js';
import { strategyAxis } from './strategy-axis.js';
import { whiskers } from './whiskers.js';

/** Height of a row of dots. */
export const DOT_ROW_PX = 34;

/** A dot with an interval in each of some rows. */
export interface DotSeries {
  readonly color: string;
  /** Ring instead of a dot. */
  readonly hollow?: true;
  readonly shiftPx: number;
  readonly places: readonly DotPlace[];
}

export interface DotPlace {
  readonly row: number;
  readonly middle: number;
  /** Absent where there is no interval. */
  readonly interval?: readonly [low: number, high: number];
}

export interface DotRows {
  readonly look: Look;
  readonly cells: readonly { readonly strategy: string }[];
  readonly axis: string;
  readonly series: readonly DotSeries[];
  /** Axis options beside the standard ones. */
  readonly scale: { readonly type?: 'log'; readonly min?: number; readonly scale?: true };
  tipOf(row: number): HTMLElement | string;
}

/** Chart with a row per strategy, and dots with intervals in it. */
export function dotRowsOption({ look, cells, axis, series, scale, tipOf }: DotRows): EChartsOption {
  const withIntervals = series.map(({ places, ...each }) => ({
    ...each,
    data: places.flatMap(({ row, interval }): [number, number, number][] =>
      interval === undefined ? [] : [[...interval, row]],
    ),
  }));
  return {
    ...chartBase(look),
    grid: { left: 8, right: 20, top: 6, bottom: 8, outerBoundsMode: 'same' },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      trigger: 'item',
      formatter: (params) => tipOf((params as unknown as { value: [number, number] }).value[1]),
    },
    xAxis: { ...numberAxis(look, axis, 'x'), ...scale } as EChartsOption['xAxis'] & object,
    yAxis: strategyAxis(look, cells),
    series: [
      ...withIntervals.map(({ data, color, shiftPx }) => whiskers(data, color, shiftPx)),
      ...series.map((each) => dots(look, each)),
    ],
  };
}

function dots(look: Look, { color, hollow, shiftPx, places }: DotSeries): ScatterSeriesOption {
  const style = hollow ? { color: look.surface, borderColor: color, borderWidth: 2 } : { color };
  return {
    type: 'scatter',
    symbolSize: 9,
    symbolOffset: [0, shiftPx],
    itemStyle: { ...style, opacity: 1 },
    data: places.map(({ middle, row }) => [middle, row]),
  };
}
