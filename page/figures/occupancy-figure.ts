import type { EChartsOption, LineSeriesOption } from 'echarts';
import { withCommas } from '../../src/commands/report/phrases.js';
import { type TimelinePoint, unpackTimeline } from '../../src/commands/report/timeline-data.js';
import { chartBase, numberAxis, tip } from '../chart-parts.js';
import type { Drawing, Figure, LegendEntry, View } from '../figure.js';
import { described, partOf, valuesOf } from '../filter.js';
import { type Look, strokeOf } from '../look.js';

const RANGE = 'Range';
const WHOLE = 'whole pool';
const NEAR = 'near the limit';

interface Line extends LegendEntry {
  readonly points: readonly TimelinePoint[];
}

export const occupancyFigure: Figure = {
  id: 'occupancy',
  title: 'Pool occupancy',
  lead: 'Pages of the compressed pool over virtual time. Stores are refused from the limit on, until the pool is below the accept threshold.',
  draw(view) {
    const { data, filter, cells, chosen, hidden, look } = view;
    const [first] = cells;
    if (first === undefined) return { caption: 'No cell has this combination.' };
    const order = valuesOf(data, 'strategy');
    const lines = cells.map(({ strategy, timeline }): Line => {
      const stroke = strokeOf(look, order.indexOf(strategy));
      const points = unpackTimeline(timeline);
      return { name: strategy, stroke, points, shown: !hidden.has(strategy) };
    });
    const shown = lines.filter((line) => line.shown);
    const range = chosen.get(RANGE) ?? WHOLE;
    return {
      caption: `${described(data, filter)}; ${shown.length} of ${lines.length} strategies are drawn; select them in the legend.`,
      chart: { option: option(view, shown, range === NEAR), heightPx: look.narrow ? 300 : 380 },
      legend: lines,
      controls: [{ name: RANGE, values: [WHOLE, NEAR], value: range }],
      table: table(view),
      part: partOf(cells),
    };
  },
};

function option({ cells, look }: View, lines: readonly Line[], near: boolean): EChartsOption {
  const pools = cells.map(({ pool }) => pool);
  const limit = Math.max(...pools.map(({ limitPages }) => limitPages));
  const accept = Math.max(...pools.map(({ acceptPages }) => acceptPages));
  const peak = Math.max(...pools.map(({ peakPages }) => peakPages));
  const margin = Math.max(1, (peak - accept) * 0.15);
  return {
    ...chartBase(look),
    grid: { left: 58, right: 12, top: 22, bottom: 44, outerBoundsMode: 'none' },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      trigger: 'axis',
      axisPointer: { type: 'line', snap: false, lineStyle: { color: look.muted } },
      formatter: (params) => {
        const [at] = [params].flat() as unknown as { axisValue: number }[];
        return at === undefined ? '' : tipAt(at.axisValue, lines);
      },
    },
    xAxis: { ...numberAxis(look, 'virtual time (ms)', 'x'), min: 0 },
    yAxis: {
      ...numberAxis(look, 'pool (pages)', 'y'),
      ...(near
        ? { min: Math.max(0, Math.floor(accept - margin)), max: Math.ceil(peak + margin) }
        : { min: 0, max: Math.ceil(Math.max(limit, peak) * 1.06) }),
      axisLabel: {
        color: look.muted,
        hideOverlap: true,
        showMinLabel: !near,
        showMaxLabel: false,
        formatter: (value: number) => withCommas(value),
      },
    },
    series: [
      ...lines.map(
        ({ name, stroke, points }): LineSeriesOption => ({
          type: 'line',
          name,
          data: points.map(([us, pages]) => [us / 1000, pages]),
          showSymbol: false,
          lineStyle: { color: stroke.color, width: 1.75, type: [...stroke.dash] },
          itemStyle: { color: stroke.color },
          emphasis: { disabled: true },
        }),
      ),
      markedLevel(look, `limit ${withCommas(limit)}`, limit, look.limit, 'insideEndTop'),
      markedLevel(
        look,
        `accept threshold ${withCommas(accept)}`,
        accept,
        look.accept,
        'insideEndBottom',
      ),
    ],
  };
}

function markedLevel(
  look: Look,
  text: string,
  pages: number,
  color: string,
  position: 'insideEndTop' | 'insideEndBottom',
): LineSeriesOption {
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

function tipAt(ms: number, lines: readonly Line[]): HTMLElement {
  const rows = lines.map(({ name, stroke, points }): [string, string, string] => {
    return [name, levelAt(ms * 1000, points), stroke.color];
  });
  return tip(`${ms.toFixed(1)} ms`, rows);
}

/** Returns the value of a line at a time, as text. */
function levelAt(us: number, points: readonly TimelinePoint[]): string {
  const after = points.findIndex(([at]) => at > us);
  const [from, to] = [points[after - 1], points[after]];
  if (to === undefined) return `ended with ${withCommas(points.at(-1)?.[1] ?? 0)}`;
  if (from === undefined) return '-';
  const pages = from[1] + ((to[1] - from[1]) * (us - from[0])) / (to[0] - from[0]);
  return from[2] ? `${withCommas(pages)}, full flag set` : withCommas(pages);
}

function table({ cells }: View): NonNullable<Drawing['table']> {
  return {
    columns: [
      ['strategy', 'text'],
      ['limit (pages)', 'number'],
      ['accept threshold', 'number'],
      ['peak', 'number'],
      ['overshoot', 'number'],
      ['at the end', 'number'],
      ['ratio', 'number'],
    ],
    rows: cells.map(({ strategy, pool }) => [
      strategy,
      ...[
        pool.limitPages,
        pool.acceptPages,
        pool.peakPages,
        pool.overshootPages,
        pool.endPages,
      ].map(withCommas),
      pool.ratio?.toFixed(2) ?? '-',
    ]),
  };
}
