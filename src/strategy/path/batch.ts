import type { Folio } from '../../model/folio/folio.js';
import { type Entry, NO_ENTRY } from '../../model/zswap/entries.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { LimitPolicies, RejectCause } from '../strategy.js';
import { insertPage } from './page.js';

/** Consecutive pages of a folio whose entries are allocated together and counted together. */
export class Batch {
  /** Compressed bytes of the pages that are in. */
  bytes = 0;
  /** Pages that are visible. */
  published = 0;
  /** Pages that were compressed. */
  compressed = 0;
  readonly #zswap: Zswap;
  readonly #folio: Folio;
  readonly #limits: LimitPolicies;
  readonly #first: number;
  /** Entries for all pages, or those that the slab gave. */
  readonly #entries: Entry[];
  readonly #count: number;

  /** Of pages `first` .. `first + count - 1`. */
  constructor(zswap: Zswap, folio: Folio, limits: LimitPolicies, first: number, count: number) {
    this.#zswap = zswap;
    this.#folio = folio;
    this.#limits = limits;
    this.#first = first;
    this.#count = count;
    this.#entries = new Array(count);
  }

  /** Allocates all entries. A cause if there are not enough; those that there were are then given back. */
  allocate(): RejectCause | null {
    for (let i = 0; i < this.#count; i++) {
      const entry = this.#zswap.allocateEntry(this.#folio);
      if (entry === NO_ENTRY) {
        this.#release(0, i);
        return 'kmemcache_fail';
      }
      this.#entries[i] = entry;
    }
    return null;
  }

  /** Compresses the next page into the pool. A cause if that fails; the entries that are left are then given back. */
  compress(): RejectCause | null {
    const index = this.#first + this.compressed;
    const length = this.#zswap.compress(this.#folio, index);
    const entry = this.#entries[this.compressed++];
    const failed = insertPage(this.#zswap, this.#folio, this.#limits, entry, index, length);
    if (failed === null) this.bytes += length;
    else this.#release(this.published, this.#count);
    return failed;
  }

  /** Makes the page that was compressed last visible. A cause if that fails; it and the entries left are given back. */
  publish(): RejectCause | null {
    const entry = this.#entries[this.published];
    if (!this.#zswap.publish(entry, this.#folio)) {
      this.#zswap.discard(entry);
      this.#release(this.published + 1, this.#count);
      return 'alloc_fail';
    }
    this.published++;
    return null;
  }

  #release(from: number, to: number): void {
    for (let i = from; i < to; i++) this.#zswap.entries.release(this.#entries[i]);
  }

  /** Counts all pages at once, before any of them joins the LRU, where writeback could take it. */
  account(): void {
    const { entries, memcgs } = this.#zswap;
    const memcg = memcgs[this.#folio.memcg];
    memcg.charge(this.bytes, this.#count);
    for (const entry of this.#entries) {
      this.#zswap.countStored(entries.length[entry]);
      entries.accounted[entry] = 1;
    }
    for (const entry of this.#entries) memcg.lru.add(entry);
  }
}
