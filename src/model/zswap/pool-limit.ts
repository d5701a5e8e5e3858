import { type Heap, LocalHeap } from '../heap/heap.js';
import type { Words } from '../heap/words.js';
import type { Counters } from './counters.js';

/** Why the global limit refuses: at or above the limit, or below it but not yet down to the accept threshold. */
export type LimitRefusal = 'pool_limit' | 'hysteresis';

/**
 * The global limit with its hysteresis: zswap_check_limits(), zswap_max_pages() and zswap_accept_thr_pages() of
 * mm/zswap.c, v6.18. The flag is written by checks alone.
 */
export class PoolLimit {
  readonly maxPages: number;
  readonly acceptPages: number;
  /** One word: 1 once the pool was found full. */
  #flag: Words = new LocalHeap().words(1);

  /**
   * @param totalRamPages RAM of the modelled machine
   * @param maxPoolPercent max_pool_percent, 0 .. 100
   * @param acceptThresholdPercent accept_threshold_percent, 0 .. 100
   */
  constructor(totalRamPages: number, maxPoolPercent: number, acceptThresholdPercent: number) {
    this.maxPages = Math.floor((totalRamPages * maxPoolPercent) / 100);
    this.acceptPages = Math.floor((this.maxPages * acceptThresholdPercent) / 100);
  }

  /** Keeps the flag where its zswap is kept. */
  moveTo(heap: Heap): void {
    this.#flag = heap.words(1);
  }

  /** zswap_pool_reached_full. */
  get full(): boolean {
    return this.#flag.get(0) === 1;
  }

  set full(full: boolean) {
    this.#flag.set(0, full ? 1 : 0);
  }

  /** Whether a pool of `totalPages` must refuse; null if not. */
  check(totalPages: number, counters: Counters): LimitRefusal | null {
    if (totalPages >= this.maxPages) {
      counters.pool_limit_hit++;
      this.full = true;
      return 'pool_limit';
    }
    if (this.full && totalPages <= this.acceptPages) this.full = false;
    return this.full ? 'hysteresis' : null;
  }
}
