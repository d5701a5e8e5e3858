import type { Folio } from '../folio/folio.js';
import { shrinkMemcg } from '../zswap/writeback.js';
import type { Zswap } from '../zswap/zswap.js';
import type { LimitPolicies, RejectCause } from './strategy.js';

/** {@link admit}, and then a reference to the pool, which is given back when the store ends. */
export function* enter(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
): Generator<number, RejectCause | null, void> {
  const refusal = yield* admit(zswap, folio, limits, folio.pageCount);
  if (refusal !== null) return refusal;
  return zswap.getPool(folio) ? null : 'pool_ref';
}

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
  const refusal = yield* admitMemcg(zswap, folio, limits, pages);
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
  const refusal = limits.memcg.admit(folio, pages);
  if (refusal === null) return null;
  const { result, costNs } = shrinkMemcg(zswap, zswap.memcgs[folio.memcg]);
  yield costNs;
  if (result !== 'written') return refusal;
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
