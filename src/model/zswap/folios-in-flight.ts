import type { Folio } from '../folio/folio.js';
import type { Heap } from '../heap/heap.js';
import type { Words } from '../heap/words.js';

/**
 * Folios in flight: being stored, and so in the swap cache, where writeback cannot take their pages. A thread has a set of
 * its own folios, and of every other thread the slots of the one folio that it stores.
 */
export class FoliosInFlight {
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
    if (this.#threads > 1) this.#announce(folio.slot, folio.pageCount);
  }

  delete(folio: Folio): void {
    if (this.#own.delete(folio) && this.#threads > 1) this.#announce(0, 0);
  }

  has(folio: Folio): boolean {
    return this.#own.has(folio);
  }

  /** Iterates over the folios of this thread in the order of their arrival. */
  [Symbol.iterator](): Iterator<Folio> {
    return this.#own.values();
  }

  /** Returns whether a slot belongs to a folio in flight, of any thread. */
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

  /** Other threads see the old range, the new one or an empty one, never a mixture. */
  #announce(slot: number, pageCount: number): void {
    const at = 2 * this.#thread;
    this.#ranges.set(at + 1, 0);
    this.#ranges.set(at, slot | 0);
    this.#ranges.set(at + 1, pageCount);
  }
}
