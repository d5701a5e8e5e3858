import type { RejectCause } from '../result/reject-causes.js';

export type { RejectCause };

/** End of a store. Only a `Store` makes one, from its own counts. */
export interface StoreOutcome {
  /** Null if all pages are in zswap. */
  readonly refused: RejectCause | null;
  /** Pages of the folio in zswap: all or none, except where a folio was split. */
  readonly storedPages: number;
  /** Index of the page at which the store failed; the page count if it did not. */
  readonly failingPage: number;
  /** Wasted compressions: pages compressed and not in zswap, including the failing one if it was compressed. */
  readonly wasted: number;
}
