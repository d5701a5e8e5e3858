import type { Memcg } from '../../model/zswap/memcg.js';

/** Expected peak of each memcg's charge, as a maximum over all steps and ends of stores. */
export class ExpectedPeaks {
  readonly #memcgs: readonly Memcg[];
  readonly #bytes = new Map<Memcg, number>();

  constructor(memcgs: readonly Memcg[]) {
    this.#memcgs = memcgs;
    this.observe();
  }

  observe(): void {
    for (const memcg of this.#memcgs) {
      this.#bytes.set(memcg, Math.max(this.#bytes.get(memcg) ?? 0, memcg.zswapBytes));
    }
  }

  /** Sum of differences, in bytes. */
  get offBytes(): number {
    let off = 0;
    for (const [memcg, bytes] of this.#bytes) off += Math.abs(memcg.peakBytes - bytes);
    return off;
  }
}
