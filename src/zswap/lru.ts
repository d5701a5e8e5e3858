import { type Entries, type Entry, NO_ENTRY } from './entries.js';

/** The list of entries by age: the oldest first, as writeback takes them. */
export class Lru {
  /** Entries on the list. */
  size = 0;
  readonly #entries: Entries;
  #oldest = NO_ENTRY;
  #newest = NO_ENTRY;

  constructor(entries: Entries) {
    this.#entries = entries;
  }

  /** zswap_lru_add(): at the tail. */
  add(entry: Entry): void {
    const { lruNext, lruPrevious } = this.#entries;
    lruNext[entry] = NO_ENTRY;
    lruPrevious[entry] = this.#newest;
    if (this.#newest === NO_ENTRY) this.#oldest = entry;
    else lruNext[this.#newest] = entry;
    this.#newest = entry;
    this.size++;
  }

  /** zswap_lru_del(); nothing happens to an entry that is not on the list. */
  remove(entry: Entry): void {
    const { lruNext, lruPrevious } = this.#entries;
    const next = lruNext[entry];
    if (next === entry) return;
    const previous = lruPrevious[entry];
    if (next === NO_ENTRY) this.#newest = previous;
    else lruPrevious[next] = previous;
    if (previous === NO_ENTRY) this.#oldest = next;
    else lruNext[previous] = next;
    lruNext[entry] = entry;
    this.size--;
  }

  /** The entry that writeback looks at first, or NO_ENTRY. */
  get oldest(): Entry {
    return this.#oldest;
  }

  /** Moves an entry to the newest end, as the walk does with one that it does not take. */
  rotate(entry: Entry): void {
    this.remove(entry);
    this.add(entry);
  }

  /** From the oldest to the newest. */
  *[Symbol.iterator](): Generator<Entry> {
    for (let entry = this.#oldest; entry !== NO_ENTRY; entry = this.#entries.lruNext[entry]) {
      yield entry;
    }
  }
}
