import type { Heap } from '../shared/heap.js';
import type { Locks } from '../shared/locks.js';

/** Bytes of the pool's limit that stores under way have laid claim to; no kernel has this. */
export class Claims {
  /** One element: bytes, which may be more than 32 bits hold. */
  readonly #claimed: Float64Array;
  readonly #locks: Locks;

  constructor(heap: Heap) {
    this.#claimed = heap.column(Float64Array, 1);
    this.#locks = heap.locks('claims', 1);
  }

  get bytes(): number {
    return this.#claimed[0];
  }

  /** Claims `bytes` if there is as much room; nobody claims in between. */
  claim(bytes: number, roomBytes: () => number): boolean {
    this.#locks.lock(0);
    const fits = bytes <= roomBytes();
    if (fits) this.#claimed[0] += bytes;
    this.#locks.unlock(0);
    return fits;
  }

  release(bytes: number): void {
    this.#locks.lock(0);
    this.#claimed[0] -= bytes;
    this.#locks.unlock(0);
  }
}
