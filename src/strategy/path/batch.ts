import type { Folio } from '../../folio/folio.js';
import type { Zswap } from '../../zswap/zswap.js';
import { charge } from '../admission.js';
import type { LimitPolicies, RejectCause } from '../strategy.js';

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
  readonly #entries: Uint32Array;

  /** Allocates the entries of pages `first` .. `first + count - 1`. */
  constructor(zswap: Zswap, folio: Folio, limits: LimitPolicies, first: number, count: number) {
    this.#zswap = zswap;
    this.#folio = folio;
    this.#limits = limits;
    this.#first = first;
    this.#entries = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.#entries[i] = zswap.entries.allocate();
  }

  /** Compresses the next page into the pool. A cause if that fails; the entries that are left are then given back. */
  compress(): RejectCause | null {
    const index = this.#first + this.compressed;
    const length = this.#zswap.compress(this.#folio, index);
    const entry = this.#entries[this.compressed++];
    const failed = length < 0 ? 'compress_fail' : charge(this.#limits, this.#folio, length);
    if (failed === null) {
      this.#zswap.insert(entry, this.#folio, index, length);
      this.bytes += length;
    } else {
      for (const unused of this.#entries.subarray(this.published)) {
        this.#zswap.entries.release(unused);
      }
    }
    return failed;
  }

  /** Makes the page that was compressed last visible. */
  publish(): void {
    this.#zswap.publish(this.#entries[this.published++]);
  }

  /** Counts all pages at once, before any of them joins the LRU, where writeback could take it. */
  account(): void {
    const { entries, memcgs } = this.#zswap;
    memcgs[this.#folio.memcg].charge(this.bytes, this.#entries.length);
    for (const entry of this.#entries) {
      this.#zswap.countStored(entries.length[entry]);
      entries.accounted[entry] = 1;
    }
    for (const entry of this.#entries) this.#zswap.addToLru(entry);
  }
}
