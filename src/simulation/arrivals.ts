import type { Folio } from '../model/folio/folio.js';
import type { FolioQueue } from '../model/folio/folio-queue.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { runStore, type StoreSetting, storeSetting } from '../strategy/run-store.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';
import type { Strategy } from '../strategy/strategy.js';
import { type Numa, ONE_NODE, placed } from './numa.js';
import type { StoreTally } from './store-outcomes.js';
import type { Timeline } from './timeline.js';
import type { Job } from './virtual-cpus.js';

/** What becomes of a task's job: a store, or null for anything else. */
export type Outcome = StoreOutcome | null;

/** Folios on their way to zswap: one queue, in corpus order; an idle task takes the next. */
export class Arrivals {
  readonly #zswap: Zswap;
  readonly #setting: StoreSetting;
  readonly #queue: FolioQueue;
  readonly #tally: StoreTally;
  readonly #timeline: Timeline;
  readonly #numa: Numa;
  /** What each task is storing. */
  readonly #folios: Folio[] = [];

  constructor(
    zswap: Zswap,
    strategy: Strategy,
    queue: FolioQueue,
    tally: StoreTally,
    timeline: Timeline,
    numa: Numa = ONE_NODE,
  ) {
    this.#numa = numa;
    this.#zswap = zswap;
    this.#setting = storeSetting(strategy, zswap);
    this.#queue = queue;
    this.#tally = tally;
    this.#timeline = timeline;
  }

  /** The next folio that is not wholly zero, of the task's memcg; null at the end of the offer. */
  take(task: number): Folio | null {
    const memcg = task % this.#zswap.memcgs.length;
    for (;;) {
      const folio = this.#queue.next(memcg);
      if (folio === null || folio.zeroPages < folio.pageCount) return folio;
      this.#tally.zero(folio);
    }
  }

  /** A task's store of a folio, on the CPU that it runs on. */
  store(task: number, arrived: Folio, cpu: number): Job<StoreOutcome> {
    const folio = placed(arrived, this.#numa, cpu);
    this.#folios[task] = folio;
    return runStore(this.#setting, folio);
  }

  /** A task's store has ended; returns the folio, and the time for which the device keeps the task. */
  stored(task: number, outcome: StoreOutcome, nowNs: number): { folio: Folio; deviceNs: number } {
    const folio = this.#folios[task];
    this.#tally.stored(task, folio, outcome, nowNs);
    this.#timeline.add(nowNs, this.#zswap.pool.pagesAllocated, this.#zswap.limit.full);
    const toDevice = folio.pageCount - outcome.storedPages;
    return { folio, deviceNs: toDevice * this.#zswap.costs.deviceNsPerPage };
  }
}
