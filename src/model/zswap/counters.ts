import { type Counts, zeroCounts } from '../../common/counts.js';
import { COUNTERS, type GlobalCounterName } from '../../result/counter-names.js';
import { LocalHeap } from '../heap/heap.js';
import { StoredGauges } from './stored-gauges.js';

/** Counters that all CPUs update in one place. */
type GaugeName = 'stored_pages' | 'stored_incompressible_pages';

/** Counters that each thread keeps for itself. */
export type ThreadCounters = Counts<Exclude<GlobalCounterName, GaugeName>>;

/** The counters of one zswap. memcgs keep their own. */
export type Counters = ThreadCounters & Readonly<Counts<GaugeName>>;

/** Returns counters of zero beside gauges that others may share. */
export function zeroCounters(gauges = new StoredGauges(new LocalHeap())): Counters {
  const { stored_pages, stored_incompressible_pages, ...threadCounters } = zeroCounts(COUNTERS);
  return {
    get stored_pages() {
      return gauges.pages;
    },
    get stored_incompressible_pages() {
      return gauges.incompressiblePages;
    },
    ...threadCounters,
  };
}

export type CounterName = GlobalCounterName | MemcgCounterName;

/** The gauges of memory.stat, all memcgs together: compressed bytes, and pages. */
export type MemcgCounterName = 'memcg_zswap' | 'memcg_zswapped';
