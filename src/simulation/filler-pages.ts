import type { Folio } from '../model/folio/folio.js';
import { firstRefusedPage } from '../model/zswap/first-refused-page.js';
import type { Zswap } from '../model/zswap/zswap.js';

/**
 * Pages of fillers: filler n has the page n mod P, from a start page on, of the P pages that take room in zswap, belongs to memcg n mod M, and is on
 * node 0. Pages of zeros do not, nor incompressible ones where the kernel refuses them.
 */
export class FillerPages {
  readonly #zswap: Zswap;
  readonly #zero: Uint8Array;
  readonly #startPage: number;
  /** Pages that take room, once they are known; null if all do. */
  #stored: Uint32Array | null | undefined;

  /**
   * @param zero one byte for each page of the corpus: 1 for a page of zeros
   * @param startPage first page of the corpus to take; pages before it come after the last
   */
  constructor(zswap: Zswap, zero: Uint8Array, startPage = 0) {
    this.#zswap = zswap;
    this.#zero = zero;
    this.#startPage = startPage;
  }

  /** Number of different pages. */
  get count(): number {
    return this.#storedPages()?.length ?? this.#zero.length;
  }

  memcgOf(filler: number): number {
    return filler % this.#zswap.memcgs.length;
  }

  /** Compressed length in bytes. */
  lengthOf(filler: number): number {
    return this.#zswap.lengthOf(this.folioOf(filler, 0), 0);
  }

  /** Returns a folio of one page that is not part of the offer. */
  folioOf(filler: number, slot: number): Folio {
    const index = filler % this.count;
    const page = this.#storedPages()?.[index] ?? this.#pageAt(index);
    return folioOfPage(page, this.memcgOf(filler), slot);
  }

  #storedPages(): Uint32Array | null {
    if (this.#stored === undefined) this.#stored = this.#findStored();
    return this.#stored;
  }

  /** Returns a page of the corpus, counted from the start page. */
  #pageAt(index: number): number {
    return (this.#startPage + index) % this.#zero.length;
  }

  /** A corpus without any such page is used as it is. */
  #findStored(): Uint32Array | null {
    const pages = Uint32Array.from(this.#zero, (_, index) => this.#pageAt(index));
    const stored = pages.filter((page) => this.#zero[page] === 0 && this.#takesRoom(page));
    return stored.length === 0 || stored.length === pages.length ? null : stored;
  }

  #takesRoom(page: number): boolean {
    return firstRefusedPage(this.#zswap, folioOfPage(page, 0, 0)) < 0;
  }
}

function folioOfPage(page: number, memcg: number, slot: number): Folio {
  return { number: -1, slot, page, pageCount: 1, memcg, zeroPages: 0 };
}
