import type { ThreadCounters } from '../../model/zswap/counters.js';
import type { Zswap } from '../../model/zswap/zswap.js';

/** Counters that one thread has kept of a shared zswap, as plain data. Gauges that all threads share are no part of them. */
export interface CounterTotals {
  readonly counters: Readonly<ThreadCounters>;
  readonly compressedBytes: number;
  readonly entryPoolRefs: number;
  /** Stores that hold the pool, and folios in flight; 0 when all stores have ended. */
  readonly storesInFlight: number;
  /** Pages reported as stored. */
  readonly acceptedPages: number;
  readonly loadedPages: number;
}

/** Returns the counters that this thread has kept of a zswap. */
export function counterTotals(
  zswap: Zswap,
  acceptedPages: number,
  loadedPages: number,
): CounterTotals {
  const { compressedBytes, entryPoolRefs, poolHolders, inFlight } = zswap;
  const { stored_pages, stored_incompressible_pages, ...counters } = zswap.counters;
  return {
    counters,
    compressedBytes,
    entryPoolRefs,
    storesInFlight: poolHolders.size + inFlight.size,
    acceptedPages,
    loadedPages,
  };
}

/** Adds the counters of all threads. */
export function sumOf(totals: readonly CounterTotals[]): CounterTotals {
  const sum = (read: (totals: CounterTotals) => number) =>
    totals.reduce((all, one) => all + read(one), 0);
  const names = Object.keys(totals[0].counters) as (keyof ThreadCounters)[];
  const counters = Object.fromEntries(
    names.map((name) => [name, sum((totals) => totals.counters[name])]),
  );
  return {
    counters: counters as ThreadCounters,
    compressedBytes: sum((totals) => totals.compressedBytes),
    entryPoolRefs: sum((totals) => totals.entryPoolRefs),
    storesInFlight: sum((totals) => totals.storesInFlight),
    acceptedPages: sum((totals) => totals.acceptedPages),
    loadedPages: sum((totals) => totals.loadedPages),
  };
}
