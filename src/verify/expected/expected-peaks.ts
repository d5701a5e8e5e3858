import type { Memcg } from '../../model/zswap/memcg.js';

/** Expected peak of each memcg's charge, as a maximum over all steps and ends of stores. */
export class ExpectedPeaks {
  readonly #memcgs: readonly Memcg[];
  readonly #bytes: number[];

  constructor(memcgs: readonly Memcg[]) {
    this.#memcgs = memcgs;
    this.#bytes = memcgs.map(() => 0);
    this.observe();
  }

  observe(): void {
    const memcgs = this.#memcgs;
    const peaks = this.#bytes;
    for (let at = 0; at < memcgs.length; at++) {
      const { zswapBytes } = memcgs[at];
      if (zswapBytes > peaks[at]) peaks[at] = zswapBytes;
    }
  }

  /** Sum of differences, in bytes. */
  get offBytes(): number {
    const memcgs = this.#memcgs;
    const peaks = this.#bytes;
    let off = 0;
    for (let at = 0; at < memcgs.length; at++) off += Math.abs(memcgs[at].peakBytes - peaks[at]);
    return off;
  }
}
