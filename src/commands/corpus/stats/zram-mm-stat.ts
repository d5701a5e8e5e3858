import { PAGE_SIZE } from '../../../common/page.js';
import { sizeClasses } from '../../../model/zsmalloc/size-classes.js';
import { NOT_TOLD, type StatisticsFormat } from './statistics-format.js';

/** Columns in order; older kernels lack the last two. Source: Documentation/admin-guide/blockdev/zram.rst, v7.3. */
const COLUMNS = [
  ...['orig_data_size', 'compr_data_size', 'mem_used_total', 'mem_limit', 'mem_used_max'],
  ...['same_pages', 'pages_compacted', 'huge_pages', 'huge_pages_since'],
];

const HANDLE_BYTES = 8;

/**
 * Shortest page that zram keeps as it is, in any kernel: one too long for the second-largest size class, with the shortest
 * chain of pages. Source: mm/zsmalloc.c, zs_huge_class_size().
 */
const MIN_HUGE_BYTES = (sizeClasses(4).classes.at(-2)?.size ?? 0) - HANDLE_BYTES + 1;

/** /sys/block/zram*\/mm_stat, a line of 7 to 9 numbers. */
export const ZRAM_MM_STAT: StatisticsFormat = {
  name: 'mm_stat of a zram device',
  matches: (text) => /^\s*\d+(\s+\d+){6,8}\s*$/.test(text),
  parse: (text, complain) => {
    const numbers = text.trim().split(/\s+/).map(Number);
    const counters = Object.fromEntries(numbers.map((value, i) => [COLUMNS[i], value]));
    const { orig_data_size, compr_data_size, mem_used_total, same_pages } = counters;
    const pages = orig_data_size / PAGE_SIZE;
    const poolPages = mem_used_total / PAGE_SIZE;
    const compressed = pages - same_pages;
    const huge = numbers.length > 7 ? counters.huge_pages : null;
    if (!Number.isInteger(pages) || !Number.isInteger(poolPages)) {
      throw complain('sizes in pages of 4096 bytes', 'others');
    }
    if (compressed < (huge ?? 0) || compr_data_size > compressed * PAGE_SIZE) {
      throw complain('compressed pages of at most 4096 bytes', 'longer ones');
    }
    const shortest = compr_data_size - (huge ?? compressed) * (PAGE_SIZE - MIN_HUGE_BYTES);
    return [
      {
        ...NOT_TOLD,
        ...{ source: 'zram mm_stat', pages, sameFilledPages: same_pages, poolPages, counters },
        meanLengthBytes:
          compressed === 0
            ? null
            : { low: Math.max(0, shortest) / compressed, high: compr_data_size / compressed },
        incompressiblePages: huge === null ? null : { low: 0, high: huge },
      },
    ];
  },
};
