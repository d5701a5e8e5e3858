import { PAGE_SIZE } from '../../common/page.js';
import type { PageSource } from '../../corpus/page-source.js';
import type { Pages, Run } from '../../model/folio/folio-queue.js';
import type { Survey } from '../survey/survey.js';

const MAX_BYTES = 64 << 20;

/** First pages of a corpus, up to 64 MiB, held in memory for the timed part. */
export interface ResidentPages extends Pages {
  readonly bytes: Uint8Array;
}

/** Reads the pages of timed runs into memory. */
export async function loadResidentPages(
  source: PageSource,
  survey: Survey,
): Promise<ResidentPages> {
  const pageCount = Math.min(survey.pageCount, MAX_BYTES / PAGE_SIZE);
  const bytes = new Uint8Array(new SharedArrayBuffer(pageCount * PAGE_SIZE));
  let filled = 0;
  for await (const window of source.windows()) {
    const part = window.bytes.subarray(0, bytes.length - filled);
    bytes.set(part, filled);
    filled += part.length;
    if (filled === bytes.length) break;
  }
  return {
    bytes,
    runs: firstPages(survey.runs, pageCount),
    zero: survey.zero.subarray(0, pageCount),
  };
}

function firstPages(runs: readonly Run[], pageCount: number): Run[] {
  const kept: Run[] = [];
  let left = pageCount;
  for (const { pfn, pages } of runs) {
    if (left === 0) break;
    kept.push({ pfn, pages: Math.min(pages, left) });
    left -= Math.min(pages, left);
  }
  return kept;
}
