import type { Folio } from '../../model/folio/folio.js';
import { FolioQueue, type FolioQueueOptions, type Pages } from '../../model/folio/folio-queue.js';

/** Pages of a block: some milliseconds of work, long enough to measure and short enough for many samples. */
export const FOLIO_BLOCK_PAGES = 256;

/** Consecutive folios that are measured together. */
export interface FolioBlock {
  readonly folios: readonly Folio[];
  /** Whether this block is the first of a pass over the offer. */
  readonly startsPass: boolean;
}

/** Size of blocks and memcg of their folios; by default {@link FOLIO_BLOCK_PAGES} and the first memcg. */
export interface BlockOptions extends FolioQueueOptions {
  readonly blockPages?: number;
  readonly memcg?: number;
}

/** Returns a function that yields the offer's folios in blocks, without zero folios, and repeats; null if there are none. */
export function folioBlocks(pages: Pages, options: BlockOptions): () => FolioBlock | null {
  let queue = new FolioQueue(pages, options);
  let atStart = true;
  return () => {
    for (let pass = 0; pass < 2; pass++) {
      const startsPass = atStart;
      const folios = takeBlock(queue, options);
      atStart = false;
      if (folios.length > 0) return { folios, startsPass };
      queue = new FolioQueue(pages, options);
      atStart = true;
    }
    return null;
  };
}

function takeBlock(
  queue: FolioQueue,
  { blockPages = FOLIO_BLOCK_PAGES, memcg = 0 }: BlockOptions,
): Folio[] {
  const folios: Folio[] = [];
  for (let pageCount = 0; pageCount < blockPages; ) {
    const folio = queue.next(memcg);
    if (folio === null) break;
    if (folio.zeroPages === folio.pageCount) continue;
    folios.push(folio);
    pageCount += folio.pageCount;
  }
  return folios;
}
