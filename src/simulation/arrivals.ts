import type { Folio } from '../model/folio/folio.js';
import type { FolioQueue } from '../model/folio/folio-queue.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { runStore, type StoreSetting, storeSetting } from '../strategy/run-store.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';
import { StoresAtOnce } from '../strategy/stores-at-once.js';
import type { Strategy } from '../strategy/strategy.js';
import { withStrictMembers } from '../strategy/strict-members.js';
import { type Numa, ONE_NODE, placed } from './numa.js';
import type { StoreStatistics } from './store-statistics.js';
import type { Timeline } from './timeline.js';
import type { Job } from './virtual-cpus.js';

/** Outcome of a task's job; null for a job that is not a store. */
export type Outcome = StoreOutcome | null;

/** Source of the folios, the strategy that stores them, and the records of the run. */
export interface ArrivalsOptions {
  readonly zswap: Zswap;
  readonly strategy: Strategy;
  readonly queue: FolioQueue;
  readonly statistics: StoreStatistics;
  readonly timeline: Timeline;
  /** One node by default. */
  readonly numa?: Numa;
  /** Whether folios stored at once take the strategy's path, each of them; false by default. */
  readonly replay?: boolean;
}

/** Queue of folios in corpus order; an idle task takes the next one. */
export class Arrivals {
  readonly #zswap: Zswap;
  readonly #setting: StoreSetting;
  readonly #atOnce: StoresAtOnce;
  readonly #queue: FolioQueue;
  readonly #statistics: StoreStatistics;
  readonly #timeline: Timeline;
  readonly #numa: Numa;
  /** Folio in flight of each task. */
  readonly #folios: Folio[] = [];

  constructor(options: ArrivalsOptions) {
    const { zswap, strategy, queue, statistics, timeline, numa = ONE_NODE, replay } = options;
    this.#numa = numa;
    this.#zswap = zswap;
    this.#setting = storeSetting(withStrictMembers(strategy), zswap);
    this.#atOnce = new StoresAtOnce(this.#setting, replay);
    this.#queue = queue;
    this.#statistics = statistics;
    this.#timeline = timeline;
  }

  /** Takes the next folio of the task's memcg that is not all zero; null at the end of the offer. */
  take(task: number): Folio | null {
    const memcg = task % this.#zswap.memcgs.length;
    for (;;) {
      const folio = this.#queue.next(memcg);
      if (folio === null || folio.zeroPages < folio.pageCount) return folio;
      this.#statistics.zero(folio);
    }
  }

  /** Starts a task's store of a folio, on the CPU that it runs on. */
  store(task: number, arrived: Folio, cpu: number): Job<StoreOutcome> {
    const folio = placed(arrived, this.#numa, cpu);
    this.#folios[task] = folio;
    return runStore(this.#setting, folio);
  }

  /** Stores a task's next folio in no virtual time, away from the limits; null at the end of the offer. */
  storeAtOnce(task: number, cpu: number): { folio: Folio; outcome: StoreOutcome } | null {
    const arrived = this.take(task);
    if (arrived === null) return null;
    const folio = placed(arrived, this.#numa, cpu);
    const outcome = this.#atOnce.store(folio);
    this.#statistics.storedAtOnce(task, folio, outcome);
    return { folio, outcome };
  }

  /** Records the end of a task's store; returns the folio, and how long the task waits for the device. */
  stored(task: number, outcome: StoreOutcome, nowNs: number): { folio: Folio; deviceNs: number } {
    const folio = this.#folios[task];
    this.#statistics.stored(task, folio, outcome, nowNs);
    this.#timeline.add(nowNs, this.#zswap.pool.pagesAllocated, this.#zswap.limit.full);
    const toDevice = folio.pageCount - outcome.storedPages;
    return { folio, deviceNs: toDevice * this.#zswap.costs.deviceNsPerPage };
  }
}
