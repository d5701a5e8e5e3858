import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../../model/folio/folio.js';
import type { LimitRefusal } from '../../model/zswap/pool-limit.js';
import { Zswap } from '../../model/zswap/zswap.js';
import type { ZswapOptions } from '../../model/zswap/zswap-options.js';
import type { FaultInjector } from '../fault-injector.js';

/** accept_threshold_percent of every case. */
export const ACCEPT_PERCENT = 90;

/**
 * A zswap whose answers about its limits are looked at. What they must be follows from usage alone, written apart from
 * src/zswap: refuse the pool at its maximum and from there down to the accept threshold, and a memcg whose whole pages, or
 * its parent's, have come to theirs. Source: zswap_check_limits() and obj_cgroup_may_zswap(), v6.18.
 */
export class CheckedZswap extends Zswap {
  /** Checks that must have found the pool at its limit. */
  limitHits = 0;
  /** Answers that were too strict, less those that were too lax. */
  wrongPoolChecks = 0;
  wrongMemcgChecks = 0;
  readonly #injector: FaultInjector;
  #full = false;

  constructor(options: ZswapOptions & { readonly injector: FaultInjector }) {
    super(options);
    this.#injector = options.injector;
  }

  override checkLimits(folio: Folio): LimitRefusal | null {
    const before = this.#injector.injected;
    const answer = super.checkLimits(folio);
    const { maxPages } = this.limit;
    const pages = this.#injector.injected > before ? maxPages : this.pool.pagesAllocated;
    if (pages >= maxPages) {
      this.limitHits++;
      this.#full = true;
    } else if (pages <= Math.floor((maxPages * ACCEPT_PERCENT) / 100)) {
      this.#full = false;
    }
    this.wrongPoolChecks += Number(answer !== null) - Number(this.#full);
    return answer;
  }

  override mayZswap(folio: Folio): boolean {
    const before = this.#injector.injected;
    const answer = super.mayZswap(folio);
    const levels = [this.memcgs[folio.memcg], this.memcgParent];
    const refuses =
      this.#injector.injected > before ||
      levels.some(
        ({ maxPages, zswapBytes }) => maxPages !== null && zswapBytes >= maxPages * PAGE_SIZE,
      );
    this.wrongMemcgChecks += Number(!answer) - Number(refuses);
    return answer;
  }
}
