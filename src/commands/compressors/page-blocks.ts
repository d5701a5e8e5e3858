import { PAGE_SIZE } from '../../common/page.js';

/** Pages of a block: 1 to 2 ms of work, seldom preempted on a busy host, and small enough for a core's cache. */
export const TIMED_BLOCK_PAGES = 32;

/**
 * Cycles through blocks of about equal size, each a sample of the whole corpus: block k of n takes pages k, k + n, k + 2n
 * and so on. Blocks differ little, so the spread over them is noise of the host.
 *
 * @param bytes the corpus
 * @param pages indices of the compared pages, at least one
 * @param block receives the next block, room for {@link TIMED_BLOCK_PAGES}
 * @returns function that fills `block` and returns its number of pages
 */
export function pageBlocks(bytes: Uint8Array, pages: Uint32Array, block: Uint8Array): () => number {
  const blocks = Math.ceil(pages.length / TIMED_BLOCK_PAGES);
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
