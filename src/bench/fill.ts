import type { Work } from '../engine/virtual-cpus.js';
import type { Folio } from '../folio/folio.js';
import type { FolioQueue } from '../folio/folio-queue.js';
import type { LimitPolicies, StoreOutcome, StorePath, Strategy } from '../strategy/strategy.js';
import type { Zswap } from '../zswap/zswap.js';
import type { StoreTally } from './store-tally.js';
import type { Timeline } from './timeline.js';

/** Scenario `fill`: the offer once; folios wait in one queue in corpus order and each idle task takes the next. */
export class Fill implements Work<StoreOutcome> {
  readonly #zswap: Zswap;
  readonly #strategy: Strategy;
  readonly #limits: LimitPolicies;
  readonly #queue: FolioQueue;
  readonly #tally: StoreTally;
  readonly #timeline: Timeline;
  /** What each task is storing. */
  readonly #folios: Folio[] = [];

  constructor(
    zswap: Zswap,
    strategy: Strategy,
    queue: FolioQueue,
    tally: StoreTally,
    timeline: Timeline,
  ) {
    this.#zswap = zswap;
    this.#strategy = strategy;
    this.#limits = { global: strategy.globalPolicy(zswap) };
    this.#queue = queue;
    this.#tally = tally;
    this.#timeline = timeline;
  }

  next(task: number): StorePath | null {
    for (;;) {
      const folio = this.#queue.next();
      if (folio === null) return null;
      if (folio.zeroPages < folio.pageCount) {
        this.#folios[task] = folio;
        return this.#strategy.path(this.#zswap, folio, this.#limits);
      }
      this.#tally.zero(folio);
    }
  }

  ended(task: number, outcome: StoreOutcome, nowNs: number): void {
    this.#tally.ended(this.#folios[task], outcome);
    this.#timeline.add(nowNs, this.#zswap.pool.pagesAllocated, this.#zswap.limit.full);
  }
}
