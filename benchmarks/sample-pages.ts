import { isZeroPage, PAGE_SIZE } from '../src/common/page.js';
import { shippedPages } from './temporary-files.js';

export const BLOCK_PAGES = 64;
export const BLOCKS = 32;

/**
 * {@link BLOCKS} blocks of {@link BLOCK_PAGES} pages from all shipped corpora, none of zeros, each block taking pages at equal
 * distances from all of them.
 */
export async function samplePages(): Promise<Uint8Array> {
  const bytes = await shippedPages();
  const pages: number[] = [];
  for (let at = 0; at < bytes.length; at += PAGE_SIZE) {
    if (!isZeroPage(bytes, at)) pages.push(at);
  }
  const distance = pages.length / (BLOCKS * BLOCK_PAGES);
  const sample = new Uint8Array(BLOCKS * BLOCK_PAGES * PAGE_SIZE);
  for (let block = 0; block < BLOCKS; block++) {
    for (let i = 0; i < BLOCK_PAGES; i++) {
      const at = pages[Math.floor((i * BLOCKS + block) * distance)];
      sample.set(bytes.subarray(at, at + PAGE_SIZE), (block * BLOCK_PAGES + i) * PAGE_SIZE);
    }
  }
  return sample;
}
