import type { Timed } from '../../result/document.js';
import { estimate, median } from '../../statistics/estimate.js';
import { Histogram } from '../../statistics/histogram.js';

// Maximum of rounds per wanted sample. Blocks that are refused in part give no sample.
const MAX_ROUNDS_PER_SAMPLE = 4;

/** Samples of the timed part of a cell. */
export class TimedSamples {
  /** Times of stored folios. */
  readonly folioNs = new Histogram();
  readonly #reference: number[] = [];
  readonly #relative: number[] = [];
  readonly #stored: number[] = [];
  readonly #samplePages: number;
  /** Pages stored under the limits since the last sample, and their time. */
  #storedPages = 0;
  #storedMs = 0;

  /** @param samplePages pages stored under the limits per sample */
  constructor(samplePages: number) {
    this.#samplePages = samplePages;
  }

  /**
   * Adds one block that went through the bare compressor and through the store path without limits.
   *
   * @param storedPages pages stored; a block stored in part is not comparable with the compressor
   * @param relative time of the compressor / time of the store path
   */
  compared(pages: number, bareMs: number, storedPages: number, relative: number): void {
    this.#reference.push((pages * 1000) / bareMs);
    if (storedPages === pages) this.#relative.push(relative);
  }

  /** Returns whether there are enough samples, or too few blocks are stored in full to get them. */
  areEnough(minSamples: number): boolean {
    const [rounds, samples] = [this.#reference.length, this.#relative.length];
    if (rounds < minSamples) return false;
    if (samples === 0 || samples >= minSamples) return true;
    return rounds >= MAX_ROUNDS_PER_SAMPLE * minSamples;
  }

  /** Adds one block that went through the store path under the limits; the time includes refused folios. */
  stored(pages: number, ms: number): void {
    this.#storedPages += pages;
    this.#storedMs += ms;
    if (this.#storedPages >= this.#samplePages) this.endPass();
  }

  /** Ends a pass over the offer, and with it the current sample. */
  endPass(): void {
    if (this.#storedPages === 0) return;
    this.#stored.push((this.#storedPages * 1000) / this.#storedMs);
    this.#storedPages = 0;
    this.#storedMs = 0;
  }

  result(roundTrip: Timed['roundTrip']): Timed {
    this.endPass();
    const p50 = this.folioNs.quantile(0.5);
    const p99 = this.folioNs.quantile(0.99);
    return {
      pagesPerSecond:
        this.#stored.length === 0 ? null : { ...estimate(this.#stored), samples: this.#stored },
      referencePagesPerSecond: estimate(this.#reference),
      relativeToCompressor: this.#relative.length === 0 ? null : median(this.#relative),
      relativeSamples: this.#relative,
      folioNs:
        p50 === null || p99 === null ? null : { p50, p99, histogram: this.folioNs.buckets() },
      roundTrip,
    };
  }
}
