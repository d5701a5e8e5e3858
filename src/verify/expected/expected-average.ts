const NO_AVERAGE = -1;
const FRACTION = 1024;
/** Weight of earlier lengths; that of a new one is 1. */
const EARLIER = 127;

/** Expected moving average of compressed lengths. Source: DECLARE_EWMA of include/linux/average.h, v6.18, with 10 and 128. */
export class ExpectedAverage {
  #scaled = NO_AVERAGE;

  add(lengthBytes: number): void {
    const scaled = lengthBytes * FRACTION;
    const earlier = this.#scaled;
    this.#scaled =
      earlier === NO_AVERAGE ? scaled : Math.floor((earlier * EARLIER + scaled) / (EARLIER + 1));
  }

  /** Bytes, rounded up. */
  get bytes(): number {
    return Math.ceil(this.#scaled / FRACTION);
  }
}
