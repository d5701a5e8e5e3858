import { PAGE_SIZE } from '../../common/page.js';
import { roundedRatio } from '../../common/rounded-ratio.js';
import type { Survey } from '../../measure/survey/survey.js';
import { FolioQueue } from '../../model/folio/folio-queue.js';
import { ZsPool } from '../../model/zsmalloc/zs-pool.js';
import type { CompressorComparison } from './document.js';

// 64K, the default of run.
const FOLIO_PAGES = 16;

/** Returns the pages of a corpus that a run compresses: all except those of wholly zero folios. */
export function comparedPages(survey: Survey, addressed: boolean): Uint32Array {
  const queue = new FolioQueue(survey, {
    grouping: addressed ? 'aligned' : 'dense',
    folioPages: FOLIO_PAGES,
    offerPages: survey.pageCount,
  });
  const pages = new Uint32Array(survey.pageCount);
  let count = 0;
  for (let folio = queue.next(); folio !== null; folio = queue.next()) {
    if (folio.zeroPages === folio.pageCount) continue;
    for (let i = 0; i < folio.pageCount; i++) pages[count++] = folio.page + i;
  }
  return pages.subarray(0, count);
}

type ExactFigures = Pick<
  CompressorComparison['cells'][number],
  'ratio' | 'poolRatio' | 'incompressibleShare'
>;

/**
 * Computes the sizes of pages, alone and in a pool that takes them all.
 *
 * @param lengths payload bytes of every page of the corpus
 * @param pages indices of the compared pages
 */
export function storedSize(lengths: Uint16Array, pages: Uint32Array): ExactFigures {
  const pool = new ZsPool(null);
  let bytes = 0;
  let incompressible = 0;
  for (const page of pages) {
    const length = Math.min(lengths[page], PAGE_SIZE);
    if (length === PAGE_SIZE) incompressible++;
    bytes += length;
    pool.malloc(length);
  }
  return {
    ratio: roundedRatio(pages.length * PAGE_SIZE, bytes),
    poolRatio: roundedRatio(pages.length, pool.pagesAllocated),
    incompressibleShare: roundedRatio(incompressible, pages.length),
  };
}
