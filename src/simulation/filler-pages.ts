import type { Folio } from '../model/folio/folio.js';
import type { Zswap } from '../model/zswap/zswap.js';

/** Pages of fillers: filler n has page (S + n) mod P of a corpus of P pages, belongs to memcg n mod M, and is on node 0. */
export class FillerPages {
  readonly corpusPages: number;
  readonly #zswap: Zswap;
  readonly #startPage: number;

  /** @param startPage page of the first filler */
  constructor(zswap: Zswap, corpusPages: number, startPage = 0) {
    this.#zswap = zswap;
    this.corpusPages = corpusPages;
    this.#startPage = startPage;
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
    const page = (this.#startPage + filler) % this.corpusPages;
    return { number: -1, slot, page, pageCount: 1, memcg: this.memcgOf(filler), zeroPages: 0 };
  }
}
