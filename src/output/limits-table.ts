import { PAGE_SIZE } from '../common/page.js';
import type { Cell } from '../result/document.js';
import { REJECT_CAUSES, type RejectCause } from '../result/reject-causes.js';
import { figureValues, rejectValues } from '../result/repetition-figures.js';
import type { FigureName } from '../result/repetitions.js';
import { LARGE_LIMIT_PAGES } from './large-machine.js';
import { bytes, finePercent } from './numbers.js';
import { type RepeatedColumn, repeatedRows, repetitionNote } from './repeated-rows.js';
import type { Column, Table } from './table.js';

/** Column of the table of rejects; a `rare` one is hidden if all its cells are 0 or empty. */
interface LimitsColumn extends RepeatedColumn {
  readonly heading: string;
  readonly legend: string;
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
    values: (cell) => rejectValues(cell, cause),
    rare: !ALWAYS_SHOWN.includes(cause),
  };
}

function figure(name: FigureName): RepeatedColumn['values'] {
  return (cell) => figureValues(cell, name);
}

const COLUMNS: readonly LimitsColumn[] = [
  {
    heading: 'folios',
    legend: 'folios offered',
    values: figure('offeredFolios'),
  },
  {
    heading: 'stored',
    legend: 'folios stored',
    values: figure('storedFolios'),
  },
  {
    heading: 'zero',
    legend: 'folios of zero pages only, which never reach zswap',
    values: figure('zeroFolios'),
    rare: true,
  },
  ...REJECT_CAUSES.map(rejectColumn),
  {
    heading: 'wasted',
    legend: 'pages compressed by stores that failed',
    values: figure('wastedCompressions'),
  },
  {
    heading: 'zswpwb',
    legend: 'pages written back',
    values: figure('writtenBackPages'),
    rare: true,
  },
  {
    heading: 'limit',
    legend: 'pool limit in pages',
    values: ({ exact }) => [exact.pool.limitPages],
  },
  {
    heading: 'peak',
    legend: 'pool peak in pages',
    values: figure('peakPages'),
  },
  {
    heading: 'over',
    legend: 'overshoot: pool pages above the limit at the peak',
    values: figure('overshootPages'),
  },
  {
    heading: 'over bytes',
    legend: 'overshoot in bytes',
    values: figure('overshootPages'),
    format: (pages) => bytes(pages * PAGE_SIZE),
    rare: true,
  },
  {
    heading: 'over %',
    legend: 'overshoot in per cent of the limit',
    values: (cell) => {
      const { limitPages } = cell.exact.pool;
      if (limitPages === 0) return [];
      return figureValues(cell, 'overshootPages').map((pages) => pages / limitPages);
    },
    format: (share) => finePercent(share, 1),
    rare: true,
  },
  {
    heading: 'of 16 GiB',
    legend: 'overshoot in per cent of 20% of 16 GiB',
    values: figure('overshootPages'),
    format: (pages) => finePercent(pages, LARGE_LIMIT_PAGES),
    rare: true,
  },
  {
    heading: 'memcg over',
    legend: 'largest overshoot of a memcg limit, in pages',
    values: figure('memcgOvershootPages'),
    rare: true,
  },
  {
    heading: 'ratio',
    legend: 'bytes before / bytes after compression of the pages stored at the end',
    values: figure('ratio'),
    format: (ratio) => ratio.toFixed(2),
  },
  {
    heading: 'false rejects',
    legend: 'folios refused although they would have fitted',
    values: figure('falseRejects'),
    rare: true,
  },
  {
    heading: 'oracle gap',
    legend: 'pages the oracle stores minus pages stored',
    values: figure('oracleGapPages'),
    rare: true,
  },
  {
    heading: 'rounds',
    legend: 'rounds in which all tasks store at once',
    values: figure('rounds'),
    rare: true,
  },
  {
    heading: 'all failed',
    legend: 'rounds in which every store failed',
    values: figure('allFailedRounds'),
    rare: true,
  },
];

/** Folios by outcome, the pool against its limit, and the oracle. */
export function limitsTable(cells: readonly Cell[]): Table {
  const shown = COLUMNS.filter(
    ({ values, rare }) =>
      rare !== true || cells.some((cell) => values(cell).some((value) => value !== 0)),
  );
  const note = repetitionNote(cells);
  return {
    title: 'Rejects and limits',
    ...(note === undefined ? {} : { subtitle: note }),
    columns: [
      ['cell', 'text'],
      ...shown.map(({ heading, legend }): Column => [heading, 'number', legend]),
    ],
    rows: cells.flatMap((cell) => repeatedRows(cell, shown)),
  };
}
