import { PAGE_SIZE } from '../common/page.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { FillerPages } from './filler-pages.js';
import { firstFill } from './first-fill.js';
import { MAX_FILLER_ENTRIES, PendingFillers } from './pending-fillers.js';

// Swap slots above those of all arrivals: for the first fill, and, in both directions, for later fillers.
const FIRST_SLOT = 0xc000_0000;
const FIRST_LATER_SLOT = 0xe000_0000;

/** Single pages that bring the pool, or a memcg, to just below its limit; added and removed as a stack. */
export class Fillers {
  readonly #zswap: Zswap;
  readonly #pages: FillerPages;
  readonly #roomPages: number;
  #first: PendingFillers | null = null;
  /** Fillers of the first fill, including those removed since. */
  #firstCount = 0;
  #count = 0;

  /**
   * @param zero one byte for each page of the corpus: 1 for a page of zeros
   * @param roomPages pages to leave below the limit
   * @param startPage page of the corpus that the first filler has
   */
  constructor(zswap: Zswap, zero: Uint8Array, roomPages: number, startPage = 0) {
    this.#zswap = zswap;
    this.#pages = new FillerPages(zswap, zero, startPage);
    this.#roomPages = roomPages;
  }

  /** Adds or removes fillers up to the wanted room; the zswap must be empty at the first call. */
  fill(): void {
    if (this.#first === null) this.#fillFirst();
    else while (this.#hasRoom() && this.#add());
    while (!this.#hasRoom() && this.#count > 0) this.#removeLast();
  }

  /** Removes all fillers. */
  clear(): void {
    while (this.#count > (this.#first?.end ?? 0)) this.#removeLast();
    this.#first?.clear();
    this.#count = 0;
  }

  #fillFirst(): void {
    const sums = firstFill(this.#zswap, this.#pages, this.#roomPages);
    this.#firstCount = sums.fillers;
    this.#count = sums.fillers;
    this.#first = new PendingFillers(this.#zswap, this.#pages, sums, FIRST_SLOT);
  }

  /** Adds a filler; returns false if it would exceed the limit, since a removal would not lower the peak. */
  #add(): boolean {
    const zswap = this.#zswap;
    const filler = this.#pages.folioOf(this.#count, this.#laterSlotOf(this.#count));
    const length = zswap.lengthOf(filler, 0);
    if (zswap.pool.growthOf(length) > zswap.limit.maxPages - zswap.pool.pagesAllocated)
      return false;
    const entry = zswap.entries.allocate();
    zswap.insert(entry, filler, 0, length);
    zswap.publish(entry, filler);
    zswap.account(entry);
    zswap.addToLru(entry);
    this.#count++;
    return true;
  }

  #removeLast(): void {
    const filler = --this.#count;
    if (this.#first !== null && filler < this.#first.end) this.#first.removeLast();
    else this.#zswap.erase(this.#laterSlotOf(filler));
  }

  #laterSlotOf(filler: number): number {
    return FIRST_LATER_SLOT + ((filler - this.#firstCount) % MAX_FILLER_ENTRIES);
  }

  #hasRoom(): boolean {
    const { limit, pool, memcgs } = this.#zswap;
    if (limit.maxPages - pool.pagesAllocated < this.#roomPages) return false;
    return memcgs.every((memcg) => memcg.roomBytes() >= this.#roomPages * PAGE_SIZE);
  }
}
