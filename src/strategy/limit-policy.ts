import type { Folio } from '../model/folio/folio.js';
import type { Limit } from '../model/zswap/limit.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { RejectCause } from './store-outcome.js';

/** Decides for one limit. A policy defines the methods that it needs; the comments name the defaults. */
export interface LimitPolicy {
  /** Before the next `pages` pages of a folio: null to go on. Default: the kernel's own check of the limit. */
  admit(folio: Folio, pages: number): RejectCause | null;
  /** Before a page of `length` compressed bytes goes into the pool: null to go on. Default: null. */
  charge(folio: Folio, length: number): RejectCause | null;
  /**
   * After the last page, of the folio or of a batch: null to go on. `bytes` are the compressed bytes that are in the pool
   * and not yet accounted. Default: null.
   */
  settle(folio: Folio, bytes: number): RejectCause | null;
  /** The store failed, at any time since {@link admit}, which may itself have refused. Default: nothing. */
  undo(folio: Folio): void;
  /**
   * Whether {@link admit} is called again after its refusal shrank the memcg. Default: false, as in the kernel, which goes
   * on unchecked once something was written back. Policies that compare an estimate need true.
   */
  readonly rechecks: boolean;
}

/** Makes the policy for one limit of one zswap. */
export type PolicyFactory = (zswap: Zswap, limit: Limit) => Partial<LimitPolicy>;

/** Policies of a store, one for each limit, since the two may differ. */
export interface LimitPolicies {
  readonly global: LimitPolicy;
  readonly memcg: LimitPolicy;
}
