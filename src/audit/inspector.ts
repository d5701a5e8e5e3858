import type { Zswap } from '../zswap/zswap.js';
import type { Books } from './books.js';
import type { Violation } from './check-case.js';

/** Compares a zswap with its books. */
export class Inspector {
  readonly #violations = new Map<string, Violation>();
  readonly #zswap: Zswap;
  readonly #books: Books;
  /** The step after which is looked; null once all entries were freed. */
  #step: number | null = 0;
  #atRest = false;

  constructor(zswap: Zswap, books: Books) {
    this.#zswap = zswap;
    this.#books = books;
  }

  /** After a step; stores may be under way, and what they brought in may or may not be counted. */
  afterStep(step: number): void {
    this.#step = step;
    this.#compare();
  }

  /** When no store is under way: what is off now is what stays off, and nothing may be left over. */
  atRest(step: number | null): void {
    const zswap = this.#zswap;
    this.#step = step;
    this.#atRest = true;
    this.#compare();
    this.#mustBe('entries in use', zswap.entries.inUse, this.#books.livePages);
    this.#mustBe('stores that hold the pool', zswap.poolHolders.size, 0);
    this.#mustBe('pool bytes reserved', zswap.reservedBytes, 0);
    this.#mustBe('memcg bytes reserved', zswap.memcgs[0].reservedBytes, 0);
    this.#atRest = false;
  }

  /** Puts a violation down, the first of its subject. */
  note(subject: string, off: number, step: number | null): void {
    if (!this.#violations.has(subject)) this.#violations.set(subject, { subject, off, step });
  }

  violations(): Violation[] {
    return [...this.#violations.values()];
  }

  #compare(): void {
    const { counters, entryPoolRefs, memcgs, pool } = this.#zswap;
    const { settled, underWay, acceptedPages, loadedPages, writtenBackPages, poolPages } =
      this.#books;
    const memcg = memcgs[0];
    const { pages, bytes, incompressible } = settled;
    const most = pages + underWay.pages;
    this.#mustBe('stored_pages', counters.stored_pages, pages, most);
    this.#mustBe(
      'stored_incompressible_pages',
      counters.stored_incompressible_pages,
      incompressible,
      incompressible + underWay.incompressible,
    );
    this.#mustBe('zswpout', counters.zswpout, acceptedPages, acceptedPages + underWay.pages);
    this.#mustBe('zswpin', counters.zswpin, loadedPages);
    this.#mustBe('zswpwb', counters.zswpwb, writtenBackPages);
    this.#mustBe('written_back_pages', counters.written_back_pages, writtenBackPages);
    this.#mustBe('memcg_zswap', memcg.zswapBytes, bytes, bytes + underWay.bytes);
    this.#mustBe('memcg_zswapped', memcg.zswapped, pages, most);
    this.#mustBe('lru_entries', memcg.lru.size, pages, most);
    this.#mustBe('pool_refs', entryPoolRefs, most);
    this.#mustBe('pool_pages', pool.pagesAllocated, poolPages);
  }

  #mustBe(subject: string, found: number, low: number, high = low): void {
    if (found >= low && found <= high) return;
    const off = found < low ? found - low : found - high;
    const first = this.#violations.get(subject);
    if (first === undefined) this.note(subject, off, this.#step);
    else if (this.#atRest) this.#violations.set(subject, { ...first, off });
  }
}
