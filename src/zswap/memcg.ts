import { PAGE_SIZE } from '../memory/page.js';
import type { Entries } from './entries.js';
import { Lru } from './lru.js';

/**
 * A memory cgroup as zswap sees it. Source: mm/memcontrol.c, v6.18 (obj_cgroup_may_zswap, obj_cgroup_charge_zswap,
 * obj_cgroup_uncharge_zswap, mem_cgroup_zswap_writeback_enabled).
 */
export class Memcg {
  readonly name: string;
  readonly parent: Memcg | null;
  /** memory.zswap.max in whole pages; null for `max`. */
  readonly maxPages: number | null;
  /** This memcg's pages by age. */
  readonly lru: Lru;
  /** memory.stat's zswap: compressed bytes of this memcg and all below it. */
  zswapBytes = 0;
  /** memory.stat's zswapped: pages of this memcg and all below it. */
  zswapped = 0;
  /** The most {@link zswapBytes} has been. */
  peakBytes = 0;
  /** Bytes that stores under way have laid claim to; no kernel has this. */
  reservedBytes = 0;
  readonly #writeback: boolean;

  constructor(
    name: string,
    parent: Memcg | null,
    maxPages: number | null,
    writeback: boolean,
    entries: Entries,
  ) {
    this.name = name;
    this.parent = parent;
    this.maxPages = maxPages;
    this.#writeback = writeback;
    this.lru = new Lru(entries);
  }

  /** memory.zswap.writeback counts only if it is on for every ancestor too. */
  get writebackEnabled(): boolean {
    return this.#writeback && (this.parent?.writebackEnabled ?? true);
  }

  /** The kernel's check: whether this memcg and all above it are below their limits. A full page counts, a part not. */
  mayZswap(): boolean {
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      const { maxPages, zswapBytes } = memcg;
      if (maxPages !== null && Math.floor(zswapBytes / PAGE_SIZE) >= maxPages) return false;
    }
    return true;
  }

  /** Bytes that fit below every limit from here up, what is reserved left out; infinite without a limit. */
  roomBytes(): number {
    let room = Number.POSITIVE_INFINITY;
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      if (memcg.maxPages === null) continue;
      const left = memcg.maxPages * PAGE_SIZE - memcg.zswapBytes - memcg.reservedBytes;
      if (left < room) room = left;
    }
    return room;
  }

  /** Lays claim to `bytes`, or gives the claim up where they are negative. */
  reserve(bytes: number): void {
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      memcg.reservedBytes += bytes;
    }
  }

  /** Charges `pages` pages of together `bytes` bytes. Never refuses, as in reclaim. */
  charge(bytes: number, pages: number): void {
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      memcg.zswapBytes += bytes;
      memcg.zswapped += pages;
      if (memcg.zswapBytes > memcg.peakBytes) memcg.peakBytes = memcg.zswapBytes;
    }
  }

  /** Takes one page of `bytes` bytes out. */
  uncharge(bytes: number): void {
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      memcg.zswapBytes -= bytes;
      memcg.zswapped--;
    }
  }
}
