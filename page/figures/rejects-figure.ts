import type { EChartsOption } from 'echarts';
import { withCommas } from '../../src/commands/report/phrases.js';
import { chartBase, numberAxis, tip } from '../chart-parts.js';
import type { Figure, View } from '../figure.js';
import { described, partOf } from '../filter.js';
import { strategyAxis } from '../strategy-axis.js';

const ROW_PX = 26;

// A cause has the same colour under every filter. Causes that share a colour do not occur together.
const CAUSES = [
  ...['pool_limit', 'hysteresis', 'headroom', 'memcg_limit', 'large_folio', 'pool_ref'],
  ...['compress_fail', 'compress_poor', 'alloc_fail', 'kmemcache_fail'],
];

export const rejectsFigure: Figure = {
  id: 'rejects',
  title: 'Rejects by cause',
  lead: 'Folios refused. pool_limit: the pool was at its limit; hysteresis: the pool was full and not yet below the accept threshold; headroom: the estimated size did not fit; memcg_limit: the memcg was at its limit.',
  draw(view) {
    const { data, filter, cells } = view;
    const causes = causesOf(view);
    if (causes.length === 0) return null;
    const offered = cells[0]?.folios.offered ?? 0;
    const caption = `${described(data, filter)}; of ${withCommas(offered)} folios offered to each strategy, repetition 0.`;
    const part = partOf(cells);
    return {
      caption,
      chart: { option: option(view, causes), heightPx: cells.length * ROW_PX + 54 },
      legend: causes.map((cause) => ({
        name: cause,
        stroke: { color: colorOf(view, cause), dash: [] },
        shape: 'square',
      })),
      table: {
        columns: [
          ['strategy', 'text'],
          ['stored', 'number'],
          ...causes.map((cause) => [cause, 'number'] as const),
          ['wasted compressions', 'number'],
        ],
        rows: cells.map(({ strategy, folios, rejects: found, wastedCompressions }) => [
          strategy,
          withCommas(folios.stored),
          ...causes.map((cause) => withCommas(new Map(found).get(cause) ?? 0)),
          withCommas(wastedCompressions),
        ]),
      },
      part,
    };
  },
};

function causesOf({ cells }: View): string[] {
  const found = new Set(cells.flatMap((cell) => cell.rejects.map(([cause]) => cause)));
  const known = CAUSES.filter((cause) => found.has(cause));
  return [...known, ...[...found].filter((cause) => !CAUSES.includes(cause))];
}

function colorOf({ look }: View, cause: string): string {
  const n = CAUSES.indexOf(cause);
  return look.series[(n < 0 ? CAUSES.length : n) % look.series.length] ?? look.ink;
}

function option(view: View, causes: readonly string[]): EChartsOption {
  const { cells, look } = view;
  return {
    ...chartBase(look),
    grid: { left: 8, right: 20, top: 6, bottom: 8, outerBoundsMode: 'same' },
    tooltip: {
      ...(chartBase(look).tooltip as object),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (params) => {
        const [at] = [params].flat() as unknown as { dataIndex: number }[];
        const cell = cells[at?.dataIndex ?? 0];
        if (cell === undefined) return '';
        const rows = cell.rejects.map(([cause, folios]): [string, string, string] => [
          cause,
          withCommas(folios),
          colorOf(view, cause),
        ]);
        return tip(cell.strategy, [...rows, ['stored', withCommas(cell.folios.stored)]]);
      },
    },
    xAxis: { ...numberAxis(look, 'folios refused', 'x'), minInterval: 1 },
    yAxis: strategyAxis(look, cells),
    series: causes.map((cause) => ({
      type: 'bar' as const,
      name: cause,
      stack: 'causes',
      barMaxWidth: 16,
      itemStyle: { color: colorOf(view, cause), borderColor: look.surface, borderWidth: 0.5 },
      data: cells.map((cell) => new Map(cell.rejects).get(cause) ?? 0),
    })),
  };
}
