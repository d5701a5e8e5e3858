import type { ZswapEvents } from '../zswap/events.js';
import { PoolBooks } from './pool-books.js';

/** Pages that are visible. */
export interface PageTally {
  pages: number;
  bytes: number;
  incompressible: number;
}

interface LivePage {
  readonly length: number;
  /** The store that brought it in, while that is under way. */
  store: number | null;
}

const NOBODY = -1;
const PAGE_BYTES = 4096;

/**
 * Independent books on a zswap, from its events alone. Pages that a store under way has brought in may or may not be
 * counted yet, as strategies differ in when they count; all others must be.
 */
export class Books implements ZswapEvents {
  /** Who acts now: the number of a store, or -1. */
  acting = NOBODY;
  /** Pages that every counter must have. */
  readonly settled: PageTally = { pages: 0, bytes: 0, incompressible: 0 };
  /** Pages of stores under way, which a counter may have or not. */
  readonly underWay: PageTally = { pages: 0, bytes: 0, incompressible: 0 };
  acceptedPages = 0;
  loadedPages = 0;
  writtenBackPages = 0;
  readonly #pages = new Map<number, LivePage>();
  readonly #objects = new Map<number, number>();
  readonly #pool = new PoolBooks();
  readonly #writtenBackSlots = new Set<number>();

  allocated(handle: number, length: number): void {
    this.#objects.set(handle, length);
    this.#pool.allocated(handle, length);
  }

  released(handle: number): void {
    const length = this.#objects.get(handle) ?? 0;
    this.#objects.delete(handle);
    this.#pool.released(handle, length);
  }

  published(slot: number, length: number): void {
    const store = this.acting === NOBODY ? null : this.acting;
    this.#pages.set(slot, { length, store });
    add(store === null ? this.settled : this.underWay, length, 1);
  }

  freed(slot: number, length: number): void {
    const page = this.#pages.get(slot);
    this.#pages.delete(slot);
    add(page?.store == null ? this.settled : this.underWay, length, -1);
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
  }

  /** Pages that are visible. */
  get livePages(): number {
    return this.#pages.size;
  }

  /** Pages that the pool must have. */
  get poolPages(): number {
    return this.#pool.pages;
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
    for (const page of this.#pages.values()) {
      if (page.store !== this.acting) continue;
      page.store = null;
      add(this.underWay, page.length, -1);
      add(this.settled, page.length, 1);
    }
  }
}

function add(tally: PageTally, length: number, sign: 1 | -1): void {
  tally.pages += sign;
  tally.bytes += sign * length;
  if (length === PAGE_BYTES) tally.incompressible += sign;
}
