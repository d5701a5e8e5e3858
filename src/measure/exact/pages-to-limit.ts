import { PAGE_SIZE } from '../../common/page.js';
import { FolioQueue, type Grouping } from '../../model/folio/folio-queue.js';
import type { Kernel } from '../../model/zswap/kernel-presets.js';
import { isCompressed } from '../../model/zswap/length-rules.js';
import type { MemcgOptions } from '../../model/zswap/zswap-options.js';
import { FillerSums } from '../../simulation/filler-sums.js';
import type { CellLimits } from '../cell-limits.js';
import type { Survey } from '../survey/survey.js';

/** Arrivals and limits that the way to a limit depends on. */
export interface WayToLimit {
  readonly survey: Survey;
  /** Compressed bytes of each page of the corpus. */
  readonly lengths: Uint16Array;
  readonly grouping: Grouping;
  readonly folioPages: number;
  readonly tasks: number;
  readonly kernel: Kernel;
  readonly limits: CellLimits;
  /** Pages that arrive at most, and pages that are stored at most. */
  readonly maxPages: number;
  readonly maxStored: number;
}

/** Pages that arrive until a limit is reached, null if it is not, and pages stored then. */
export interface Reached {
  readonly pages: number | null;
  readonly stored: number;
}

/**
 * Returns the way to the first limit, of the pool or of a memcg, if folios are stored one after another by each task in turn. A
 * folio with a page that the kernel refuses is not stored.
 */
export function pagesToLimit(way: WayToLimit): Reached {
  const { survey, grouping, folioPages, tasks, limits, maxPages, maxStored } = way;
  const { limit, memcgs } = limits;
  const sums = new FillerSums(memcgs.count);
  const queue = new FolioQueue(survey, { grouping, folioPages, offerPages: maxPages });
  // After a whole pass without a stored page none will follow; a dense folio runs across the end of a pass.
  const vainPages = survey.pageCount + folioPages;
  let pages = 0;
  for (let folios = 0; ; ) {
    const folio = queue.next();
    const inVain = sums.fillers === 0 && pages > vainPages;
    if (folio === null || inVain || sums.fillers > maxStored) {
      return { pages: null, stored: sums.fillers };
    }
    pages += folio.pageCount;
    if (folio.zeroPages === folio.pageCount) continue;
    const memcg = (folios++ % tasks) % memcgs.count;
    if (!isStored(way, folio.page, folio.pageCount)) continue;
    for (let page = folio.page; page < folio.page + folio.pageCount; page++) {
      sums.add(Math.min(way.lengths[page % way.lengths.length], PAGE_SIZE), memcg);
    }
    if (sums.poolPages >= limit.maxPages || isAtLimit(sums, memcg, memcgs)) {
      return { pages, stored: sums.fillers };
    }
  }
}

function isStored({ kernel, limits, lengths }: WayToLimit, page: number, count: number): boolean {
  if (kernel.keepsIncompressible && limits.memcgs.writeback) return true;
  for (let at = page; at < page + count; at++) {
    if (!isCompressed(kernel, lengths[at % lengths.length])) return false;
  }
  return true;
}

function isAtLimit(sums: FillerSums, memcg: number, limits: MemcgOptions): boolean {
  const { maxPages, parentMaxPages } = limits;
  const reaches = (bytes: number, max: number | null) =>
    max !== null && Math.floor(bytes / PAGE_SIZE) >= max;
  return reaches(sums.memcgs[memcg].bytes, maxPages) || reaches(sums.bytes, parentMaxPages);
}
