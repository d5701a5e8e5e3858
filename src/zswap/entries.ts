import { grown } from '../memory/column.js';

/** Index of an entry in {@link Entries}. */
export type Entry = number;

/** No entry. */
export const NO_ENTRY: Entry = 0xffff_ffff;

/** struct zswap_entry for every stored page, as a structure of arrays. */
export class Entries {
  /** Swap slot. */
  slot = new Uint32Array(0);
  /** zsmalloc's handle. */
  handle = new Uint32Array(0);
  /** Compressed length in bytes; 4096 for a page kept as it is. */
  length = new Uint16Array(0);
  /** Position of the page in the endless repetition of the corpus. */
  page = new Uint32Array(0);
  /** The memcg that is charged. */
  memcg = new Uint16Array(0);
  /** 1 once freeing the entry takes it out of the counters. */
  accounted = new Uint8Array(0);
  /** The second-chance bit: set by the store, cleared by the first walk that meets the entry. */
  referenced = new Uint8Array(0);
  /** Neighbours on the LRU; an entry that is not on it names itself as next. */
  lruNext = new Uint32Array(0);
  lruPrevious = new Uint32Array(0);

  #count = 0;
  readonly #released: Entry[] = [];

  /** zswap_entry_cache_alloc(): an entry with nothing in it. */
  allocate(): Entry {
    const entry = this.#released.pop() ?? this.#widen();
    this.accounted[entry] = 0;
    this.referenced[entry] = 1;
    this.lruNext[entry] = entry;
    return entry;
  }

  /** Entries that are allocated. */
  get inUse(): number {
    return this.#count - this.#released.length;
  }

  release(entry: Entry): void {
    this.#released.push(entry);
  }

  #widen(): Entry {
    const entry = this.#count++;
    const length = this.#count;
    this.slot = grown(this.slot, length);
    this.handle = grown(this.handle, length);
    this.length = grown(this.length, length);
    this.page = grown(this.page, length);
    this.memcg = grown(this.memcg, length);
    this.accounted = grown(this.accounted, length);
    this.referenced = grown(this.referenced, length);
    this.lruNext = grown(this.lruNext, length);
    this.lruPrevious = grown(this.lruPrevious, length);
    return entry;
  }
}
