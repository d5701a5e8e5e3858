import type { Heap } from '../heap/heap.js';
import type { Locks } from '../heap/locks.js';

/** Bytes of the pool's limit that stores in flight have reserved; no kernel has this. */
export class Reservations {
  /** One element: bytes, which may be more than 32 bits hold. */
  readonly #reserved: Float64Array;
  readonly #locks: Locks;

  constructor(heap: Heap) {
    this.#reserved = heap.column(Float64Array, 1);
    this.#locks = heap.locks('reservations', 1);
  }

  get bytes(): number {
    return this.#reserved[0];
  }

  /** Reserves `bytes` if that many fit, in one atomic step; returns whether it did. */
  reserve(bytes: number, roomBytes: () => number): boolean {
    this.#locks.lock(0);
    const fits = bytes <= roomBytes();
    if (fits) this.#reserved[0] += bytes;
    this.#locks.unlock(0);
    return fits;
  }

  release(bytes: number): void {
    this.#locks.lock(0);
    this.#reserved[0] -= bytes;
    this.#locks.unlock(0);
  }
}
