import type { ZswapEvents } from '../../model/zswap/events.js';
import { MEMCGS } from '../check-case.js';
import { ShadowZsmalloc } from './shadow-zsmalloc.js';

/** Pages that are visible. */
export interface PageSums {
  pages: number;
  bytes: number;
  incompressible: number;
}

/** Pages of one memcg, or of all. */
export interface ExpectedMemcg {
  /** Pages that every counter must have. */
  readonly settled: PageSums;
  /** Pages of stores under way, which a counter may have or not. */
  readonly inFlight: PageSums;
}

interface LivePage {
  readonly length: number;
  readonly memcg: number;
  /** The store that brought it in, while that is under way. */
  store: number | null;
}

interface SlotRange {
  readonly slot: number;
  readonly pageCount: number;
}

const NO_STORE = -1;
const PAGE_BYTES = 4096;

/**
 * Independent books on a zswap, from its events alone. Pages that a store under way has brought in may or may not be
 * counted yet, as strategies differ in when they count; all others must be.
 */
export class ExpectedCounters implements ZswapEvents {
  /** Who acts now: the number of a store, or -1. */
  acting = NO_STORE;
  readonly all: ExpectedMemcg = emptyMemcg();
  /** By number. */
  readonly memcgs: readonly ExpectedMemcg[] = Array.from({ length: MEMCGS }, emptyMemcg);
  acceptedPages = 0;
  loadedPages = 0;
  writtenBackPages = 0;
  /** Pages that were written back while their folio was in the swap cache. */
  writtenBackInFlight = 0;
  readonly #pages = new Map<number, LivePage>();
  readonly #objects = new Map<number, number>();
  readonly #pool = new ShadowZsmalloc();
  readonly #writtenBackSlots = new Set<number>();
  /** Slots of the stores that have not told their end. */
  readonly #inFlight = new Map<number, SlotRange>();

  /** A store is about to start. */
  began(store: number, range: SlotRange): void {
    this.#inFlight.set(store, range);
  }

  allocated(handle: number, length: number): void {
    this.#objects.set(handle, length);
    this.#pool.allocated(handle, length);
  }

  released(handle: number): void {
    const length = this.#objects.get(handle) ?? 0;
    this.#objects.delete(handle);
    this.#pool.released(handle, length);
  }

  published(slot: number, length: number, memcg: number): void {
    const page = { length, memcg, store: this.acting === NO_STORE ? null : this.acting };
    this.#pages.set(slot, page);
    this.#add(page, 1);
  }

  freed(slot: number, length: number): void {
    const page = this.#pages.get(slot);
    if (page === undefined) throw new Error('an entry is freed that was not visible');
    this.#pages.delete(slot);
    this.#add({ ...page, length }, -1);
  }

  accepted(pageCount: number): void {
    this.acceptedPages += pageCount;
    this.#settle();
  }

  refused(): void {
    this.#settle();
  }

  loaded(): void {
    this.loadedPages++;
  }

  writtenBack(slot: number): void {
    this.writtenBackPages++;
    this.#writtenBackSlots.add(slot);
    for (const range of this.#inFlight.values()) {
      if (slot >= range.slot && slot < range.slot + range.pageCount) this.writtenBackInFlight++;
    }
  }

  /** Pages that are visible. */
  get livePages(): number {
    return this.#pages.size;
  }

  /** Pages that the pool must have. */
  get poolPages(): number {
    return this.#pool.pages;
  }

  /** Objects that the pool has given and not taken back. */
  get poolObjects(): number {
    return this.#objects.size;
  }

  /** Stores that have not told their end. */
  get storesInFlight(): number {
    return this.#inFlight.size;
  }

  /** Whether the page at a slot is visible. */
  holds(slot: number): boolean {
    return this.#pages.has(slot);
  }

  /** Whether the page at a slot was written back at some time. */
  wasWrittenBack(slot: number): boolean {
    return this.#writtenBackSlots.has(slot);
  }

  /** What the acting store brought in is now like any other page. */
  #settle(): void {
    this.#inFlight.delete(this.acting);
    for (const page of this.#pages.values()) {
      if (page.store !== this.acting) continue;
      this.#add(page, -1);
      page.store = null;
      this.#add(page, 1);
    }
  }

  #add(page: LivePage, sign: 1 | -1): void {
    addTo(this.all, page, sign);
    addTo(this.memcgs[page.memcg], page, sign);
  }
}

function addTo({ settled, inFlight }: ExpectedMemcg, { length, store }: LivePage, sign: 1 | -1) {
  const tally = store === null ? settled : inFlight;
  tally.pages += sign;
  tally.bytes += sign * length;
  if (length === PAGE_BYTES) tally.incompressible += sign;
}

function emptyMemcg(): ExpectedMemcg {
  const none = { pages: 0, bytes: 0, incompressible: 0 };
  return { settled: { ...none }, inFlight: { ...none } };
}
