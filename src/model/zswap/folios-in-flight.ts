import type { Folio } from '../folio/folio.js';
import type { Heap } from '../shared/heap.js';
import type { Words } from '../shared/words.js';

/**
 * Folios that are being stored: in the swap cache, where writeback cannot take their pages from. A thread knows its own,
 * and of every other thread the one that it is storing.
 */
export class FoliosUnderWay {
  readonly #own = new Set<Folio>();
  readonly #thread: number;
  readonly #threads: number;
  /** First slot and number of slots, of each thread. */
  readonly #ranges: Words;

  constructor(heap: Heap) {
    this.#thread = heap.thread;
    this.#threads = heap.threads;
    this.#ranges = heap.words(2 * heap.threads);
  }

  get size(): number {
    return this.#own.size;
  }

  add(folio: Folio): void {
    this.#own.add(folio);
    if (this.#threads > 1) this.#tell(folio.slot, folio.pageCount);
  }

  delete(folio: Folio): void {
    if (this.#own.delete(folio) && this.#threads > 1) this.#tell(0, 0);
  }

  has(folio: Folio): boolean {
    return this.#own.has(folio);
  }

  /** Those of this thread, in the order in which they came. */
  [Symbol.iterator](): Iterator<Folio> {
    return this.#own.values();
  }

  /** Whether a slot is of a folio that is being stored by any thread. */
  covers(slot: number): boolean {
    for (const folio of this.#own) {
      if (slot >= folio.slot && slot < folio.slot + folio.pageCount) return true;
    }
    for (let thread = 0; thread < this.#threads; thread++) {
      if (thread === this.#thread) continue;
      const into = (slot - this.#ranges.get(2 * thread)) >>> 0;
      if (into < this.#ranges.get(2 * thread + 1)) return true;
    }
    return false;
  }

  /** Nobody sees a range that is neither the old one nor the new one nor empty. */
  #tell(slot: number, pageCount: number): void {
    const at = 2 * this.#thread;
    this.#ranges.set(at + 1, 0);
    this.#ranges.set(at, slot | 0);
    this.#ranges.set(at + 1, pageCount);
  }
}
