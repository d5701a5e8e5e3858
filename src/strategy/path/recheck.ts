import type { Folio } from '../../model/folio/folio.js';
import { shrinkMemcg } from '../../model/zswap/shrink-memcg.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import { refused } from '../outcome.js';
import type { LimitPolicies, RejectCause, StorePath } from '../strategy.js';
import { once } from './once.js';

/** Shrinks that a store may pay for, for each of its pages: one to clear a second-chance bit and one to write back. */
const SHRINKS_PER_PAGE = 2;

/**
 * Makes room first: while either limit refuses, the folio's memcg is shrunk and asked again, within a budget that would
 * write as many pages back as are to come in. Then as `once`.
 */
export function* recheck(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { pageCount } = folio;
  for (let left = SHRINKS_PER_PAGE * pageCount; left > 0; left--) {
    yield zswap.costs.limitCheckNs;
    const refusal = refusalOf(limits, folio);
    limits.memcg.undo(folio);
    limits.global.undo(folio);
    if (refusal === null) return yield* once(zswap, folio, limits);
    const { result, costNs } = shrinkMemcg(zswap, zswap.memcgs[folio.memcg]);
    yield costNs;
    if (result === 'nothing') return refused(zswap, folio, limits, refusal, 0, 0);
  }
  return yield* once(zswap, folio, limits);
}

function refusalOf(limits: LimitPolicies, folio: Folio): RejectCause | null {
  return limits.memcg.admit(folio, folio.pageCount) ?? limits.global.admit(folio, folio.pageCount);
}
