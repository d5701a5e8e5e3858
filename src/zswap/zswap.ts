import type { Folio } from '../folio/folio.js';
import { PAGE_SIZE } from '../memory/page.js';
import { ZsPool } from '../zsmalloc/zs-pool.js';
import type { ZspageMemory } from '../zsmalloc/zspage-memory.js';
import type { CompressedPages } from './compressed-pages.js';
import { Counters } from './counters.js';
import { Entries, type Entry, NO_ENTRY } from './entries.js';
import type { ZswapEvents } from './events.js';
import { Lru } from './lru.js';
import type { LimitRefusal, PoolLimit } from './pool-limit.js';
import type { StepCosts } from './step-costs.js';
import { SwapIndex } from './swap-index.js';

export interface ZswapOptions {
  readonly limit: PoolLimit;
  readonly pages: CompressedPages;
  readonly costs: StepCosts;
  /** Where objects' bytes are kept; null to account only. */
  readonly memory: ZspageMemory | null;
  readonly events: ZswapEvents;
  /** Whether a page that does not compress is kept as it is, as since 6.18, or makes its store fail. */
  readonly keepIncompressible: boolean;
}

/** zswap's state, and the primitives of mm/zswap.c, v6.18, in which store paths are written. */
export class Zswap {
  readonly counters = new Counters();
  readonly entries = new Entries();
  readonly index = new SwapIndex();
  readonly lru = new Lru(this.entries);
  readonly limit: PoolLimit;
  readonly pool: ZsPool;
  readonly costs: StepCosts;
  readonly events: ZswapEvents;
  /** Sum of the lengths of accounted entries. */
  compressedBytes = 0;
  readonly #pages: CompressedPages;
  readonly #keepIncompressible: boolean;

  constructor(options: ZswapOptions) {
    this.limit = options.limit;
    this.costs = options.costs;
    this.events = options.events;
    this.pool = new ZsPool(options.memory);
    this.#pages = options.pages;
    this.#keepIncompressible = options.keepIncompressible;
  }

  /** zswap_check_limits(): the global limit's verdict on the pool as it is; null to go on. */
  checkLimits(): LimitRefusal | null {
    return this.limit.check(this.pool.pagesAllocated, this.counters);
  }

  /**
   * zswap_compress(): compresses a page of `folio` into the pool and makes it `entry`'s. False, and a reject counter
   * moves, if the page does not compress and may not be kept as it is.
   */
  compress(entry: Entry, folio: Folio, index: number): boolean {
    const page = folio.page + index;
    let length = this.#pages.compress(page);
    if (length >= PAGE_SIZE) {
      if (!this.#keepIncompressible) {
        this.counters.reject_compress_poor++;
        return false;
      }
      length = PAGE_SIZE;
    }
    const handle = this.pool.malloc(length);
    this.#pages.store(page, this.pool, handle, length);
    this.entries.slot[entry] = folio.slot + index;
    this.entries.page[entry] = page;
    this.entries.length[entry] = length;
    this.entries.handle[entry] = handle;
    return true;
  }

  /** Makes a compressed entry visible at its slot; an older entry there is freed. */
  publish(entry: Entry): void {
    const slot = this.entries.slot[entry];
    const old = this.index.store(slot, entry);
    if (old !== NO_ENTRY) this.#free(old);
    this.events.published(slot, this.entries.length[entry]);
  }

  /** Puts a published entry into the gauges: what {@link eraseFolio} takes out again. */
  account(entry: Entry): void {
    const length = this.entries.length[entry];
    this.entries.accounted[entry] = 1;
    this.counters.stored_pages++;
    if (length === PAGE_SIZE) this.counters.stored_incompressible_pages++;
    this.compressedBytes += length;
  }

  /**
   * The end of every failed store: erases and frees whatever is at the folio's slots, the pages this store got in and
   * older ones alike, since later writeback could otherwise overwrite newer data on the device.
   */
  eraseFolio(folio: Folio): void {
    for (let slot = folio.slot; slot < folio.slot + folio.pageCount; slot++) {
      const entry = this.index.erase(slot);
      if (entry !== NO_ENTRY) this.#free(entry);
    }
  }

  /** zswap_entry_free() */
  #free(entry: Entry): void {
    const length = this.entries.length[entry];
    this.lru.remove(entry);
    this.pool.free(this.entries.handle[entry]);
    if (this.entries.accounted[entry] === 1) {
      this.counters.stored_pages--;
      if (length === PAGE_SIZE) this.counters.stored_incompressible_pages--;
      this.compressedBytes -= length;
    }
    this.events.freed(this.entries.slot[entry], length);
    this.entries.release(entry);
  }
}
