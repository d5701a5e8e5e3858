import type { Heap } from '../heap/heap.js';
import type { Words } from '../heap/words.js';

/**
 * struct page_counter: pages charged to a memcg and to all below it, one atomic word. Without a limit, as zswap charges in reclaim,
 * where a charge never fails; without watermarks and protection.
 *
 * Source: mm/page_counter.c, v6.18.
 */
export class PageCounter {
  readonly #usage: Words;
  readonly #parent: PageCounter | null;

  constructor(parent: PageCounter | null, heap: Heap) {
    this.#parent = parent;
    this.#usage = heap.words(1);
  }

  get usage(): number {
    return this.#usage.get(0);
  }

  /** page_counter_charge(), and page_counter_uncharge() for a negative number: one atomic update here and in every ancestor. */
  charge(pages: number): void {
    for (let counter: PageCounter | null = this; counter !== null; counter = counter.#parent) {
      counter.#usage.add(0, pages);
    }
  }
}
