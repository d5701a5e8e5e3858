import type { Folio } from '../model/folio/folio.js';
import { refusalOf } from '../model/zswap/compress-refusal.js';
import { type Entry, NO_ENTRY } from '../model/zswap/entries.js';
import { incompressiblePages } from '../model/zswap/length-rules.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { LimitPolicies } from './limit-policy.js';
import type { RejectCause } from './store-outcome.js';

/**
 * Progress of one store's pages, in order, from an entry to the LRU:
 *
 *     0 <= accounted <= published <= inserted <= allocated <= pageCount
 *
 * `inserted` pages have their bytes in the pool, `published` ones are visible in the index. Steps return null or a reject
 * cause; {@link drop} frees the pages that are not published.
 */
export class StorePages {
  /** Pages compressed, including the failing one. */
  compressed = 0;
  published = 0;
  /** Compressed bytes in the pool and not yet accounted. */
  bytes = 0;
  readonly #zswap: Zswap;
  readonly #folio: Folio;
  readonly #policies: LimitPolicies;
  readonly #entries: Entry[];
  #allocated = 0;
  #inserted = 0;
  #accounted = 0;

  constructor(zswap: Zswap, folio: Folio, policies: LimitPolicies) {
    this.#zswap = zswap;
    this.#folio = folio;
    this.#policies = policies;
    this.#entries = new Array(folio.pageCount);
  }

  allocate(count: number): RejectCause | null {
    if (this.#allocated + count > this.#folio.pageCount) throw outOfOrder('allocateEntries()');
    for (let i = 0; i < count; i++) {
      const entry = this.#zswap.allocateEntry(this.#folio);
      if (entry === NO_ENTRY) return 'kmemcache_fail';
      this.#entries[this.#allocated++] = entry;
    }
    return null;
  }

  compress(index: number): RejectCause | null {
    if (index !== this.#inserted || index >= this.#allocated) {
      throw outOfOrder(`compress(${index})`);
    }
    this.compressed++;
    const length = this.#zswap.compress(this.#folio, index);
    if (length < 0) return refusalOf(length);
    const { global, memcg } = this.#policies;
    const refusal = memcg.charge(this.#folio, length) ?? global.charge(this.#folio, length);
    if (refusal !== null) return refusal;
    if (!this.#zswap.insert(this.#entries[index], this.#folio, index, length)) return 'alloc_fail';
    this.#inserted++;
    this.bytes += length;
    return null;
  }

  publish(index: number): RejectCause | null {
    if (index !== this.published || index >= this.#inserted) throw outOfOrder(`publish(${index})`);
    if (!this.#zswap.publish(this.#entries[index], this.#folio)) return 'alloc_fail';
    this.published++;
    return null;
  }

  /** Accounts all published pages at once, before any of them joins the LRU, where writeback could take it. */
  account(): void {
    const count = this.published - this.#accounted;
    if (count === 0) return;
    const { entries, gauges, kernel, memcgs } = this.#zswap;
    const memcg = memcgs[this.#folio.memcg];
    memcg.charge(this.bytes, count);
    let incompressible = 0;
    for (let i = this.#accounted; i < this.published; i++) {
      const entry = this.#entries[i];
      incompressible += incompressiblePages(kernel, entries.length[entry]);
      entries.accounted[entry] = 1;
    }
    gauges.add(count, incompressible);
    for (let i = this.#accounted; i < this.published; i++) {
      this.#zswap.addToLru(this.#entries[i]);
    }
    this.#accounted = this.published;
    this.bytes = 0;
  }

  /** Accounts the page published last, with `account` if given, and adds it to the LRU. */
  accountPage(account: ((entry: Entry) => void) | undefined): void {
    if (this.published !== this.#accounted + 1) throw outOfOrder('accountPage()');
    const entry = this.#entries[this.#accounted++];
    if (account === undefined) this.#zswap.account(entry);
    else account(entry);
    this.#zswap.addToLru(entry);
    this.bytes = 0;
  }

  /** Frees the entries, and the pool memory, of pages that are not published. No step can follow. */
  drop(): void {
    const { entries } = this.#zswap;
    for (let i = this.published; i < this.#inserted; i++) this.#zswap.discard(this.#entries[i]);
    for (let i = this.#inserted; i < this.#allocated; i++) entries.release(this.#entries[i]);
    this.#allocated = 0;
    this.#inserted = 0;
    this.#accounted = this.published;
  }
}

/** Returns the error for a step taken before its page is ready, or after the end of the store. */
export function outOfOrder(step: string): Error {
  return new Error(`${step} out of order`);
}
