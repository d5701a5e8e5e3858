import type { Heap } from './heap.js';

// Numbers of two cache lines: wherever the column begins, the first half of a thread's part shares no line with another part.
const STRIDE = 16;
const MOST = STRIDE / 2;

/** Numbers that each thread keeps for itself, as the kernel's per-CPU variables. A reader sums over all threads. */
export class PerThread {
  readonly #numbers: Float64Array;
  readonly #own: number;

  /** @param count numbers of a thread, at most 8 */
  constructor(heap: Heap, count: number) {
    if (count > MOST) throw new RangeError(`${count} numbers per thread, at most ${MOST}`);
    this.#numbers = heap.column(Float64Array, heap.threads * STRIDE);
    this.#own = heap.thread * STRIDE;
  }

  /** Returns this thread's number. */
  get(at: number): number {
    return this.#numbers[this.#own + at];
  }

  set(at: number, value: number): void {
    this.#numbers[this.#own + at] = value;
  }

  add(at: number, by: number): void {
    this.#numbers[this.#own + at] += by;
  }

  sum(at: number): number {
    const numbers = this.#numbers;
    let sum = 0;
    for (let i = at; i < numbers.length; i += STRIDE) sum += numbers[i];
    return sum;
  }
}
