import type { Folio } from '../../model/folio/folio.js';
import { type Heap, LocalHeap } from '../../model/shared/heap.js';
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

/** What of a cell a rig needs. */
export type RunnerPlan = Pick<CellPlan, 'kernel' | 'compressor' | 'strategy'>;

/** A strategy on a zswap that holds real bytes, storing one folio after another as one thread does. */
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

  /** Stores a folio; returns how many of its pages are in. */
  store(folio: Folio): number {
    return completeStore(runStore(this.#setting, folio)).storedPages;
  }

  /** Takes folios out again. */
  erase(folios: readonly Folio[]): void {
    for (const folio of folios) this.zswap.eraseFolio(folio);
  }
}
