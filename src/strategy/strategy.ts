import type { Folio } from '../model/folio/folio.js';
import type { CounterName } from '../model/zswap/counters.js';
import type { Limit } from '../model/zswap/limit.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { RejectCause } from '../result/reject-causes.js';

export type { RejectCause };

/** How a store ended. */
export interface StoreOutcome {
  /** Null if all pages are in. */
  readonly refused: RejectCause | null;
  /** Pages that are in: all or none, except where a folio was split. */
  readonly storedPages: number;
  /** Index of the page at which the store failed: the pages that were in by then. */
  readonly failingPage: number;
  /** Pages that were compressed and are not in, the failing one included if it was. */
  readonly wasted: number;
}

/**
 * One store under way. It yields where another CPU may run, and each time says what the step that it is about to do
 * costs in virtual ns; the step's effects come when that time has passed. A worker runs it to its end without pause.
 */
export type StorePath = Generator<number, StoreOutcome, void>;

/** zswap_store() for one folio that is not wholly zero. */
export type StorePathFunction = (zswap: Zswap, folio: Folio, limits: LimitPolicies) => StorePath;

/** Answers for one limit. */
export interface LimitPolicy {
  /** Whether the next `pages` pages of a folio may come in; null to go on. */
  admit(folio: Folio, pages: number): RejectCause | null;
  /** Asked before a page of `length` compressed bytes goes into the pool. */
  charge(folio: Folio, length: number): RejectCause | null;
  /** Asked when all pages, of `bytes` compressed bytes together, are in the pool and before they are counted. */
  settle(folio: Folio, bytes: number): RejectCause | null;
  /** The store has failed after {@link admit}. */
  undo(folio: Folio): void;
  /**
   * Whether a refusal is looked at again after a memcg was shrunk. The kernel goes on without; a policy that compares an
   * estimate would break its promise by it.
   */
  readonly looksAgain: boolean;
}

/** Makes the policy for one limit of one zswap. */
export type PolicyFactory = (zswap: Zswap, limit: Limit) => LimitPolicy;

/** The policies that a store path asks, one for each limit, since the two may differ. */
export interface LimitPolicies {
  readonly global: LimitPolicy;
  readonly memcg: LimitPolicy;
}

/** How large a pool may get under a strategy. */
export interface BoundContext {
  readonly tasks: number;
  readonly folioPages: number;
}

/** A strategy: who is asked, when, and what is compared. */
export interface Strategy {
  readonly summary: string;
  readonly path: StorePathFunction;
  readonly global: PolicyFactory;
  readonly memcg: PolicyFactory;
  /** Pages by which the pool may pass the global limit at the most. */
  readonly overshootBound: (context: BoundContext) => number;
  /** Counters that are known to be wrong, because the kernel code that is reproduced leaves them so. */
  readonly knownDrift: readonly CounterName[];
  /** The kernel that it always runs on, if not the one asked for. */
  readonly kernel?: string;
  /** Whether a folio may end up partly stored. */
  readonly splits?: true;
  /** Whether it knows lengths beforehand, so that there is nothing to time. */
  readonly clairvoyant?: true;
}
