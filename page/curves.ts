import type { EChartsOption, LineSeriesOption } from 'echarts';
import { withCommas } from '../src/commands/report/phrases.js';
import type { TimelinePoint } from '../src/commands/report/timeline-data.js';
import { chartBase, numberAxis, tip } from './chart-parts.js';
import type { LegendEntry } from './figure.js';
import type { Look } from './look.js';

/** Pages over time of one strategy. */
export interface Curve extends LegendEntry {
  readonly points: readonly TimelinePoint[];
}

/** Horizontal line, such as a limit. */
export interface Level {
  readonly text: string;
  readonly pages: number;
  readonly color: string;
  readonly position: 'insideEndTop' | 'insideEndBottom' | 'insideStartTop';
}

export interface CurvesOptions {
  readonly look: Look;
  readonly curves: readonly Curve[];
  /** The limit, then others. */
  readonly levels: readonly [Level, ...Level[]];
  readonly axis: string;
  /** Whether the axes are cut to the neighbourhood of the limit. */
  readonly near: boolean;
}

/** Chart of curves with levels. The end of each curve has its name. */
export function curvesOption(options: CurvesOptions): EChartsOption {
  const { look, curves, levels, axis, near } = options;
  const frame = near ? nearFrame(curves, levels[0].pages) : wholeFrame(curves, levels[0].pages);
  return {
    ...chartBase(look),
    grid: {
      left: look.narrow ? 52 : 78,
      right: look.narrow ? 96 : 132,
      top: 22,
      bottom: 44,
      outerBoundsMode: 'none',
    },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      trigger: 'axis',
      axisPointer: { type: 'line', snap: false, lineStyle: { color: look.muted } },
      formatter: (params) => {
        const [at] = [params].flat() as unknown as { axisValue: number }[];
        return at === undefined ? '' : tipAt(at.axisValue, curves);
      },
    },
    xAxis: {
      ...numberAxis(look, 'virtual time (ms)', 'x'),
      min: frame.fromMs,
      axisLabel: { color: look.muted, hideOverlap: true, showMinLabel: !near },
    },
    yAxis: {
      ...numberAxis(look, look.narrow ? '' : axis, 'y'),
      min: frame.low,
      max: frame.high,
      nameGap: 60,
      axisLabel: {
        color: look.muted,
        hideOverlap: true,
        showMinLabel: !near,
        showMaxLabel: false,
        formatter: (value: number) => withCommas(value),
      },
    },
    series: [
      ...curves.map((curve) => line(look, curve)),
      ...levels
        .filter(({ pages }) => pages >= frame.low && pages <= frame.high)
        .map((level) => marked(look, level)),
    ],
  };
}

function line(look: Look, { name, stroke, points }: Curve): LineSeriesOption {
  return {
    type: 'line',
    name,
    data: points.map(([us, pages]) => [us / 1000, pages]),
    showSymbol: false,
    lineStyle: { color: stroke.color, width: 1.75, type: [...stroke.dash] },
    itemStyle: { color: stroke.color },
    emphasis: { disabled: true },
    endLabel: {
      show: true,
      formatter: () => name,
      color: stroke.color,
      fontSize: look.narrow ? 10 : 12,
      width: look.narrow ? 88 : 122,
      overflow: 'truncate',
      distance: 5,
      textBorderColor: look.surface,
      textBorderWidth: 3,
    },
    labelLayout: { moveOverlap: 'shiftY' },
  };
}

function marked(look: Look, { text, pages, color, position }: Level): LineSeriesOption {
  return {
    type: 'line',
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color, type: [4, 3], width: 1.25 },
      label: {
        position,
        formatter: () => text,
        color,
        fontSize: 12,
        textBorderColor: look.surface,
        textBorderWidth: 3,
      },
      data: [{ yAxis: pages }],
    },
  };
}

interface Frame {
  readonly fromMs: number;
  readonly low: number;
  readonly high: number;
}

function wholeFrame(curves: readonly Curve[], limit: number): Frame {
  return { fromMs: 0, low: 0, high: Math.ceil(Math.max(limit, highest(curves)) * 1.06) };
}

/** Share of the limit below which a curve does not come near to it. */
const NEAR_SHARE = 0.9;

/**
 * Frame with the limit, all overshoot, and the lowest level after a curve first came to its top or the limit. Curves that
 * never come near to the limit are outside.
 */
function nearFrame(all: readonly Curve[], limit: number): Frame {
  const curves = all.filter((curve) => highest([curve]) >= limit * NEAR_SHARE);
  if (curves.length === 0) return wholeFrame(all, limit);
  const top = Math.max(limit, highest(curves));
  const lows = curves.map(({ points }) => {
    const peak = Math.min(limit, Math.max(0, ...points.map(([, pages]) => pages)));
    const from = points.findIndex(([, pages]) => pages >= peak);
    return Math.min(peak, ...points.slice(Math.max(0, from)).map(([, pages]) => pages));
  });
  const lowest = Math.min(limit - (top - limit), ...lows);
  const margin = Math.max(2, (top - lowest) * 0.25);
  const low = Math.max(0, Math.floor(lowest - margin));
  const starts = curves.map(({ points }) => points.find(([, pages]) => pages >= low)?.[0] ?? 0);
  const ends = curves.map(({ points }) => points.at(-1)?.[0] ?? 0);
  const [start, end] = [Math.min(...starts), Math.max(0, ...ends)];
  const fromUs = Math.max(0, start - (end - start) * 0.02);
  return {
    fromMs: Math.floor(fromUs / 100) / 10,
    low,
    high: Math.ceil(top + margin),
  };
}

function highest(curves: readonly Curve[]): number {
  return curves.reduce(
    (most, { points }) => points.reduce((top, [, pages]) => Math.max(top, pages), most),
    0,
  );
}

function tipAt(ms: number, curves: readonly Curve[]): HTMLElement {
  const rows = curves.map(({ name, stroke, points }): [string, string, string] => {
    return [name, levelAt(ms * 1000, points), stroke.color];
  });
  return tip(`${ms.toFixed(1)} ms`, rows);
}

/** Returns the value of a curve at a time, as text. */
function levelAt(us: number, points: readonly TimelinePoint[]): string {
  const after = points.findIndex(([at]) => at > us);
  const [from, to] = [points[after - 1], points[after]];
  if (to === undefined) return `ended with ${withCommas(points.at(-1)?.[1] ?? 0)}`;
  if (from === undefined) return '-';
  const pages = from[1] + ((to[1] - from[1]) * (us - from[0])) / (to[0] - from[0]);
  return from[2] ? `${withCommas(pages)}, full flag set` : withCommas(pages);
}
