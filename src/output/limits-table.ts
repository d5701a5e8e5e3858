import type { Cell, Exact } from '../result/document.js';
import { NO_FIGURE } from './numbers.js';
import type { Column, Table } from './table.js';

/** A column of the table of rejects; a `rare` one is hidden where all its cells would be 0 or empty. */
interface LimitsColumn {
  readonly heading: string;
  readonly legend: string;
  readonly value: (exact: Exact) => number | string | null | undefined;
  readonly rare?: true;
}

const COLUMNS: readonly LimitsColumn[] = [
  {
    heading: 'folios',
    legend: 'folios offered',
    value: ({ folios }) => folios.offered,
  },
  {
    heading: 'stored',
    legend: 'folios stored',
    value: ({ folios }) => folios.stored,
  },
  {
    heading: 'zero',
    legend: 'folios of zero pages only, which never reach zswap',
    value: ({ folios }) => folios.zero,
    rare: true,
  },
  {
    heading: 'pool_limit',
    legend: 'folios refused: pool at or above its limit',
    value: ({ rejects }) => rejects.pool_limit,
  },
  {
    heading: 'hysteresis',
    legend: 'folios refused: pool was full and is not yet below the accept threshold',
    value: ({ rejects }) => rejects.hysteresis,
  },
  {
    heading: 'memcg_limit',
    legend: 'folios refused: memcg at or above its memory.zswap.max',
    value: ({ rejects }) => rejects.memcg_limit,
    rare: true,
  },
  {
    heading: 'headroom',
    legend: 'folios refused: the estimated size did not fit',
    value: ({ rejects }) => rejects.headroom,
    rare: true,
  },
  {
    heading: 'large_folio',
    legend: 'folios refused: this kernel takes no large folio',
    value: ({ rejects }) => rejects.large_folio,
    rare: true,
  },
  {
    heading: 'compress_fail',
    legend: 'folios refused: an incompressible page',
    value: ({ rejects }) => rejects.compress_fail,
    rare: true,
  },
  {
    heading: 'compress_poor',
    legend: 'folios refused: a page that lzo made longer than 4096 bytes',
    value: ({ rejects }) => rejects.compress_poor,
    rare: true,
  },
  {
    heading: 'wasted',
    legend: 'pages compressed by stores that failed',
    value: ({ wasted }) => wasted.compressions,
  },
  {
    heading: 'zswpwb',
    legend: 'pages written back',
    value: ({ counters }) => counters.zswpwb,
    rare: true,
  },
  {
    heading: 'limit',
    legend: 'pool limit in pages',
    value: ({ pool }) => pool.limitPages,
  },
  {
    heading: 'peak',
    legend: 'pool peak in pages',
    value: ({ pool }) => pool.peakPages,
  },
  {
    heading: 'over',
    legend: 'overshoot: pool pages above the limit at the peak',
    value: ({ pool }) => pool.overshootPages,
  },
  {
    heading: 'memcg over',
    legend: 'largest overshoot of a memcg limit, in pages',
    value: ({ memcg }) => Math.max(...memcg.map(({ overshootPages }) => overshootPages)),
    rare: true,
  },
  {
    heading: 'ratio',
    legend: 'bytes before / bytes after compression, of what is stored at the end',
    value: ({ pool }) => pool.ratio?.toFixed(2),
  },
  {
    heading: 'false rejects',
    legend: 'folios refused although they would have fitted',
    value: ({ oracle }) => oracle?.refusedThatFitted,
    rare: true,
  },
  {
    heading: 'oracle gap',
    legend: 'pages the oracle stores minus pages stored',
    value: ({ oracle }) => oracle?.regretPages,
    rare: true,
  },
  {
    heading: 'rounds',
    legend: 'rounds in which all tasks store at once',
    value: ({ progress }) => progress.rounds,
    rare: true,
  },
  {
    heading: 'all failed',
    legend: 'rounds in which every store failed',
    value: ({ progress }) => progress.allFailedRounds,
    rare: true,
  },
];

/** Folios by outcome, the pool against its limit, and the oracle. */
export function limitsTable(cells: readonly Cell[]): Table {
  const shown = COLUMNS.filter(
    ({ value, rare }) => rare === undefined || cells.some(({ exact }) => value(exact)),
  );
  return {
    title: 'Rejects and limits',
    columns: [
      ['cell', 'text'],
      ...shown.map(({ heading, legend }): Column => [heading, 'number', legend]),
    ],
    rows: cells.map(({ key, exact }) => [
      key,
      ...shown.map(({ value }) => String(value(exact) ?? NO_FIGURE)),
    ]),
  };
}
