import { FOLIO_PAGES, type Folio } from './folio.js';
import { SwapSlots } from './swap-slots.js';

/** How pages are grouped into folios; docs/corpora.md has both in pictures. */
export type Grouping = 'aligned' | 'dense';

/** Consecutive pages of a corpus whose addresses are consecutive too. */
export interface Run {
  readonly pfn: number;
  readonly pages: number;
}

/** The pages that are grouped. */
export interface Pages {
  readonly runs: readonly Run[];
  /** One byte a page: 1 for a page of zeros. */
  readonly zero: Uint8Array;
}

export interface FolioQueueOptions {
  readonly grouping: Grouping;
  /** The asked size, one of `FOLIO_PAGES`. */
  readonly folioPages: number;
  /** Maximum number of pages that arrive. */
  readonly offerPages: number;
  /** Position in the endless repetition; the first folio is the first that begins there or later. 0 by default. */
  readonly startPage?: number;
}

/**
 * The folios of a corpus in order of arrival, the corpus repeated without end until the offer is used up. Every pass has
 * swap slots of its own.
 */
export class FolioQueue {
  readonly #pages: Pages;
  readonly #options: FolioQueueOptions;
  readonly #slots = new SwapSlots();
  readonly #sizes: readonly number[];
  #number = 0;
  /** Pages that have arrived. */
  #offered = 0;
  /** Position in the endless repetition. */
  #page = 0;
  #run = 0;
  #pagesIntoRun = 0;

  constructor(pages: Pages, options: FolioQueueOptions) {
    this.#pages = pages;
    this.#options = options;
    this.#sizes = FOLIO_PAGES.filter((size) => size <= options.folioPages).toReversed();
    const { startPage = 0 } = options;
    // Whole folios are left out, so that the others are grouped as without a start page.
    while (this.#page < startPage) this.#page += this.#pagesOfNext(Number.POSITIVE_INFINITY);
  }

  /** The next folio, of a memcg, or null at the end of the offer. */
  next(memcg = 0): Folio | null {
    const pageCount = this.#pagesOfNext(this.#options.offerPages - this.#offered);
    if (pageCount === 0) return null;
    const folio: Folio = {
      number: this.#number++,
      slot: this.#slots.take(pageCount),
      page: this.#page,
      pageCount,
      memcg,
      zeroPages: this.#zeroPages(pageCount),
    };
    this.#page += pageCount;
    this.#offered += pageCount;
    return folio;
  }

  /** Number of pages of the next folio; 0 at the end of the offer. */
  #pagesOfNext(left: number): number {
    return this.#options.grouping === 'dense' ? this.#dense(left) : this.#aligned(left);
  }

  /** The asked size; single pages at the end of the offer. */
  #dense(left: number): number {
    const { folioPages } = this.#options;
    return left >= folioPages ? folioPages : Math.min(left, 1);
  }

  /** The largest size at which the next page's frame number is aligned and the run still has the pages. */
  #aligned(left: number): number {
    const { runs } = this.#pages;
    let run = runs[this.#run];
    if (this.#pagesIntoRun === run.pages) {
      this.#pagesIntoRun = 0;
      this.#run = (this.#run + 1) % runs.length;
      run = runs[this.#run];
    }
    const pfn = run.pfn + this.#pagesIntoRun;
    const present = run.pages - this.#pagesIntoRun;
    const pageCount = this.#sizes.find((size) => size <= present && pfn % size === 0) ?? 1;
    if (pageCount > left) return 0;
    this.#pagesIntoRun += pageCount;
    return pageCount;
  }

  #zeroPages(pageCount: number): number {
    const { zero } = this.#pages;
    let count = 0;
    let at = this.#page % zero.length;
    for (let i = 0; i < pageCount; i++) {
      count += zero[at];
      if (++at === zero.length) at = 0;
    }
    return count;
  }
}
