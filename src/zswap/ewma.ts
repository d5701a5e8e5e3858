// Fixed point, as the kernel's DECLARE_EWMA (include/linux/average.h): PRECISION fraction bits, a weight of
// 1 / 2^WEIGHT_BITS for each new value. 128 pages are eight folios of 64K.
const PRECISION = 10;
const WEIGHT_BITS = 7;

/** An exponentially weighted moving average of whole numbers up to 4096, exact on every machine. */
export class Ewma {
  #scaled = -1;

  add(value: number): void {
    const scaled = value << PRECISION;
    this.#scaled =
      this.#scaled < 0 ? scaled : (this.#scaled * ((1 << WEIGHT_BITS) - 1) + scaled) >> WEIGHT_BITS;
  }

  /** The average, rounded up; `fallback` before the first value. */
  read(fallback: number): number {
    return this.#scaled < 0 ? fallback : Math.ceil(this.#scaled / (1 << PRECISION));
  }
}
