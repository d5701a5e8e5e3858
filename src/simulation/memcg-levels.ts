import { PAGE_SIZE } from '../common/page.js';
import type { Memcg } from '../model/zswap/memcg.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { Levels } from './timeline.js';

/** Returns the usage in pages of the memcgs that have a limit: the largest one, and that of their parent. */
export function memcgLevels({ memcgs, memcgParent }: Zswap): Levels {
  const limited = memcgs.filter(({ maxPages }) => maxPages !== null);
  return {
    ...(limited.length === 0 ? {} : { largestPages: () => Math.max(...limited.map(usedPages)) }),
    ...(memcgParent.maxPages === null ? {} : { parentPages: () => usedPages(memcgParent) }),
  };
}

function usedPages({ zswapBytes }: Memcg): number {
  return Math.floor(zswapBytes / PAGE_SIZE);
}
