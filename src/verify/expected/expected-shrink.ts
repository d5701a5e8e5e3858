import type { ShrinkResult } from '../../model/zswap/shrink-result.js';
import type { ExpectedLru, MetEntry } from './expected-lru.js';

/** State that one shrink_memcg() starts from. */
export interface ShrinkStart {
  /** Entries of the memcg. */
  readonly entries: Pick<ExpectedLru, 'size' | typeof Symbol.iterator>;
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
 * Returns the expected effect of one shrink_memcg() on one node, independent of src/model/zswap: a list of entries, and one of
 * those that moved to its end. Source: shrink_memcg(), list_lru_walk_one() and shrink_memcg_cb(), v6.18.
 */
export function expectedShrink({ entries, writeback, scan, inFlight }: ShrinkStart): ShrinkEffect {
  if (!writeback || entries.size === 0) return { result: 'nothing', walked: 0, written: 0 };
  const oldest = entries[Symbol.iterator]();
  const moved: MetEntry[] = [];
  let listed = entries.size;
  let walked = 0;
  let written = 0;
  while (walked < scan) {
    const met = (oldest.next().value as MetEntry | undefined) ?? moved.shift();
    if (met === undefined) break;
    walked++;
    if (!met.referenced && !inFlight(met.slot)) {
      written++;
      listed--;
      continue;
    }
    moved.push({ slot: met.slot, referenced: false });
    // The walk read the next entry before it moved this one: alone on its list, it was the last.
    if (met.referenced && listed === 1) break;
  }
  return { result: written > 0 ? 'written' : 'again', walked, written };
}
