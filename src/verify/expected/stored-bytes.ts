import type { CompressedPages } from '../../model/zswap/compressed-pages.js';

/** Object into which the bytes of a page were put last. */
export interface StoredBytes {
  page: number;
  handle: number;
  length: number;
  /** Pages put into objects so far. */
  count: number;
}

/** Returns compressed pages that record where their bytes are put. */
export function recordedPages(pages: CompressedPages, stored: StoredBytes): CompressedPages {
  return {
    compress: (page) => pages.compress(page),
    store: (page, pool, handle, length) => {
      stored.count++;
      stored.page = page;
      stored.handle = handle;
      stored.length = length;
      pages.store(page, pool, handle, length);
    },
  };
}
