import { NO_ENTRY } from './entries.js';
import type { Lru } from './lru.js';
import type { Memcg } from './memcg.js';
import type { ShrinkResult } from './shrink-result.js';
import type { Zswap } from './zswap.js';

// Source: mm/zswap.c, v6.18: shrink_memcg(), shrink_memcg_cb(), zswap_writeback_entry(), shrink_worker().

const MAX_RECLAIM_RETRIES = 16;

/** One shrink_memcg() and the virtual time it takes. */
export interface Shrink {
  readonly result: ShrinkResult;
  readonly costNs: number;
}

/**
 * Scans the oldest entries of a memcg on each NUMA node, on each as many as the kernel's scan budget. One that is referenced loses
 * its bit and goes to the other end; one that is not is written back, unless its folio is still being stored.
 */
export function shrinkMemcg(zswap: Zswap, memcg: Memcg): Shrink {
  zswap.events.shrinking?.(memcg);
  const shrink = shrinkNodes(zswap, memcg);
  zswap.events.shrunk?.(memcg, shrink.result);
  return shrink;
}

function shrinkNodes(zswap: Zswap, memcg: Memcg): Shrink {
  const { costs } = zswap;
  if (!memcg.writebackEnabled || memcg.lruEntries === 0) {
    return { result: 'nothing', costNs: costs.memcgVisitNs };
  }
  let scanned = 0;
  let written = 0;
  for (const lru of memcg.lrus) {
    const { walked, writtenBack } = walkNode(zswap, lru);
    scanned += walked;
    written += writtenBack;
  }
  const costNs = costs.memcgVisitNs + scanned * costs.scanNs + written * costs.writebackNs;
  return { result: written > 0 ? 'written' : 'again', costNs };
}

/** list_lru_walk_one(): the entries of one node. */
function walkNode(zswap: Zswap, lru: Lru): { walked: number; writtenBack: number } {
  let walked = 0;
  let writtenBack = 0;
  for (; walked < zswap.kernel.shrinkScan; walked++) {
    const entry = lru.walk();
    if (entry === NO_ENTRY) break;
    if (lru.metReferenced) {
      // list_lru_walk_one() read the next before it moved this one to the end: alone on its list, it was the last.
      if (lru.size === 1) return { walked: walked + 1, writtenBack };
      continue;
    }
    if (zswap.writeBack(entry, lru.metSlot)) writtenBack++;
    else zswap.counters.reject_reclaim_fail++;
  }
  return { walked, writtenBack };
}

/**
 * One run of the shrink worker: round robin over the memcgs until the pool is down to the accept threshold, which is read
 * once, or 16 visits have failed; successes in between do not reset that count.
 */
export class ShrinkWorker {
  readonly #zswap: Zswap;
  readonly #memcgs: readonly Memcg[];
  runs = 0;

  constructor(zswap: Zswap) {
    this.#zswap = zswap;
    this.#memcgs = [zswap.memcgParent, ...zswap.memcgs];
  }

  *run(): Generator<number, null, void> {
    const { pool, limit, shrinkState } = this.#zswap;
    this.runs++;
    let failures = 0;
    let attempts = 0;
    do {
      const next = shrinkState.nextMemcg;
      if (next === this.#memcgs.length) {
        shrinkState.nextMemcg = 0;
        if (attempts === 0 && ++failures === MAX_RECLAIM_RETRIES) return null;
        attempts = 0;
        continue;
      }
      shrinkState.nextMemcg = next + 1;
      const { result, costNs } = shrinkMemcg(this.#zswap, this.#memcgs[next]);
      yield costNs;
      if (result === 'nothing') continue;
      attempts++;
      if (result === 'again' && ++failures === MAX_RECLAIM_RETRIES) return null;
    } while (pool.pagesAllocated > limit.acceptPages);
    return null;
  }
}
