import { PAGE_SIZE } from '../../common/page.js';
import type { Memcg } from '../../model/zswap/memcg.js';
import type { Zswap } from '../../model/zswap/zswap.js';

/** Expected reservations of a zswap's limits, from calls alone, and the expected answers of these calls. */
export class WatchedReservations {
  /** Calls with another answer than expected. */
  wrongAnswers = 0;
  poolBytes = 0;
  readonly #memcgBytes = new Map<Memcg, number>();

  constructor(zswap: Zswap) {
    const { limit, memcgParent, memcgs, pool, reservations } = zswap;
    const reserve = reservations.reserve.bind(reservations);
    const release = reservations.release.bind(reservations);
    reservations.reserve = (bytes, roomBytes) => {
      const roomLeft = (limit.maxPages - pool.pagesAllocated) * PAGE_SIZE - this.poolBytes;
      const answer = reserve(bytes, roomBytes);
      if (answer !== bytes <= roomLeft) this.wrongAnswers++;
      if (answer) this.poolBytes += bytes;
      return answer;
    };
    reservations.release = (bytes) => {
      this.poolBytes -= bytes;
      release(bytes);
    };
    for (const memcg of memcgs) this.#watch(memcg, [memcg, memcgParent]);
  }

  /** Returns the expected reservations of a memcg, or of the parent. */
  bytesOf(memcg: Memcg): number {
    return this.#memcgBytes.get(memcg) ?? 0;
  }

  #watch(memcg: Memcg, upwards: readonly Memcg[]): void {
    const reserve = memcg.reserve.bind(memcg);
    const release = memcg.release.bind(memcg);
    const add = (bytes: number) => {
      for (const each of upwards) this.#memcgBytes.set(each, this.bytesOf(each) + bytes);
    };
    memcg.reserve = (bytes) => {
      const fits = upwards.every(
        (each) =>
          each.maxPages === null ||
          each.zswapBytes + this.bytesOf(each) + bytes <= each.maxPages * PAGE_SIZE,
      );
      const answer = reserve(bytes);
      if (answer !== fits) this.wrongAnswers++;
      if (answer) add(bytes);
      return answer;
    };
    memcg.release = (bytes) => {
      add(-bytes);
      release(bytes);
    };
  }
}
