import type { Folio } from '../../model/folio/folio.js';
import type { ZswapEvents } from '../../model/zswap/events.js';
import { MEMCGS } from '../check-case.js';
import { CoverageRecorder } from '../coverage/covered-steps.js';
import { FULL_FLAG, IN_FLIGHT, TouchedState } from '../touched-state.js';
import { ExpectedLru } from './expected-lru.js';
import { ExpectedStores } from './expected-stores.js';
import { addTo, type ExpectedMemcg, emptyMemcg, type LivePage } from './page-sums.js';
import { ShadowZsmalloc } from './shadow-zsmalloc.js';

/** Swap slots of a folio, and its first page. */
type FolioSlots = Pick<Folio, 'slot' | 'page' | 'pageCount'>;

const NO_STORE = -1;
const PAGE_BYTES = 4096;

/**
 * Expected counters of a zswap, computed from its events alone. Pages of a store in flight may or may not be counted yet,
 * because strategies count at different steps; all other pages must be.
 */
export class ExpectedCounters implements ZswapEvents {
  readonly all: ExpectedMemcg = emptyMemcg();
  /** By number. */
  readonly memcgs: readonly ExpectedMemcg[] = Array.from({ length: MEMCGS }, emptyMemcg);
  /** By memcg. */
  readonly lrus = Array.from({ length: MEMCGS }, () => new ExpectedLru());
  readonly stores: ExpectedStores;
  /** Expected full flag. */
  full = false;
  /** Whether an entry is being published, which frees an older one. */
  publishing = false;
  readonly coverage: CoverageRecorder;
  readonly touched = new TouchedState();
  acceptedPages = 0;
  loadedPages = 0;
  writtenBackPages = 0;
  /** Pages written back while their folio was in the swap cache. */
  writtenBackInFlight = 0;
  /** Whether stores go on with single pages after the end of a folio's store. */
  splits = false;
  /** Set by the part that watches shrinks. */
  shrinking: NonNullable<ZswapEvents['shrinking']> = () => {};
  shrunk: NonNullable<ZswapEvents['shrunk']> = () => {};
  /** Called when a store has succeeded, before anything else happens. */
  readonly onAccepted: (() => void)[] = [];
  /** Stores that ended past a limit which their strategy keeps. */
  storesPastLimit = 0;
  /** Handle of the object allocated last. */
  lastHandle = -1;
  readonly #pages = new Map<number, LivePage>();
  /** Pages that stores in flight have made visible; those that were freed since belong to no store. */
  #unsettled: LivePage[] = [];
  readonly #objects = new Map<number, number>();
  readonly #pool = new ShadowZsmalloc();
  readonly #foreign = new Set<number>();
  readonly #takenSlots = new Set<number>();
  /** Folios of the stores in flight. */
  readonly #inFlight = new Map<number, FolioSlots>();
  /** Swap slots of folios that writeback must leave. */
  readonly #swapCache = new Map<number, FolioSlots>();
  readonly #keepsIncompressible: boolean;

  /** @param keepsIncompressible whether a length of 4096 is a page kept as it is, as from 6.18 on */
  constructor(keepsIncompressible = true, coverage = new CoverageRecorder()) {
    this.#keepsIncompressible = keepsIncompressible;
    this.coverage = coverage;
    this.stores = new ExpectedStores(coverage);
  }

  /** Number of the store that takes the current step, or -1. */
  get acting(): number {
    return this.stores.acting;
  }

  set acting(task: number) {
    this.stores.acting = task;
  }

  /** Notes that a task's store has returned its outcome. */
  returned(task: number): void {
    this.#leaveSwapCache(task);
  }

  /** Marks the start of a store. */
  began(store: number, folio: FolioSlots): void {
    this.#inFlight.set(store, folio);
    this.#swapCache.set(store, folio);
  }

  allocated(handle: number, length: number): void {
    this.lastHandle = handle;
    this.#objects.set(handle, length);
    this.#pool.allocated(handle, length);
    this.touched.wroteObject(length);
  }

  released(handle: number): void {
    const length = this.#objects.get(handle) ?? 0;
    this.#objects.delete(handle);
    this.#pool.released(handle, length);
    this.touched.wroteObject(length);
  }

  published(slot: number, length: number, memcg: number): void {
    const kept = this.#keepsIncompressible && length === PAGE_BYTES;
    const page = { length, kept, memcg, store: this.acting === NO_STORE ? null : this.acting };
    this.#pages.set(slot, page);
    this.touched.wroteSlot(slot);
    if (page.store !== null) this.#unsettled.push(page);
    this.#add(page, 1);
  }

  freed(slot: number, length: number): void {
    const page = this.#pages.get(slot);
    if (page === undefined) throw new Error('an entry is freed that was not visible');
    this.#pages.delete(slot);
    this.touched.wroteSlot(slot);
    this.touched.wroteLru(page.memcg);
    if (this.#isForeign(slot)) this.#foreign.add(slot);
    this.lrus[page.memcg].remove(slot);
    if (this.acting !== NO_STORE) this.#cover(slot, page);
    this.#add(page, -1, length);
    page.store = null;
  }

  accepted(pageCount: number): void {
    this.acceptedPages += pageCount;
    for (const notify of this.onAccepted) notify();
    this.stores.ended(true, this.full);
    this.#settle();
  }

  refused(): void {
    // A store that fails queues the worker if the pool is full.
    this.touched.reads |= FULL_FLAG;
    this.stores.ended(false, this.full);
    this.#settle();
  }

  loaded(): void {
    this.loadedPages++;
  }

  writtenBack(slot: number): void {
    this.writtenBackPages++;
    this.#foreign.delete(slot);
    this.#takenSlots.add(slot);
    if (this.isInSwapCache(slot)) this.writtenBackInFlight++;
  }

  /** Pages that a store freed outside its own folio, and that were not written back. */
  get foreignFrees(): number {
    return this.#foreign.size;
  }

  /** Number of visible pages. */
  get livePages(): number {
    return this.#pages.size;
  }

  /** Expected pages of the pool. */
  get poolPages(): number {
    return this.#pool.pages;
  }

  /** Allocated objects. */
  get poolObjects(): number {
    return this.#objects.size;
  }

  /** Number of stores in flight. */
  get storesInFlight(): number {
    return this.#inFlight.size;
  }

  /** Returns the page of the acting store's folio at a slot; undefined outside. */
  pageAt(slot: number): number | undefined {
    const folio = this.#swapCache.get(this.acting);
    return folio === undefined ? undefined : folio.page + slot - folio.slot;
  }

  /** Returns whether a slot belongs to a folio that is being stored, until its store ends; of a strategy that splits, until it returns. */
  isInSwapCache(slot: number): boolean {
    for (const range of this.#swapCache.values()) {
      if (slot >= range.slot && slot < range.slot + range.pageCount) return true;
    }
    return false;
  }

  /** Returns whether the page at a slot is visible. */
  holds(slot: number): boolean {
    return this.#pages.has(slot);
  }

  /** Visible pages by slot. */
  get visible(): ReadonlyMap<number, LivePage> {
    return this.#pages;
  }

  /** Notes that a task takes the page at a slot; returns whether one is visible. */
  take(slot: number): boolean {
    this.#takenSlots.add(slot);
    return this.#pages.has(slot);
  }

  /** Returns whether the page at a slot was ever written back, read back or freed. */
  wasTaken(slot: number): boolean {
    return this.#takenSlots.has(slot);
  }

  #leaveSwapCache(task: number): void {
    if (this.#swapCache.delete(task)) this.touched.adds |= IN_FLIGHT;
  }

  #isForeign(slot: number): boolean {
    const range = this.#inFlight.get(this.acting);
    return range !== undefined && (slot < range.slot || slot >= range.slot + range.pageCount);
  }

  /** Covers the freeing of an entry by a store. */
  #cover(slot: number, { store }: LivePage): void {
    const range = this.#inFlight.get(this.acting);
    if (range === undefined || slot < range.slot || slot >= range.slot + range.pageCount) return;
    if (this.publishing) this.coverage.step('older entry replaced');
    else if (store === this.acting) this.coverage.step('published entry erased');
    else this.coverage.step('older entry erased');
  }

  /** Ends the acting store: its pages must be counted from now on. */
  #settle(): void {
    this.#inFlight.delete(this.acting);
    if (!this.splits) this.#leaveSwapCache(this.acting);
    const unsettled = this.#unsettled;
    this.#unsettled = [];
    for (const page of unsettled) {
      if (page.store === this.acting) {
        this.#add(page, -1);
        page.store = null;
        this.#add(page, 1);
      } else if (page.store !== null) {
        this.#unsettled.push(page);
      }
    }
  }

  #add(page: LivePage, sign: 1 | -1, length = page.length): void {
    addTo(this.all, page, sign, length);
    addTo(this.memcgs[page.memcg], page, sign, length);
  }
}
