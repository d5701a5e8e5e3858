import type { Folio } from '../../model/folio/folio.js';
import { type Heap, LocalHeap } from '../../model/heap/heap.js';
import { ZspageMemory } from '../../model/zsmalloc/zspage-memory.js';
import { NO_EVENTS } from '../../model/zswap/events.js';
import { stepCosts } from '../../model/zswap/step-costs.js';
import { Zswap } from '../../model/zswap/zswap.js';
import {
  completeStore,
  runStore,
  type StoreSetting,
  storeSetting,
} from '../../strategy/run-store.js';
import type { CellPlan } from '../cell.js';
import type { CellLimits } from '../cell-limits.js';
import type { LivePages } from '../live-pages.js';

/** Properties of a cell that a {@link StoreRunner} needs. */
export type RunnerPlan = Pick<CellPlan, 'kernel' | 'compressor' | 'strategy'>;

/** Runs a strategy on a zswap that holds real bytes, one folio after another, as one thread does. */
export class StoreRunner {
  readonly zswap: Zswap;
  readonly #setting: StoreSetting;

  constructor(
    cell: RunnerPlan,
    pages: LivePages,
    limits: CellLimits,
    heap: Heap = new LocalHeap(),
  ) {
    this.zswap = new Zswap({
      ...limits,
      kernel: cell.kernel.preset,
      pages,
      overflow: cell.compressor.overflow,
      costs: stepCosts(cell.compressor.cost),
      memory: new ZspageMemory(heap),
      heap,
      events: NO_EVENTS,
    });
    this.#setting = storeSetting(cell.strategy, this.zswap);
  }

  /** Stores a folio; returns the number of pages stored. */
  store(folio: Folio): number {
    return completeStore(runStore(this.#setting, folio)).storedPages;
  }

  /** Erases folios. */
  erase(folios: readonly Folio[]): void {
    for (const folio of folios) this.zswap.eraseFolio(folio);
  }
}
