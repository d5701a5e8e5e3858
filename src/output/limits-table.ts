import { PAGE_SIZE } from '../common/page.js';
import type { Cell, Exact } from '../result/document.js';
import { REJECT_CAUSES, type RejectCause } from '../result/reject-causes.js';
import { bytes, finePercent, NO_FIGURE } from './numbers.js';
import type { Column, Table } from './table.js';

/** Limit of a machine of 16 GiB with the kernel's default of 20%. */
const LARGE_LIMIT_PAGES = Math.floor((2 ** 34 / PAGE_SIZE) * 0.2);

/** Column of the table of rejects; a `rare` one is hidden if all its cells are 0 or empty. */
interface LimitsColumn {
  readonly heading: string;
  readonly legend: string;
  readonly value: (exact: Exact) => number | string | null | undefined;
  readonly rare?: boolean;
}

/** Legend of each cause, behind "folios refused: ". */
const CAUSES: Readonly<Record<RejectCause, string>> = {
  pool_limit: 'pool at or above its limit',
  hysteresis: 'pool was full and is not yet below the accept threshold',
  memcg_limit: 'memcg at or above its memory.zswap.max',
  headroom: 'the policy left room: an estimate did not fit, or less was free than it keeps',
  large_folio: 'this kernel takes no large folio',
  pool_ref: 'the pool was being replaced',
  compress_fail: 'an incompressible page',
  compress_poor: 'a page that lzo made longer than 4096 bytes',
  alloc_fail: 'no memory for zsmalloc or the index',
  kmemcache_fail: 'no memory for an entry',
};

const ALWAYS_SHOWN: readonly RejectCause[] = ['pool_limit', 'hysteresis'];

function rejectColumn(cause: RejectCause): LimitsColumn {
  return {
    heading: cause,
    legend: `folios refused: ${CAUSES[cause]}`,
    value: ({ rejects }) => rejects?.[cause],
    rare: !ALWAYS_SHOWN.includes(cause),
  };
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
  ...REJECT_CAUSES.map(rejectColumn),
  {
    heading: 'wasted',
    legend: 'pages compressed by stores that failed',
    value: ({ wasted }) => wasted?.compressions,
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
    heading: 'over bytes',
    legend: 'overshoot in bytes',
    value: ({ pool }) => bytes(pool.overshootPages * PAGE_SIZE),
  },
  {
    heading: 'over %',
    legend: 'overshoot in per cent of the limit',
    value: ({ pool }) => finePercent(pool.overshootPages, pool.limitPages),
  },
  {
    heading: 'of 16 GiB',
    legend: 'overshoot in per cent of 20% of 16 GiB',
    value: ({ pool }) => finePercent(pool.overshootPages, LARGE_LIMIT_PAGES),
  },
  {
    heading: 'memcg over',
    legend: 'largest overshoot of a memcg limit, in pages',
    value: ({ memcg }) => Math.max(...memcg.map(({ overshootPages = 0 }) => overshootPages)),
    rare: true,
  },
  {
    heading: 'ratio',
    legend: 'bytes before / bytes after compression of the pages stored at the end',
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
    value: ({ progress }) => progress?.rounds,
    rare: true,
  },
  {
    heading: 'all failed',
    legend: 'rounds in which every store failed',
    value: ({ progress }) => progress?.allFailedRounds,
    rare: true,
  },
];

/** Folios by outcome, the pool against its limit, and the oracle. */
export function limitsTable(cells: readonly Cell[]): Table {
  const shown = COLUMNS.filter(
    ({ value, rare }) => rare !== true || cells.some(({ exact }) => value(exact)),
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
