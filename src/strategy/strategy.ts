import type { Folio } from '../folio/folio.js';
import type { CounterName } from '../zswap/counters.js';
import type { LimitRefusal } from '../zswap/pool-limit.js';
import type { Zswap } from '../zswap/zswap.js';

/** Why a store failed. */
export type RejectCause = LimitRefusal | 'compress_poor';

/** How a store ended. */
export interface StoreOutcome {
  /** Null if all pages are in. */
  readonly refused: RejectCause | null;
  /** Index of the page at which the store failed: the pages that were in by then. */
  readonly failingPage: number;
  /** Pages that were compressed, the failing one included if it was. */
  readonly compressions: number;
}

/**
 * One store under way. It yields where another CPU may run, and each time says what the step that it is about to do
 * costs in virtual ns; the step's effects come when that time has passed. A worker runs it to its end without pause.
 */
export type StorePath = Generator<number, StoreOutcome, void>;

/** Answers for one limit. */
export interface LimitPolicy {
  /** Whether the folio's pages may come in; null to go on. */
  admit(folio: Folio): RejectCause | null;
}

/** The policies that a store path asks. */
export interface LimitPolicies {
  readonly global: LimitPolicy;
}

/** A strategy: who is asked, when, and what is compared. */
export interface Strategy {
  readonly summary: string;
  /** zswap_store() for one folio that is not wholly zero. */
  readonly path: (zswap: Zswap, folio: Folio, limits: LimitPolicies) => StorePath;
  /** Makes the policy for the global limit of one zswap. */
  readonly globalPolicy: (zswap: Zswap) => LimitPolicy;
  /** Counters that are known to be wrong after a failed store, because the kernel code that is reproduced leaves them so. */
  readonly knownDrift: readonly CounterName[];
}

/** A store that got all its pages in. */
export function stored(zswap: Zswap, folio: Folio): StoreOutcome {
  zswap.events.accepted(folio.pageCount);
  return { refused: null, failingPage: folio.pageCount, compressions: folio.pageCount };
}

/** A store that failed: leaves none of the folio's pages, old or new. */
export function refused(
  zswap: Zswap,
  folio: Folio,
  cause: RejectCause,
  failingPage: number,
  compressions: number,
): StoreOutcome {
  zswap.eraseFolio(folio);
  zswap.events.refused(folio.pageCount);
  return { refused: cause, failingPage, compressions };
}
