import { PAGE_SIZE } from '../../common/page.js';

/** Returns whether a memcg has reached its limit in whole pages. */
export function atMemcgLimit({
  maxPages,
  zswapBytes,
}: {
  maxPages: number | null;
  zswapBytes: number;
}) {
  return maxPages !== null && zswapBytes >= maxPages * PAGE_SIZE;
}
