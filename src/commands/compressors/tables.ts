import { counted } from '../../common/counted.js';
import { count, NO_FIGURE, percent } from '../../output/numbers.js';
import type { Report } from '../../output/report.js';
import type { Column, Table } from '../../output/table.js';
import {
  type ComparedCell,
  type ComparedCorpus,
  type CompressorComparison,
  REFERENCE,
  type Speed,
} from './document.js';

/** `compressors`: a table a corpus. */
export function comparisonReport(comparison: CompressorComparison): Report {
  const { corpora, cells, machine, tool } = comparison;
  const timed = cells.some(({ compressMBps }) => compressMBps !== undefined);
  const tables = corpora.map((corpus) => corpusTable(corpus, cells, timed));
  const where = `timed on ${machine.cores} x ${machine.cpu}, Node ${machine.node}`;
  const footer = timed ? `${EXACT_NOTE};\n${TIMED_NOTE};\n${where}` : EXACT_NOTE;
  return {
    document: comparison,
    records: cells,
    tables: tables.map((table, i) => (i < tables.length - 1 ? table : { ...table, footer })),
    origin: `zswap-bench ${tool.version}`,
  };
}

const EXACT_NOTE = `
ratio: bytes before by after; pool: pages before by pages of a zsmalloc pool that holds them all;
raw: share of pages that do not compress and are kept as they are; *: the best, ${REFERENCE} aside`;

const TIMED_NOTE = `MB/s: 10^6 bytes of pages a second, median over blocks of pages and half its 95% interval; p50, p99:
ns of one page; ~: not told apart from the best, as 1 is within the 95% interval of the median of
its speed by the best's over the same block in the same round`;

type Row = (cell: ComparedCell, best: Best) => string;

/** The highest exact figures of a corpus, the reference's aside; the result itself says who is fastest. */
interface Best {
  readonly ratio: number;
  readonly poolRatio: number;
}

const EXACT_COLUMNS: readonly (readonly [...Column, Row])[] = [
  ['compressor', 'text', ({ compressor }) => compressor],
  ['ratio', 'number', (cell, best) => smaller(cell, 'ratio', best)],
  ['pool', 'number', (cell, best) => smaller(cell, 'poolRatio', best)],
  [
    'raw',
    'number',
    ({ incompressibleShare: share }) => percent(share ?? 0, share === null ? 0 : 1),
  ],
];

const TIMED_COLUMNS: readonly (readonly [...Column, Row])[] = [
  ['compress MB/s', 'number', ({ compressMBps }) => rate(compressMBps)],
  ['ns p50', 'number', ({ compressNs }) => nanoseconds(compressNs?.p50)],
  ['ns p99', 'number', ({ compressNs }) => nanoseconds(compressNs?.p99)],
  ['decompress MB/s', 'number', ({ decompressMBps }) => rate(decompressMBps)],
  ['ns p50', 'number', ({ decompressNs }) => nanoseconds(decompressNs?.p50)],
  ['ns p99', 'number', ({ decompressNs }) => nanoseconds(decompressNs?.p99)],
];

function corpusTable(
  { name, pages, comparedPages }: ComparedCorpus,
  all: readonly ComparedCell[],
  timed: boolean,
): Table {
  const cells = all.filter(({ corpus }) => corpus === name).sort(byPoolRatio);
  const racing = cells.filter(({ compressor }) => compressor !== REFERENCE);
  const best: Best = {
    ratio: Math.max(...racing.map(({ ratio }) => ratio ?? 0)),
    poolRatio: Math.max(...racing.map(({ poolRatio }) => poolRatio ?? 0)),
  };
  const columns = timed ? [...EXACT_COLUMNS, ...TIMED_COLUMNS] : EXACT_COLUMNS;
  const zero = pages - comparedPages;
  return {
    title: `${name}: ${counted(comparedPages, 'page')}${zero === 0 ? '' : `, ${zero} more in folios of nothing but zeros`}`,
    columns: columns.map(([heading, kind]) => [heading, kind]),
    rows: cells.map((cell) => columns.map(([, , value]) => value(cell, best))),
  };
}

/** The smallest pool first; the sort is stable, so equals stay as they were asked for. */
function byPoolRatio(a: ComparedCell, b: ComparedCell): number {
  return (b.poolRatio ?? 0) - (a.poolRatio ?? 0) || (b.ratio ?? 0) - (a.ratio ?? 0);
}

function smaller(cell: ComparedCell, figure: keyof Best, best: Best): string {
  const value = cell[figure];
  if (value === null) return `${NO_FIGURE} `;
  const isBest = value === best[figure] && cell.compressor !== REFERENCE;
  return value.toFixed(3) + (isBest ? '*' : ' ');
}

function rate(speed: Speed | undefined): string {
  if (speed === undefined) return `${NO_FIGURE} `;
  const { median, low, high } = speed;
  const half = percent((high - low) / 2, median).padStart(5);
  return `${median.toFixed(0)} +-${half}${markOf(speed)}`;
}

function markOf({ relativeToFastest }: Speed): string {
  if (relativeToFastest === null) return ' ';
  const { median, low, high } = relativeToFastest;
  if (median === 1 && low === 1 && high === 1) return '*';
  return low <= 1 && high >= 1 ? '~' : ' ';
}

function nanoseconds(ns: number | undefined): string {
  return ns === undefined ? NO_FIGURE : count(ns);
}
