import { withCommas } from '../../src/commands/report/phrases.js';
import { numberAxis } from '../chart-parts.js';
import type { Figure, View } from '../figure.js';
import { described, partOf } from '../filter.js';
import { stackedRowsChart } from '../stacked-rows.js';

// A cause has the same colour under every filter. Causes that share a colour do not occur together.
const CAUSES = [
  ...['pool_limit', 'hysteresis', 'headroom', 'memcg_limit', 'large_folio', 'pool_ref'],
  ...['compress_fail', 'compress_poor', 'alloc_fail', 'kmemcache_fail'],
];

export const rejectsFigure: Figure = {
  id: 'rejects',
  title: 'Rejects by cause',
  lead: 'Folios refused. pool_limit: the pool was at its limit; hysteresis: the pool was full and not yet below the accept threshold; headroom: the policy left room, as an estimate did not fit or less was free than it keeps; memcg_limit: the memcg was at its limit.',
  draw(view) {
    const { data, filter, cells } = view;
    const causes = causesOf(view);
    if (causes.length === 0) return null;
    const offered = cells[0]?.folios.offered ?? 0;
    const caption = `${described(data, filter)}; of ${withCommas(offered)} folios offered to each strategy, repetition 0.`;
    const part = partOf(cells);
    return {
      caption,
      chart: chart(view, causes),
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

function chart(view: View, causes: readonly string[]) {
  const { cells, look } = view;
  return stackedRowsChart({
    look,
    cells,
    xAxis: { ...numberAxis(look, 'folios refused', 'x'), minInterval: 1 },
    parts: causes.map((cause) => ({
      name: cause,
      color: colorOf(view, cause),
      length: ({ rejects }) => new Map(rejects).get(cause) ?? 0,
    })),
    tipOf: ({ rejects, folios }) => [
      ...rejects.map(([cause, refused]): [string, string, string] => [
        cause,
        withCommas(refused),
        colorOf(view, cause),
      ]),
      ['stored', withCommas(folios.stored)],
    ],
  });
}
