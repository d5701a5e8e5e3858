import { type Heap, LocalHeap } from '../heap/heap.js';
import type { Words } from '../heap/words.js';

// Fixed point, as the kernel's DECLARE_EWMA (include/linux/average.h): PRECISION fraction bits, a weight of
// 1 / 2^WEIGHT_BITS for each new value. 128 pages are eight folios of 64K.
const PRECISION = 10;
const WEIGHT_BITS = 7;

/**
 * An exponentially weighted moving average of whole numbers up to 4096, exact on every machine. Of two threads that add at
 * the same time one may be forgotten.
 */
export class Ewma {
  /** One word: the average in fixed point plus 1; 0 before the first value. */
  readonly #scaled: Words;

  constructor(heap: Heap = new LocalHeap()) {
    this.#scaled = heap.words(1);
  }

  add(value: number): void {
    const before = this.#scaled.get(0) - 1;
    const scaled = value << PRECISION;
    const after = before < 0 ? scaled : (before * ((1 << WEIGHT_BITS) - 1) + scaled) >> WEIGHT_BITS;
    this.#scaled.set(0, after + 1);
  }

  /** The average, rounded up; `fallback` before the first value. */
  read(fallback: number): number {
    const scaled = this.#scaled.get(0) - 1;
    return scaled < 0 ? fallback : Math.ceil(scaled / (1 << PRECISION));
  }
}
