import type { Heap } from '../heap/heap.js';
import type { Words } from '../heap/words.js';

const PAGES = 0;
const INCOMPRESSIBLE = 1;

/** zswap_stored_pages and zswap_stored_incompressible_pages: one atomic_long_t each, which all CPUs update. */
export class StoredGauges {
  readonly #words: Words;

  constructor(heap: Heap) {
    this.#words = heap.words(2);
  }

  get pages(): number {
    return this.#words.get(PAGES);
  }

  get incompressiblePages(): number {
    return this.#words.get(INCOMPRESSIBLE);
  }

  /** Adds to each gauge that changes, in one atomic update. */
  add(pages: number, incompressiblePages: number): void {
    this.#words.add(PAGES, pages);
    if (incompressiblePages !== 0) this.#words.add(INCOMPRESSIBLE, incompressiblePages);
  }
}
