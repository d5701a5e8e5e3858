import { sizeText } from '../../common/byte-size.js';
import { PAGE_SIZE } from '../../common/page.js';

/** Consecutive pages that are swapped out together. */
export interface Folio {
  /** Its place in the order of arrival, from 0. */
  readonly number: number;
  /** First of its swap slots; a multiple of {@link pageCount}. */
  readonly slot: number;
  /** First page, as a position in an endless repetition of the corpus. */
  readonly page: number;
  readonly pageCount: number;
  /** The memcg that it belongs to, by number. */
  readonly memcg: number;
  /** NUMA node that its pages are on; 0 where it is absent. */
  readonly node?: number;
  /** Pages that hold only zeros. A folio of nothing else never reaches zswap. */
  readonly zeroPages: number;
}

const LARGEST_PAGES = 512;
const SMALLEST_LARGE_PAGES = 4;

/**
 * Sizes of anonymous folios in pages, smallest first: 1, then 4 to 512 by doubling. Order 1 does not exist for anonymous
 * memory (Documentation/admin-guide/mm/transhuge.rst, v6.18).
 */
export const FOLIO_PAGES: readonly number[] = [1, ...doubling(SMALLEST_LARGE_PAGES, LARGEST_PAGES)];

/** `64K`, `2M`: how a folio's size is written. */
export function folioSizeName(pageCount: number): string {
  return sizeText(pageCount * PAGE_SIZE);
}

function doubling(from: number, to: number): number[] {
  return from > to ? [] : [from, ...doubling(from * 2, to)];
}
