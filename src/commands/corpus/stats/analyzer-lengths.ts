import { isRising } from '../../../common/is-rising.js';
import { PAGE_SIZE } from '../../../common/page.js';
import type { Complain } from '../../../corpus/format/page-segments.js';
import {
  type FigureRange,
  NOT_TOLD,
  type StatisticsFormat,
  type StoredFigures,
} from './statistics-format.js';

const HEAD = /^zswap_(?:batch_)?compress_length_\(bytes\)_(\S+?)(?:_pc_\d+)?\s+count\s+(.*)$/;

/** Row of single pages; the others are totals of batches. */
const ROW = /^cb1\s+(.*)$/;

/** Half of the last digit of comp_ratio. */
const RATIO_ERROR = 0.005;

/**
 * compress_length_summaries.txt of Intel's memory-usage-analyzer (tests/madvise_tracepoints): for each compressor a table of
 * the number of pages, percentiles of their lengths and the ratio.
 */
export const ANALYZER_LENGTHS: StatisticsFormat = {
  name: 'compress_length_summaries.txt of memory-usage-analyzer',
  matches: (text) => text.split('\n').some((line) => HEAD.test(line)),
  parse: (text, complain) => {
    const figures: StoredFigures[] = [];
    let head: { readonly compressor: string; readonly columns: string[] } | null = null;
    for (const line of text.split('\n')) {
      const [, compressor, columns] = HEAD.exec(line) ?? [];
      if (compressor !== undefined) head = { compressor, columns: columns.trim().split(/\s+/) };
      const [, row] = ROW.exec(line) ?? [];
      if (row === undefined) continue;
      if (head === null) throw complain('a head above each row', 'none');
      figures.push(figuresOf(head, row.trim().split(/\s+/).map(Number), complain));
      head = null;
    }
    if (figures.length === 0) throw complain('a row cb1', 'none');
    return figures;
  },
};

function figuresOf(
  { compressor, columns }: { readonly compressor: string; readonly columns: readonly string[] },
  [pages, ...values]: readonly number[],
  complain: Complain,
): StoredFigures {
  const ratio = values.at(-1) as number;
  const shares = columns.slice(0, -1).map(Number);
  const lengths = values.slice(0, -1);
  const sound =
    Number.isSafeInteger(pages) &&
    pages >= 0 &&
    columns.at(-1) === 'comp_ratio' &&
    ratio >= 1 &&
    lengths.length === shares.length &&
    isRising([0, ...shares, 1]) &&
    isRising([0, ...lengths]);
  if (!sound) throw complain('a row of a count, rising percentiles and a ratio', 'another one');
  return {
    ...NOT_TOLD,
    source: `memory-usage-analyzer ${compressor}`,
    pages,
    meanLengthBytes: {
      low: PAGE_SIZE / (ratio + RATIO_ERROR),
      high: Math.min(PAGE_SIZE, PAGE_SIZE / (ratio - RATIO_ERROR)),
    },
    incompressiblePages: longPages(shares, lengths, pages),
  };
}

/** Bounds of the pages of PAGE_SIZE or more, from the percentiles on both sides. */
function longPages(
  shares: readonly number[],
  lengths: readonly number[],
  pages: number,
): FigureRange {
  const isLong = (length: number) => length >= PAGE_SIZE;
  const below = Math.max(0, ...shares.filter((_, i) => !isLong(lengths[i])));
  const above = Math.min(1, ...shares.filter((_, i) => isLong(lengths[i])));
  return { low: Math.floor(pages * (1 - above)), high: Math.ceil(pages * (1 - below)) };
}
