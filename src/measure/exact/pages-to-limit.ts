import { FolioQueue, type Grouping } from '../../model/folio/folio-queue.js';
import { LocalHeap } from '../../model/shared-memory/heap.js';
import { NO_EVENTS } from '../../model/zswap/events.js';
import { stepCosts } from '../../model/zswap/step-costs.js';
import { Zswap } from '../../model/zswap/zswap.js';
import { storeSetting } from '../../strategy/run-store.js';
import { StoresAtOnce } from '../../strategy/stores-at-once.js';
import { STRATEGIES } from '../../strategy/strategies.js';
import type { Strategy } from '../../strategy/strategy.js';
import type { CellPlan } from '../cell.js';
import type { CellLimits } from '../cell-limits.js';
import type { CompressedLengths } from '../survey/length-collector.js';
import type { Survey } from '../survey/survey.js';
import { MAX_INITIAL_ENTRIES } from './max-initial-entries.js';
import { ReplayedPages } from './replayed-pages.js';

export interface ReachInput {
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly limits: CellLimits;
  /** Pages to offer at most. */
  readonly maxPages: number;
  /** Pages to store at most. */
  readonly maxStored: number;
}

/** Pages offered until a limit is reached, if it is, and pages stored then. */
export interface Reach {
  readonly pages: number | null;
  readonly stored: number;
}

/**
 * Returns the pages that arrive until the pool or a memcg is at its limit, when folios are stored one after another by each task in
 * turn, as `batch` does on the cell's kernel.
 */
export function pagesToLimit(
  cell: Pick<CellPlan, 'kernel' | 'codec' | 'compressor' | 'folioPages' | 'parameters'>,
  { survey, grouping, limits, maxPages, maxStored }: ReachInput,
): Reach {
  const { folioPages, parameters, kernel, compressor } = cell;
  const { lengths } = survey.compressed.get(cell.codec.name) as CompressedLengths;
  const zswap = new Zswap({
    ...limits,
    kernel: kernel.preset,
    pages: new ReplayedPages(lengths),
    overflow: compressor.overflow,
    costs: stepCosts(compressor.cost),
    memory: null,
    heap: new LocalHeap(Math.min(maxPages, MAX_INITIAL_ENTRIES)),
    events: NO_EVENTS,
  });
  const stores = new StoresAtOnce(storeSetting(STRATEGIES.get('batch') as Strategy, zswap));
  const queue = new FolioQueue(survey, { grouping, folioPages, offerPages: maxPages });
  const { memcgs, limit, pool, entries } = zswap;
  // After a whole pass without a stored page none will follow; a dense folio runs across the end of a pass.
  const vainPages = survey.pageCount + folioPages;
  let pages = 0;
  for (let stored = 0; ; ) {
    const memcg = (stored % parameters.tasks) % memcgs.length;
    const folio = queue.next(memcg);
    if (folio === null) return { pages: null, stored: entries.inUse };
    pages += folio.pageCount;
    if (folio.zeroPages < folio.pageCount) {
      stored++;
      stores.store(folio);
      if (pool.pagesAllocated >= limit.maxPages || !memcgs[memcg].mayZswap()) {
        return { pages, stored: entries.inUse };
      }
    }
    const { inUse } = entries;
    if ((inUse === 0 && pages > vainPages) || inUse > maxStored) {
      return { pages: null, stored: inUse };
    }
  }
}
