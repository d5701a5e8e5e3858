import { PAGE_SIZE } from '../../common/page.js';

/** Pages of a block: a ms or two of work, which a busy machine often leaves whole, and little enough for a core's cache. */
export const BLOCK_PAGES = 32;

/**
 * Blocks of about equal size that are each a sample of the whole corpus, over and over: of n blocks the k-th takes pages
 * k, k + n, k + 2n and so on. So blocks differ little from each other, and a spread over them is the machine's.
 *
 * @param bytes the corpus
 * @param pages those of its pages that count, at least one
 * @param block where the next block is put, room for {@link BLOCK_PAGES}
 * @returns fills `block` anew at every call and returns how many pages it has
 */
export function pageBlocks(bytes: Uint8Array, pages: Uint32Array, block: Uint8Array): () => number {
  const blocks = Math.ceil(pages.length / BLOCK_PAGES);
  let next = 0;
  return () => {
    let count = 0;
    for (let i = next; i < pages.length; i += blocks) {
      const at = pages[i] * PAGE_SIZE;
      block.set(bytes.subarray(at, at + PAGE_SIZE), count++ * PAGE_SIZE);
    }
    next = (next + 1) % blocks;
    return count;
  };
}
