import { PAGE_SIZE } from '../../common/page.js';
import type { Overflow } from '../../compressor/compressor.js';
import type { Folio } from '../folio/folio.js';
import type { SlotRange } from '../folio/swap-slots.js';
import { LocalHeap } from '../heap/heap.js';
import { ZsPool } from '../zsmalloc/zs-pool.js';
import { refusePage } from './compress-refusal.js';
import type { CompressedPages } from './compressed-pages.js';
import { type Counters, zeroCounters } from './counters.js';
import { Entries, type Entry, NO_ENTRY } from './entries.js';
import type { ZswapEvents } from './events.js';
import { Ewma } from './ewma.js';
import { FoliosInFlight } from './folios-in-flight.js';
import type { Kernel } from './kernel-presets.js';
import { incompressiblePages, isCompressed } from './length-rules.js';
import { Memcg } from './memcg.js';
import { Overshoot } from './overshoot.js';
import type { LimitRefusal, PoolLimit } from './pool-limit.js';
import { Reservations } from './reservations.js';
import { ShrinkState } from './shrink-state.js';
import type { StepCosts } from './step-costs.js';
import type { StepHooks, StepPoint } from './step-hooks.js';
import { StoredGauges } from './stored-gauges.js';
import { SwapIndex } from './swap-index.js';
import type { ZswapOptions } from './zswap-options.js';

/**
 * zswap's state, and the primitives of mm/zswap.c, v6.18, in which store paths are written.
 *
 * Threads that share a zswap each have a Zswap of their own over the same heap. The gauges of stored pages are shared words, as the
 * kernel's. Beyond them each thread counts for itself, and readers sum, as /proc/vmstat does: `counters`, `compressedBytes`,
 * `entryPoolRefs`. As in the kernel, store, load and free hold the folio lock, here `inFlight`; writeback does not, and checks the
 * index again before it takes an entry.
 *
 * Locks, outermost first: a size class, the numbers of zspages; reservations of a memcg, of its parent. Locks do not nest
 * otherwise: the index, the entries, each LRU, reservations of the pool. Limit checks are lockless, as in the kernel.
 */
export class Zswap {
  readonly gauges: StoredGauges;
  readonly counters: Counters;
  readonly entries: Entries;
  readonly index: SwapIndex;
  readonly memcgParent: Memcg;
  /** By the number that folios carry. */
  readonly memcgs: readonly Memcg[];
  readonly limit: PoolLimit;
  readonly pool: ZsPool;
  readonly costs: StepCosts;
  readonly events: ZswapEvents;
  readonly kernel: Kernel;
  /** Why a page that does not compress is refused, where it is. */
  readonly overflow: Overflow;
  /** Lengths of the pages compressed of late. */
  readonly averageLength: Ewma;
  readonly overshoot = new Overshoot();
  readonly inFlight: FoliosInFlight;
  /** Compressed bytes of all entries that are visible; no kernel counts them, memcgs are charged. */
  compressedBytes = 0;
  /** Folios whose stores hold a reference to the pool; every visible entry holds one too. */
  readonly poolHolders = new Set<Folio>();
  /** Bytes of the global limit that stores have reserved. */
  readonly reservations: Reservations;
  readonly shrinkState: ShrinkState;
  /** References to the pool that entries hold. */
  entryPoolRefs = 0;
  readonly #pages: CompressedPages;
  readonly #hooks: StepHooks | null;

  constructor(options: ZswapOptions) {
    const { count, maxPages, parentMaxPages, writeback } = options.memcgs;
    const { heap = new LocalHeap(), nodes = 1 } = options;
    this.gauges = new StoredGauges(heap);
    this.counters = zeroCounters(this.gauges);
    this.entries = new Entries(heap);
    this.index = new SwapIndex(heap);
    this.averageLength = new Ewma(heap);
    this.inFlight = new FoliosInFlight(heap);
    this.reservations = new Reservations(heap);
    this.shrinkState = new ShrinkState(heap);
    this.limit = options.limit;
    this.limit.moveTo(heap);
    this.costs = options.costs;
    this.events = options.events;
    this.kernel = options.kernel;
    this.overflow = options.kernel.lzoOverruns ? options.overflow : 'compress_fail';
    this.#hooks = options.hooks ?? null;
    this.pool = new ZsPool(options.memory, heap);
    this.#pages = options.pages;
    const memcg = (name: string, parent: Memcg | null, max: number | null, writesBack: boolean) =>
      new Memcg(name, parent, max, writesBack, this.entries, heap, nodes);
    this.memcgParent = memcg('parent', null, parentMaxPages, true);
    this.memcgs = Array.from({ length: count }, (_, i) =>
      memcg(`memcg${i}`, this.memcgParent, maxPages, writeback),
    );
  }

  /** zswap_check_limits(): the global limit's verdict on the pool as it is; null to go on. */
  checkLimits(folio: Folio): LimitRefusal | null {
    const atLimit = this.#fails('pool_limit', folio);
    const totalPages = atLimit ? this.limit.maxPages : this.pool.pagesAllocated;
    return this.limit.check(totalPages, this.counters);
  }

  /** obj_cgroup_may_zswap(): whether the folio's memcg and all above it are below their limits. */
  mayZswap(folio: Folio): boolean {
    return !this.#fails('memcg_limit', folio) && this.memcgs[folio.memcg].mayZswap();
  }

  /**
   * zswap_pool_tryget(): takes the store's reference to the pool, or returns false while the pool is being replaced. The
   * reference is dropped when the store ends; a further call only tries again.
   */
  getPool(folio: Folio): boolean {
    if (this.#fails('pool_ref', folio)) return false;
    this.poolHolders.add(folio);
    return true;
  }

  /** zswap_entry_cache_alloc(): NO_ENTRY, and a reject counter moves, if the slab has none. */
  allocateEntry(folio: Folio): Entry {
    if (this.#fails('entry_alloc', folio)) {
      this.counters.reject_kmemcache_fail++;
      return NO_ENTRY;
    }
    return this.entries.allocate();
  }

  /** Returns the compressed length of a page, at most 4096 bytes, without a store. For clairvoyant policies. */
  lengthOf(folio: Folio, index: number): number {
    return Math.min(this.payloadOf(folio, index), PAGE_SIZE);
  }

  /** The compressor's output for a page, in bytes. For who may know it beforehand. */
  payloadOf(folio: Folio, index: number): number {
    return this.#pages.compress(folio.page + index);
  }

  /**
   * The compressor's part of zswap_compress(): a page's length in bytes, 4096 for one that is kept as it is, or less than
   * 0, for {@link refusalOf}, and a reject counter moves, for one that may not be.
   */
  compress(folio: Folio, index: number): number {
    const length = this.#pages.compress(folio.page + index);
    const error = this.#fails('compress_error', folio);
    const fits =
      !error && !this.#fails('incompressible', folio) && isCompressed(this.kernel, length);
    this.averageLength.add(fits ? length : PAGE_SIZE);
    if (fits) return length;
    if (this.keepsIncompressible(folio)) return PAGE_SIZE;
    return refusePage(error ? 'compress_fail' : this.overflow, this.counters);
  }

  /** Whether this kernel keeps an incompressible page of the folio's memcg. */
  keepsIncompressible(folio: Folio): boolean {
    return this.kernel.keepsIncompressible && this.memcgs[folio.memcg].writebackEnabled;
  }

  /**
   * The allocator's part: puts the page that was compressed last into the pool, as `entry`'s. False, and a reject counter
   * moves, if the pool finds no memory.
   */
  insert(entry: Entry, folio: Folio, index: number, length: number): boolean {
    if (this.#fails('zs_malloc', folio)) {
      this.counters.reject_alloc_fail++;
      return false;
    }
    const page = folio.page + index;
    const handle = this.pool.malloc(length);
    this.#pages.store(page, this.pool, handle, length);
    const { entries } = this;
    entries.slot[entry] = folio.slot + index;
    entries.page[entry] = page;
    entries.length[entry] = length;
    entries.handle[entry] = handle;
    entries.memcg[entry] = folio.memcg;
    entries.node[entry] = folio.node ?? 0;
    this.events.allocated(handle, length);
    this.overshoot.observe(this.pool.pagesAllocated - this.limit.maxPages);
    return true;
  }

  /**
   * Makes a compressed entry visible at its slot; an older entry there is freed. False, and a reject counter moves, if
   * the index finds no memory; the entry is then for {@link discard}.
   */
  publish(entry: Entry, folio: Folio): boolean {
    if (this.#fails('index_node', folio)) {
      this.counters.reject_alloc_fail++;
      return false;
    }
    const slot = this.entries.slot[entry];
    const old = this.index.store(slot, entry);
    if (old !== NO_ENTRY) this.#free(old);
    const length = this.entries.length[entry];
    this.compressedBytes += length;
    this.entryPoolRefs++;
    this.events.published(slot, length, this.entries.memcg[entry]);
    return true;
  }

  /** Gives back an entry that is in the pool and was never visible. */
  discard(entry: Entry): void {
    const handle = this.entries.handle[entry];
    this.pool.free(handle);
    this.events.released(handle);
    this.entries.release(entry);
  }

  /** Charges a published entry to its memcg and counts it as stored. */
  account(entry: Entry): void {
    const length = this.entries.length[entry];
    this.memcgs[this.entries.memcg[entry]].charge(length, 1);
    this.gauges.add(1, incompressiblePages(this.kernel, length));
    this.entries.accounted[entry] = 1;
  }

  /** zswap_lru_add() */
  addToLru(entry: Entry): void {
    const { memcg, node } = this.entries;
    this.memcgs[memcg[entry]].lrus[node[entry]].add(entry);
  }

  /**
   * The end of every failed store: erases and frees whatever is at the folio's slots, the pages this store got in and
   * older ones alike, since later writeback could otherwise overwrite newer data on the device.
   */
  eraseFolio(folio: SlotRange): void {
    for (let slot = folio.slot; slot < folio.slot + folio.pageCount; slot++) this.erase(slot);
  }

  /** zswap_invalidate(): frees the entry at a slot; false if there is none. */
  erase(slot: number): boolean {
    const entry = this.index.erase(slot);
    if (entry === NO_ENTRY) return false;
    this.#free(entry);
    return true;
  }

  /** Whether there is an entry at a slot. */
  has(slot: number): boolean {
    return this.index.get(slot) !== NO_ENTRY;
  }

  /** zswap_load(): reads a page back, which frees its entry; false if it is not here. */
  load(slot: number): boolean {
    if (!this.erase(slot)) return false;
    this.counters.zswpin++;
    this.events.loaded(slot);
    return true;
  }

  /**
   * zswap_writeback_entry(): takes an entry that a walk of the LRU met at `slot`. False if its folio is being stored, or
   * if it was freed since.
   */
  writeBack(entry: Entry, slot: number): boolean {
    if (!this.index.eraseExactly(slot, entry, this.#inNoSwapCache)) return false;
    this.#free(entry);
    this.counters.written_back_pages++;
    this.counters.zswpwb++;
    this.events.writtenBack(slot);
    return true;
  }

  /** Whether the shrink worker was asked for since it last started. */
  get workerQueued(): boolean {
    return this.shrinkState.queued;
  }

  set workerQueued(queued: boolean) {
    this.shrinkState.queued = queued;
  }

  readonly #inNoSwapCache = (slot: number) => !this.inFlight.covers(slot);

  #fails(point: StepPoint, folio: Folio): boolean {
    return this.#hooks?.at(point, folio) ?? false;
  }

  /** Frees an entry and its memory; what it counted for is taken back. */
  #free(entry: Entry): void {
    const length = this.entries.length[entry];
    const memcg = this.memcgs[this.entries.memcg[entry]];
    memcg.lrus[this.entries.node[entry]].remove(entry);
    this.compressedBytes -= length;
    const handle = this.entries.handle[entry];
    this.pool.free(handle);
    this.events.released(handle);
    this.entryPoolRefs--;
    if (this.entries.accounted[entry] === 1) {
      memcg.uncharge(length);
      this.gauges.add(-1, -incompressiblePages(this.kernel, length));
    }
    this.events.freed(this.entries.slot[entry], length);
    this.entries.release(entry);
  }
}
