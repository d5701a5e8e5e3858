import { PAGE_SIZE } from '../common/page.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { uncheckedFolio } from '../strategy/overshoot-bound.js';

/**
 * The neighbourhood of a limit: where the tasks' folios in flight together could reach it, whatever their compressed sizes. No
 * strategy of this program compares more with a limit, so none refuses a folio before.
 */
export class Neighbourhood {
  /** Room in the pool at which it begins. */
  readonly pages: number;
  readonly #memcgBytes: number;
  readonly #zswap: Zswap;

  /** @param folioPages pages of the largest folio */
  constructor(zswap: Zswap, tasks: number, folioPages: number) {
    // A folio that is refused leaves a peak below that of the folios that follow it.
    const folios = Math.max(2, tasks);
    this.#zswap = zswap;
    this.pages = uncheckedFolio({ tasks: folios, folioPages }) + 1;
    this.#memcgBytes = folios * folioPages * PAGE_SIZE;
  }

  /** Whether the pool or a memcg is in it. */
  has(memcg: number): boolean {
    const { limit, pool, memcgs } = this.#zswap;
    if (limit.maxPages - pool.pagesAllocated < this.pages) return true;
    return memcgs[memcg].roomBytes() < this.#memcgBytes;
  }
}
