import { PAGE_SIZE } from '../../common/page.js';
import { type Heap, LocalHeap } from '../heap/heap.js';
import type { Locks } from '../heap/locks.js';
import { PerThread } from '../heap/per-thread.js';
import type { Entries } from './entries.js';
import { Lru } from './lru.js';
import { ObjCgroup } from './obj-cgroup.js';

// Statistics, whole numbers up to 2^53.
const BYTES = 0;
const PAGES = 1;

/**
 * A memory cgroup as zswap sees it. Source: mm/memcontrol.c, v6.18 (obj_cgroup_may_zswap, obj_cgroup_charge_zswap,
 * obj_cgroup_uncharge_zswap, mem_cgroup_zswap_writeback_enabled).
 *
 * As in the kernel, a thread adds to statistics of its own, and a check of a limit sums over all threads.
 */
export class Memcg {
  readonly name: string;
  readonly parent: Memcg | null;
  /** memory.zswap.max in whole pages; null for `max`. */
  readonly maxPages: number | null;
  /** This memcg's pages by age, a list for each NUMA node. */
  readonly lrus: readonly Lru[];
  /** Charges to memory.current; null in a heap of one's own, where no figure depends on it. */
  readonly objcg: ObjCgroup | null;
  readonly #writeback: boolean;
  readonly #statistics: PerThread;
  /** One element: bytes that stores in flight have reserved. */
  readonly #reserved: Float64Array;
  /** Of {@link #reserved}. */
  readonly #locks: Locks;
  #peakBytes = 0;

  constructor(
    name: string,
    parent: Memcg | null,
    maxPages: number | null,
    writeback: boolean,
    entries: Entries,
    heap: Heap = new LocalHeap(),
    nodes = 1,
  ) {
    this.name = name;
    this.parent = parent;
    this.maxPages = maxPages;
    this.#writeback = writeback;
    this.lrus = Array.from(
      { length: nodes },
      (_, node) =>
        new Lru(entries, heap, nodes === 1 ? `LRU of ${name}` : `LRU of ${name} on node ${node}`),
    );
    this.objcg = heap.threads === 1 ? null : new ObjCgroup(parent?.objcg ?? null, heap);
    this.#statistics = new PerThread(heap, 2);
    this.#reserved = heap.column(Float64Array, 1);
    this.#locks = heap.locks(name, 1);
  }

  /** The list of node 0, the only one of a machine without NUMA. */
  get lru(): Lru {
    return this.lrus[0];
  }

  /** Entries on the lists of all nodes. */
  get lruEntries(): number {
    return this.lrus.reduce((sum, { size }) => sum + size, 0);
  }

  /** memory.stat's zswap: compressed bytes of this memcg and all below it. */
  get zswapBytes(): number {
    return this.#statistics.sum(BYTES);
  }

  /** memory.stat's zswapped: pages of this memcg and all below it. */
  get zswapped(): number {
    return this.#statistics.sum(PAGES);
  }

  /** The most {@link zswapBytes} has been after a charge by this thread; 0 in a shared heap, where a charge reads no sum. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Bytes that stores in flight have reserved; no kernel has this. */
  get reservedBytes(): number {
    return this.#reserved[0];
  }

  set reservedBytes(bytes: number) {
    this.#reserved[0] = bytes;
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

  /** Bytes that fit below every limit from here up, reservations subtracted; infinite without a limit. */
  roomBytes(): number {
    let room = Number.POSITIVE_INFINITY;
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      if (memcg.maxPages === null) continue;
      const left = memcg.maxPages * PAGE_SIZE - memcg.zswapBytes - memcg.reservedBytes;
      if (left < room) room = left;
    }
    return room;
  }

  /** Reserves `bytes` here and in every ancestor, or nothing, and returns false, if they do not fit. */
  reserve(bytes: number): boolean {
    this.#lockUpwards();
    const fits = bytes <= this.roomBytes();
    if (fits) this.#addReserved(bytes);
    this.#unlockUpwards();
    return fits;
  }

  /** Releases a reservation of `bytes`. */
  release(bytes: number): void {
    this.#lockUpwards();
    this.#addReserved(-bytes);
    this.#unlockUpwards();
  }

  /** Charges `pages` pages of together `bytes` bytes. Never refuses, as in reclaim. */
  charge(bytes: number, pages: number): void {
    this.objcg?.charge(bytes);
    this.#count(bytes, pages);
  }

  /** Takes one page of `bytes` bytes out. */
  uncharge(bytes: number): void {
    this.objcg?.uncharge(bytes);
    this.#count(-bytes, -1);
  }

  /** mod_memcg_state(), for all ancestors at once. */
  #count(bytes: number, pages: number): void {
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      memcg.#statistics.add(BYTES, bytes);
      memcg.#statistics.add(PAGES, pages);
      if (memcg.objcg === null) memcg.#peakBytes = Math.max(memcg.#peakBytes, memcg.zswapBytes);
    }
  }

  #addReserved(bytes: number): void {
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      memcg.reservedBytes += bytes;
    }
  }

  #lockUpwards(): void {
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) memcg.#locks.lock(0);
  }

  #unlockUpwards(): void {
    for (let memcg: Memcg | null = this; memcg !== null; memcg = memcg.parent) {
      memcg.#locks.unlock(0);
    }
  }
}
