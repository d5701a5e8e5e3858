import type { Counters } from '../../model/zswap/counters.js';
import type { Zswap } from '../../model/zswap/zswap.js';

/** What one thread has counted of a zswap that several share, as plain data. */
export interface Tally {
  readonly counters: Readonly<Record<keyof Counters, number>>;
  readonly compressedBytes: number;
  readonly entryPoolRefs: number;
  /** Stores that hold the pool, and folios under way: none when all have ended. */
  readonly storesUnderWay: number;
  /** Pages that stores said are in. */
  readonly acceptedPages: number;
  readonly loadedPages: number;
}

export function tallyOf(zswap: Zswap, acceptedPages: number, loadedPages: number): Tally {
  const { counters, compressedBytes, entryPoolRefs, poolHolders, inFlight } = zswap;
  return {
    counters: { ...counters },
    compressedBytes,
    entryPoolRefs,
    storesUnderWay: poolHolders.size + inFlight.size,
    acceptedPages,
    loadedPages,
  };
}

/** What all threads have counted together. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (read: (tally: Tally) => number) => tallies.reduce((all, one) => all + read(one), 0);
  const names = Object.keys(tallies[0].counters) as (keyof Counters)[];
  const counters = Object.fromEntries(
    names.map((name) => [name, sum((tally) => tally.counters[name])]),
  );
  return {
    counters: counters as Record<keyof Counters, number>,
    compressedBytes: sum((tally) => tally.compressedBytes),
    entryPoolRefs: sum((tally) => tally.entryPoolRefs),
    storesUnderWay: sum((tally) => tally.storesUnderWay),
    acceptedPages: sum((tally) => tally.acceptedPages),
    loadedPages: sum((tally) => tally.loadedPages),
  };
}
