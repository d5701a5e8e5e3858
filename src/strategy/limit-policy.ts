import type { Folio } from '../model/folio/folio.js';
import type { Limit } from '../model/zswap/limit.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { RejectCause } from './store-outcome.js';

/** Decides for one limit. A policy defines the methods that it needs; the comments name the defaults. */
export interface LimitPolicy {
  /** Called before the next `pages` pages of a folio; null accepts. Default: the kernel's own limit check. */
  admit(folio: Folio, pages: number): RejectCause | null;
  /** Called before a page of `length` compressed bytes enters the pool; null accepts. Default: null. */
  charge(folio: Folio, length: number): RejectCause | null;
  /**
   * Called after the last page of the folio or of a batch; null accepts. `bytes` are the compressed bytes in the pool that
   * are not yet accounted. Default: null.
   */
  settle(folio: Folio, bytes: number): RejectCause | null;
  /** Called when the store failed at or after {@link admit}. Default: no effect. */
  undo(folio: Folio): void;
  /**
   * Whether {@link admit} is called again after its refusal shrank the memcg. Default: false, as in the kernel, which
   * continues without a check once a page was written back. Policies that compare an estimate need true.
   */
  readonly rechecks: boolean;
}

/** Creates the policy for one limit of one zswap. */
export type PolicyFactory = (zswap: Zswap, limit: Limit) => Partial<LimitPolicy>;

/** Policies of a store, one for each limit, since the two may differ. */
export interface LimitPolicies {
  readonly global: LimitPolicy;
  readonly memcg: LimitPolicy;
}
