import { type Heap, LocalHeap } from '../heap/heap.js';
import type { Locks } from '../heap/locks.js';
import { type Entries, type Entry, NO_ENTRY } from './entries.js';

// Both ends name an entry plus 1, so that zeros are an empty list.
const OLDEST = 0;
const NEWEST = 1;
const SIZE = 2;

/** Pages older than all on the list, whose entries are made one by one when a walk comes to them. */
export interface OlderPages {
  readonly count: number;
  /** Makes the entry of the oldest; it is on no list. Only with a count above 0. */
  makeEntry(): Entry;
}

const NONE_OLDER: OlderPages = { count: 0, makeEntry: () => NO_ENTRY };

/** The list of entries by age: the oldest first, as writeback takes them. */
export class Lru {
  /** Of the entry that {@link walk} met: its swap slot, and whether it had its second chance yet to come. */
  metSlot = 0;
  metReferenced = false;
  /** Only in a heap of one's own. */
  older: OlderPages = NONE_OLDER;
  readonly #entries: Entries;
  readonly #list: Uint32Array;
  readonly #locks: Locks;

  constructor(entries: Entries, heap: Heap = new LocalHeap(), name = 'lru') {
    this.#entries = entries;
    this.#list = heap.column(Uint32Array, 3);
    this.#locks = heap.locks(name, 1);
  }

  /** Entries on the list and {@link older} pages. */
  get size(): number {
    return this.#list[SIZE] + this.older.count;
  }

  /** zswap_lru_add(): at the tail. */
  add(entry: Entry): void {
    this.#locks.lock(0);
    this.#add(entry);
    this.#locks.unlock(0);
  }

  /** zswap_lru_del(); nothing happens to an entry that is not on the list. */
  remove(entry: Entry): void {
    this.#locks.lock(0);
    this.#remove(entry);
    this.#locks.unlock(0);
  }

  /** The oldest entry on the list, or NO_ENTRY. */
  get oldest(): Entry {
    return (this.#list[OLDEST] - 1) >>> 0;
  }

  /**
   * A step of the walk: moves the oldest entry, made now for one of the {@link older} pages, to the newest end, takes its second chance from it, and returns it, or
   * NO_ENTRY. Only what was read of it before others could free it, {@link metSlot} and {@link metReferenced}, is safe.
   */
  walk(): Entry {
    const { older } = this;
    const made = older.count > 0 ? older.makeEntry() : NO_ENTRY;
    this.#locks.lock(0);
    const entry = made === NO_ENTRY ? this.oldest : made;
    if (entry !== NO_ENTRY) {
      const { slot, referenced } = this.#entries;
      this.metSlot = slot[entry];
      this.metReferenced = referenced[entry] === 1;
      referenced[entry] = 0;
      this.#remove(entry);
      this.#add(entry);
    }
    this.#locks.unlock(0);
    return entry;
  }

  /** From the oldest to the newest. */
  *[Symbol.iterator](): Generator<Entry> {
    for (let entry = this.oldest; entry !== NO_ENTRY; entry = this.#entries.lruNext[entry]) {
      yield entry;
    }
  }

  #add(entry: Entry): void {
    const list = this.#list;
    const { lruNext, lruPrevious } = this.#entries;
    const newest = (list[NEWEST] - 1) >>> 0;
    lruNext[entry] = NO_ENTRY;
    lruPrevious[entry] = newest;
    if (newest === NO_ENTRY) list[OLDEST] = entry + 1;
    else lruNext[newest] = entry;
    list[NEWEST] = entry + 1;
    list[SIZE]++;
  }

  #remove(entry: Entry): void {
    const list = this.#list;
    const { lruNext, lruPrevious } = this.#entries;
    const next = lruNext[entry];
    if (next === entry) return;
    const previous = lruPrevious[entry];
    if (next === NO_ENTRY) list[NEWEST] = previous + 1;
    else lruPrevious[next] = previous;
    if (previous === NO_ENTRY) list[OLDEST] = next + 1;
    else lruNext[previous] = next;
    lruNext[entry] = entry;
    list[SIZE]--;
  }
}
