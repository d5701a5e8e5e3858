import type { Zswap } from '../../src/model/zswap/zswap.js';
import { putPage } from './bare-zswap.js';

const FIRST_SLOT = 0xc000_0000;

/** Fillers with an entry each, added and taken out one by one. */
export class NaiveFillers {
  readonly #zswap: Zswap;
  readonly #lengths: readonly number[];
  readonly #roomPages: number;
  #count = 0;

  constructor(zswap: Zswap, lengths: readonly number[], roomPages: number) {
    this.#zswap = zswap;
    this.#lengths = lengths;
    this.#roomPages = roomPages;
  }

  fill(): void {
    const { pool, limit, memcgs } = this.#zswap;
    while (this.#hasRoom()) {
      const length = this.#lengths[this.#count % this.#lengths.length];
      if (pool.pagesAllocated + pool.growthOf(length) > limit.maxPages) break;
      putPage(this.#zswap, FIRST_SLOT + this.#count, length, this.#count % memcgs.length);
      this.#count++;
    }
    while (!this.#hasRoom() && this.#count > 0) this.#zswap.erase(FIRST_SLOT + --this.#count);
  }

  clear(): void {
    while (this.#count > 0) this.#zswap.erase(FIRST_SLOT + --this.#count);
  }

  #hasRoom(): boolean {
    const { pool, limit, memcgs } = this.#zswap;
    const rooms = memcgs.map((memcg) => Math.floor(memcg.roomBytes() / 4096));
    return Math.min(limit.maxPages - pool.pagesAllocated, ...rooms) >= this.#roomPages;
  }
}
