import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../../model/folio/folio.js';
import type { LimitRefusal } from '../../model/zswap/pool-limit.js';
import { Zswap } from '../../model/zswap/zswap.js';
import type { ZswapOptions } from '../../model/zswap/zswap-options.js';
import type { FaultInjector } from '../fault-injector.js';

/** accept_threshold_percent of every case. */
export const ACCEPT_PERCENT = 90;

/**
 * A zswap that checks the results of its own limit checks. The expected result follows from usage alone, independently of
 * src/model/zswap: refuse when the pool is at its maximum, and from there down to the accept threshold; refuse when a memcg or
 * its parent has reached its limit in whole pages. Source: zswap_check_limits() and obj_cgroup_may_zswap(), v6.18.
 */
export class CheckedZswap extends Zswap {
  /** Checks expected to find the pool at its limit. */
  limitHits = 0;
  /** Wrong refusals minus wrong acceptances. */
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
