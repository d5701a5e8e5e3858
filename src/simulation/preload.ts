import { PAGE_SIZE } from '../common/page.js';
import type { Folio } from '../model/folio/folio.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { LIMIT_CAUSES } from '../result/reject-causes.js';
import { uncheckedFolio } from '../strategy/overshoot-bound.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';
import type { Arrivals } from './arrivals.js';

/** Tasks, CPUs and folios of a run. */
export interface PreloadShape {
  readonly tasks: number;
  readonly cpus: number;
  /** Pages of the largest folio. */
  readonly folioPages: number;
}

/**
 * The part of a run before the neighbourhood of a limit: folios stored one after another, in no virtual time, by each task in turn.
 * It ends where the tasks' folios in flight together could reach a limit, whatever their compressed sizes: no strategy of this
 * program compares more with it.
 */
export class Preload {
  readonly #arrivals: Arrivals;
  readonly #zswap: Zswap;
  readonly #shape: PreloadShape;
  readonly #marginPages: number;
  readonly #memcgMarginBytes: number;
  /** Folios that were not all zero. */
  #folios = 0;

  constructor(arrivals: Arrivals, zswap: Zswap, shape: PreloadShape) {
    const { folioPages } = shape;
    const tasks = Math.max(2, shape.tasks);
    this.#arrivals = arrivals;
    this.#zswap = zswap;
    this.#shape = shape;
    this.#marginPages = uncheckedFolio({ tasks, folioPages }) + 1;
    this.#memcgMarginBytes = tasks * folioPages * PAGE_SIZE;
  }

  /**
   * Stores up to `folios` folios; false once it has ended, at the latest with the first folio that a limit refuses.
   *
   * @param ended called with each folio and the outcome of its store
   */
  run(folios: number, ended: (folio: Folio, outcome: StoreOutcome) => void): boolean {
    const { tasks, cpus } = this.#shape;
    for (let left = folios; left > 0; left--) {
      const task = this.#folios % tasks;
      if (this.#isNear(task)) return false;
      const stored = this.#arrivals.storeAtOnce(task, task % cpus);
      if (stored === null) return false;
      ended(stored.folio, stored.outcome);
      if (LIMIT_CAUSES.has(stored.outcome.refused)) return false;
      this.#folios++;
    }
    return true;
  }

  /** Whether the pool or the task's memcg is in the neighbourhood of its limit. */
  #isNear(task: number): boolean {
    const { limit, pool, memcgs } = this.#zswap;
    if (limit.maxPages - pool.pagesAllocated < this.#marginPages) return true;
    return memcgs[task % memcgs.length].roomBytes() < this.#memcgMarginBytes;
  }
}
