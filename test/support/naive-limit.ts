import type { LimitRefusal } from '../../src/model/zswap/pool-limit.js';

/** The global limit without a flag: each verdict is found anew from all totals that were ever checked. */
export class NaiveLimit {
  hits = 0;
  readonly #max: number;
  readonly #threshold: number;
  readonly #checked: number[] = [];

  constructor(max: number, threshold: number) {
    this.#max = max;
    this.#threshold = threshold;
  }

  check(total: number): LimitRefusal | null {
    this.#checked.push(total);
    if (total >= this.#max) {
      this.hits++;
      return 'pool_limit';
    }
    const lastHit = this.#checked.findLastIndex((earlier) => earlier >= this.#max);
    if (lastHit < 0) return null;
    const relieved = this.#checked
      .slice(lastHit)
      .some((later) => later <= this.#threshold && later < this.#max);
    return relieved ? null : 'hysteresis';
  }
}
