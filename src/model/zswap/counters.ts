import type { Counts } from '../../common/counts.js';
import { COUNTERS, type GlobalCounterName } from '../../result/counter-names.js';
import { LocalHeap } from '../heap/heap.js';
import { StoredGauges } from './stored-gauges.js';

/** Counters that all CPUs update in one place. */
type GaugeName = 'stored_pages' | 'stored_incompressible_pages';

/** Counters that each thread keeps for itself. */
export type ThreadCounters = Counts<Exclude<GlobalCounterName, GaugeName>>;

/** The counters of one zswap. memcgs keep their own. */
export type Counters = ThreadCounters & Readonly<Counts<GaugeName>>;

const THREAD_COUNTERS = COUNTERS.filter(
  (name) => name !== 'stored_pages' && name !== 'stored_incompressible_pages',
);

/** Returns counters of zero beside gauges that others may share. */
export function zeroCounters(gauges = new StoredGauges(new LocalHeap())): Counters {
  return new CounterSet(gauges) as unknown as Counters;
}

/** Counters and gauges as enumerable properties. The getters are common to all, since an object with getters of its own is slow. */
class CounterSet {
  static readonly #storedPages: PropertyDescriptor & ThisType<CounterSet> = {
    enumerable: true,
    get() {
      return this.#gauges.pages;
    },
  };
  static readonly #storedIncompressiblePages: PropertyDescriptor & ThisType<CounterSet> = {
    enumerable: true,
    get() {
      return this.#gauges.incompressiblePages;
    },
  };
  readonly #gauges: StoredGauges;

  constructor(gauges: StoredGauges) {
    this.#gauges = gauges;
    Object.defineProperty(this, 'stored_pages', CounterSet.#storedPages);
    Object.defineProperty(
      this,
      'stored_incompressible_pages',
      CounterSet.#storedIncompressiblePages,
    );
    const counters = this as unknown as ThreadCounters;
    for (const name of THREAD_COUNTERS) counters[name] = 0;
  }
}

export type CounterName = GlobalCounterName | MemcgCounterName;

/** The gauges of memory.stat, all memcgs together: compressed bytes, and pages. */
export type MemcgCounterName = 'memcg_zswap' | 'memcg_zswapped';
