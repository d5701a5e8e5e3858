import type { ShrinkResult } from '../../model/zswap/shrink-result.js';
import type { MetEntry } from './expected-lru.js';

/** State that one shrink_memcg() starts from. */
export interface ShrinkStart {
  /** Entries of the memcg, the oldest first. */
  readonly entries: Iterable<MetEntry>;
  readonly writeback: boolean;
  /** Scan budget of the kernel. */
  readonly scan: number;
  /** Returns whether a slot belongs to a store in flight. */
  readonly inFlight: (slot: number) => boolean;
}

/** Effect of one shrink_memcg(). */
export interface ShrinkEffect {
  readonly result: ShrinkResult;
  /** Entries that the walk meets. */
  readonly walked: number;
  readonly written: number;
}

/**
 * Returns the expected effect of one shrink_memcg() on one node, independent of src/model/zswap: a list is an array. Source:
 * shrink_memcg(), list_lru_walk_one() and shrink_memcg_cb(), v6.18.
 */
export function expectedShrink({ entries, writeback, scan, inFlight }: ShrinkStart): ShrinkEffect {
  const list = writeback ? [...entries] : [];
  if (list.length === 0) return { result: 'nothing', walked: 0, written: 0 };
  let walked = 0;
  let written = 0;
  while (walked < scan) {
    const met = list.shift();
    if (met === undefined) break;
    walked++;
    if (!met.referenced && !inFlight(met.slot)) {
      written++;
      continue;
    }
    list.push({ slot: met.slot, referenced: false });
    // The walk read the next entry before it moved this one: alone on its list, it was the last.
    if (met.referenced && list.length === 1) break;
  }
  return { result: written > 0 ? 'written' : 'again', walked, written };
}
