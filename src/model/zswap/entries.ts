import { grown } from '../heap/column.js';
import { type Heap, LocalHeap } from '../heap/heap.js';
import type { Locks } from '../heap/locks.js';

/** Index of an entry in {@link Entries}. */
export type Entry = number;

/** No entry. */
export const NO_ENTRY: Entry = 0xffff_ffff;

// Scalars of the slab. Released entries are a list through lruPrevious, each naming the next one plus 1.
const ALLOCATED_EVER = 0;
const FIRST_RELEASED = 1;
const IN_USE = 2;

/** struct zswap_entry for every stored page, as a structure of arrays. */
export class Entries {
  /** Swap slot. */
  slot: Uint32Array;
  /** zsmalloc's handle. */
  handle: Uint32Array;
  /** Compressed length in bytes; 4096 also for a page kept as it is. */
  length: Uint16Array;
  /** Position of the page in the endless repetition of the corpus. */
  page: Uint32Array;
  /** The memcg that is charged. */
  memcg: Uint16Array;
  /** NUMA node of the page, whose list of the memcg the entry joins. */
  node: Uint8Array;
  /** 1 once freeing the entry takes it out of the counters. */
  accounted: Uint8Array;
  /** The second-chance bit: set by the store, cleared by the first walk that meets the entry. */
  referenced: Uint8Array;
  /** Neighbours on the LRU; an entry that is not on it names itself as next. */
  lruNext: Uint32Array;
  lruPrevious: Uint32Array;

  readonly #slab: Uint32Array;
  readonly #locks: Locks;

  constructor(heap: Heap = new LocalHeap()) {
    const { entries } = heap.capacity;
    this.slot = heap.column(Uint32Array, entries);
    this.handle = heap.column(Uint32Array, entries);
    this.length = heap.column(Uint16Array, entries);
    this.page = heap.column(Uint32Array, entries);
    this.memcg = heap.column(Uint16Array, entries);
    this.node = heap.column(Uint8Array, entries);
    this.accounted = heap.column(Uint8Array, entries);
    this.referenced = heap.column(Uint8Array, entries);
    this.lruNext = heap.column(Uint32Array, entries);
    this.lruPrevious = heap.column(Uint32Array, entries);
    this.#slab = heap.column(Uint32Array, 3);
    this.#locks = heap.locks('entries', 1);
  }

  /** zswap_entry_cache_alloc(): an entry with nothing in it. */
  allocate(): Entry {
    this.#locks.lock(0);
    const released = this.#slab[FIRST_RELEASED];
    let entry = released - 1;
    if (released === 0) {
      entry = this.#slab[ALLOCATED_EVER]++;
      if (entry >= this.slot.length) this.#widen(entry + 1);
    } else {
      this.#slab[FIRST_RELEASED] = this.lruPrevious[entry];
    }
    this.#slab[IN_USE]++;
    this.#locks.unlock(0);
    this.accounted[entry] = 0;
    this.referenced[entry] = 1;
    this.lruNext[entry] = entry;
    return entry;
  }

  /** Entries that are allocated. */
  get inUse(): number {
    return this.#slab[IN_USE];
  }

  release(entry: Entry): void {
    this.#locks.lock(0);
    this.lruPrevious[entry] = this.#slab[FIRST_RELEASED];
    this.#slab[FIRST_RELEASED] = entry + 1;
    this.#slab[IN_USE]--;
    this.#locks.unlock(0);
  }

  #widen(length: number): void {
    this.slot = grown(this.slot, length);
    this.handle = grown(this.handle, length);
    this.length = grown(this.length, length);
    this.page = grown(this.page, length);
    this.memcg = grown(this.memcg, length);
    this.node = grown(this.node, length);
    this.accounted = grown(this.accounted, length);
    this.referenced = grown(this.referenced, length);
    this.lruNext = grown(this.lruNext, length);
    this.lruPrevious = grown(this.lruPrevious, length);
  }
}
