import type { Folio } from '../folio/folio.js';
import { PAGE_SIZE } from '../memory/page.js';
import type { Exact, Offered } from '../result/document.js';
import type { StoreOutcome } from '../strategy/strategy.js';

type Count = { -readonly [K in keyof Offered]: Offered[K] };

/** Counts what became of folios. */
export class StoreTally {
  readonly folios: Count = { offered: 0, stored: 0, rejected: 0, zero: 0 };
  readonly pages: Count & { incompressible: number } = {
    offered: 0,
    stored: 0,
    rejected: 0,
    zero: 0,
    incompressible: 0,
  };
  readonly rejects = { pool_limit: 0, hysteresis: 0 };
  /** Pages that failed stores compressed. */
  wastedCompressions = 0;
  readonly #failingPage = new Map<number, number>();
  readonly #lengths: Uint16Array;

  /** @param lengths payload bytes of each page of the corpus */
  constructor(lengths: Uint16Array) {
    this.#lengths = lengths;
  }

  /** A folio of zeros, which never reached zswap. */
  zero(folio: Folio): void {
    this.#count('zero', folio);
  }

  ended(folio: Folio, outcome: StoreOutcome): void {
    if (outcome.refused === null) {
      this.#count('stored', folio);
      this.pages.incompressible += this.#incompressible(folio);
      return;
    }
    this.#count('rejected', folio);
    if (outcome.refused === 'compress_poor') throw new Error('no page is refused for its length');
    this.rejects[outcome.refused]++;
    this.wastedCompressions += outcome.compressions;
    const { failingPage } = outcome;
    this.#failingPage.set(failingPage, (this.#failingPage.get(failingPage) ?? 0) + 1);
  }

  failingPages(): Exact['failingPage'] {
    return [...this.#failingPage].sort((a, b) => a[0] - b[0]);
  }

  #count(fate: 'stored' | 'rejected' | 'zero', folio: Folio): void {
    this.folios.offered++;
    this.folios[fate]++;
    this.pages.offered += folio.pageCount;
    this.pages[fate] += folio.pageCount;
  }

  #incompressible(folio: Folio): number {
    let count = 0;
    for (let i = 0; i < folio.pageCount; i++) {
      if (this.#lengths[(folio.page + i) % this.#lengths.length] >= PAGE_SIZE) count++;
    }
    return count;
  }
}
