import type { Folio } from '../model/folio/folio.js';
import { shrinkMemcg } from '../model/zswap/shrink-memcg.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { LimitPolicies, RejectCause } from './strategy.js';

/**
 * zswap_store()'s way through both limits: the memcg's first; if that refuses, the folio's own memcg is shrunk once,
 * whichever ancestor refused, and if that wrote something back the store goes on. Then the global limit.
 *
 * @param pages how many pages are to come in
 */
export function* admit(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  pages: number,
): Generator<number, RejectCause | null, void> {
  yield zswap.costs.limitCheckNs;
  const over = limits.memcg.admit(folio, pages);
  const refusal = over === null ? null : yield* shrinkFor(zswap, folio, limits, pages, over);
  return refusal ?? limits.global.admit(folio, pages);
}

/** The memcg's part of {@link admit}. */
export function* admitMemcg(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  pages: number,
): Generator<number, RejectCause | null, void> {
  yield zswap.costs.limitCheckNs;
  const over = limits.memcg.admit(folio, pages);
  return over === null ? null : yield* shrinkFor(zswap, folio, limits, pages, over);
}

/** Shrinks the memcg of a folio that its limit refuses; null if the store may go on. */
function* shrinkFor(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  pages: number,
  over: RejectCause,
): Generator<number, RejectCause | null, void> {
  const { result, costNs } = shrinkMemcg(zswap, zswap.memcgs[folio.memcg]);
  yield costNs;
  if (result !== 'written') return over;
  return limits.memcg.looksAgain ? limits.memcg.admit(folio, pages) : null;
}

/** What the policies say of a page before it goes into the pool. */
export function charge(limits: LimitPolicies, folio: Folio, length: number): RejectCause | null {
  return limits.memcg.charge(folio, length) ?? limits.global.charge(folio, length);
}

/** What the policies say once all pages are in the pool. */
export function settle(limits: LimitPolicies, folio: Folio, bytes: number): RejectCause | null {
  return limits.memcg.settle(folio, bytes) ?? limits.global.settle(folio, bytes);
}
