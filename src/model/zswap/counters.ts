import { type Counts, zeroCounts } from '../../common/counts.js';
import { COUNTERS, type GlobalCounterName } from '../../result/counter-names.js';

/** The counters of one zswap. memcgs keep their own. */
export type Counters = Counts<GlobalCounterName>;

export function zeroCounters(): Counters {
  return zeroCounts(COUNTERS);
}

export type CounterName = GlobalCounterName | MemcgCounterName;

/** The gauges of memory.stat, all memcgs together: compressed bytes, and pages. */
export type MemcgCounterName = 'memcg_zswap' | 'memcg_zswapped';
