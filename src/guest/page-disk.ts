import { PAGE_SIZE } from '../common/page.js';
import { writeAt } from '../common/unnamed-file.js';
import type { GuestPlan } from './plan.js';

/** Writes the pages of all corpora, one after another. */
export async function writePages(fd: number, { corpora }: GuestPlan): Promise<void> {
  let at = 0;
  for (const corpus of corpora) {
    for await (const bytes of corpus.pages()) {
      writeAt(fd, bytes, at);
      at += bytes.length;
    }
  }
}

/** Sparse. Every folio keeps its slots to a cell's end, and each size and CPU fills clusters of its own. */
export function swapBytes(plan: GuestPlan): number {
  return 2 * mostOfferedBytes(plan) + (1 << 30);
}

/** Page data of the largest offer. */
export function mostOfferedBytes({ cells }: GuestPlan): number {
  return cells.reduce((pages, { offerPages }) => Math.max(pages, offerPages), 0) * PAGE_SIZE;
}
