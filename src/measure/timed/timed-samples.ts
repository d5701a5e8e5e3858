import type { Timed } from '../../result/document.js';
import { estimate, median } from '../../statistics/estimate.js';
import { Histogram } from '../../statistics/histogram.js';

// Rounds for each sample that is wanted, where some blocks are refused in part and give none.
const MAX_ROUNDS_PER_SAMPLE = 4;

/** What the timed part of a cell has measured so far. */
export class TimedSamples {
  /** Times of stored folios. */
  readonly folioNs = new Histogram();
  readonly #reference: number[] = [];
  readonly #relative: number[] = [];
  readonly #stored: number[] = [];
  readonly #samplePages: number;
  /** Pages and time since the last sample of what is stored under the limits. */
  #storedPages = 0;
  #storedMs = 0;

  /** @param samplePages a sample ends when so many pages were stored under the limits */
  constructor(samplePages: number) {
    this.#samplePages = samplePages;
  }

  /**
   * A block of pages went through the bare compressor, and through the store path with the limits out of the way.
   *
   * @param storedPages those that the store path took: with fewer than all it had less to do than the compressor
   * @param relative the compressor's time by the store path's
   */
  compared(pages: number, bareMs: number, storedPages: number, relative: number): void {
    this.#reference.push((pages * 1000) / bareMs);
    if (storedPages === pages) this.#relative.push(relative);
  }

  /** Whether so many blocks were set against the compressor, or will not be: all are refused, or most. */
  areEnough(minSamples: number): boolean {
    const [rounds, samples] = [this.#reference.length, this.#relative.length];
    if (rounds < minSamples) return false;
    if (samples === 0 || samples >= minSamples) return true;
    return rounds >= MAX_ROUNDS_PER_SAMPLE * minSamples;
  }

  /** A block went through the store path under the limits; refused folios' time is in it. */
  stored(pages: number, ms: number): void {
    this.#storedPages += pages;
    this.#storedMs += ms;
    if (this.#storedPages >= this.#samplePages) this.endPass();
  }

  /** A pass over the offer has ended, and with it a sample. */
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
