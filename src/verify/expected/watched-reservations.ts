import { PAGE_SIZE } from '../../common/page.js';
import type { Memcg } from '../../model/zswap/memcg.js';
import type { Zswap } from '../../model/zswap/zswap.js';

/** Expected reservations of a memcg. */
interface Tally {
  readonly memcg: Memcg;
  bytes: number;
}

/** Expected reservations of a zswap's limits, from calls alone, and the expected answers of these calls. */
export class WatchedReservations {
  /** Calls with another answer than expected. */
  wrongAnswers = 0;
  poolBytes = 0;
  readonly #parent: Tally;
  /** By number of the memcg. */
  readonly #children: readonly Tally[];

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
    this.#parent = { memcg: memcgParent, bytes: 0 };
    this.#children = memcgs.map((memcg) => ({ memcg, bytes: 0 }));
    for (const child of this.#children) this.#watch(child.memcg, [child, this.#parent]);
  }

  /** Returns the expected reservations of a memcg. */
  bytesOf(number: number): number {
    return this.#children[number].bytes;
  }

  #watch(memcg: Memcg, upwards: readonly Tally[]): void {
    const reserve = memcg.reserve.bind(memcg);
    const release = memcg.release.bind(memcg);
    const add = (bytes: number) => {
      for (const each of upwards) each.bytes += bytes;
    };
    memcg.reserve = (bytes) => {
      const fits = upwards.every(
        ({ memcg: { maxPages, zswapBytes }, bytes: reserved }) =>
          maxPages === null || zswapBytes + reserved + bytes <= maxPages * PAGE_SIZE,
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
