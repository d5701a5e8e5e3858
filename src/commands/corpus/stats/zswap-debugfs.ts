import { PAGE_SIZE } from '../../../common/page.js';
import { namedValues } from './named-values.js';
import { exactly, NOT_TOLD, type StatisticsFormat } from './statistics-format.js';

/**
 * The files of /sys/kernel/debug/zswap with their names. Old kernels have `same_filled_pages`, those since
 * 6.18 `stored_incompressible_pages`. Source: mm/zswap.c, v7.3 (zswap_debugfs_init).
 */
export const ZSWAP_DEBUGFS: StatisticsFormat = {
  name: 'grep -r . /sys/kernel/debug/zswap',
  matches: (text) => {
    const values = namedValues(text);
    return values?.has('stored_pages') === true && values.has('pool_total_size');
  },
  parse: (text, complain) => {
    const values = namedValues(text) as ReadonlyMap<string, number>;
    const pages = values.get('stored_pages') as number;
    const poolPages = (values.get('pool_total_size') as number) / PAGE_SIZE;
    const sameFilledPages = values.get('same_filled_pages') ?? null;
    const incompressible = values.get('stored_incompressible_pages');
    if (!Number.isInteger(poolPages)) {
      throw complain('pool_total_size in pages of 4096 bytes', `${poolPages * PAGE_SIZE} bytes`);
    }
    if (Math.max(sameFilledPages ?? 0, incompressible ?? 0) > pages) {
      throw complain(`no more than the ${pages} stored pages of a kind`, 'more');
    }
    return [
      {
        ...NOT_TOLD,
        ...{ source: 'zswap debugfs', pages, sameFilledPages, poolPages },
        incompressiblePages: incompressible === undefined ? null : exactly(incompressible),
        counters: Object.fromEntries(values),
      },
    ];
  },
};
