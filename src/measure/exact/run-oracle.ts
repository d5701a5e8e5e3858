import { FolioQueue, type Grouping } from '../../model/folio/folio-queue.js';
import { LocalHeap } from '../../model/heap/heap.js';
import { NO_EVENTS } from '../../model/zswap/events.js';
import { Zswap } from '../../model/zswap/zswap.js';
import { Neighbourhood } from '../../simulation/neighbourhood.js';
import { storeSetting } from '../../strategy/run-store.js';
import { StoresAtOnce } from '../../strategy/stores-at-once.js';
import { STRATEGIES } from '../../strategy/strategies.js';
import type { Strategy } from '../../strategy/strategy.js';
import { type CellPlan, costsOf } from '../cell.js';
import type { CellLimits } from '../cell-limits.js';
import type { CompressedLengths } from '../survey/length-collector.js';
import type { Survey } from '../survey/survey.js';
import { initialEntries } from './initial-entries.js';
import { knapsackBound } from './knapsack-bound.js';
import { ReplayedPages } from './replayed-pages.js';
import { addStartingFill } from './starting-fill.js';

/** Pages that the oracle stores. */
export interface OracleFacts {
  /** Pages stored if each folio that fits is admitted, one after another in corpus order, without writeback. */
  readonly storedPages: number;
  /** Upper bound for any selection of single pages, each at the cost of its slot. */
  readonly boundPages: number;
}

export interface OracleInput {
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly limits: CellLimits;
  /** Page of the corpus at which arrivals begin; 0 where it is absent. */
  readonly startPage?: number;
  /** Pool pages that are allocated before the run begins; 0 where it is absent. */
  readonly fillPages?: number;
  /** Pages that are stored when the first limit is reached, about. */
  readonly storedAtLimit?: number;
}

// Folios between two turns of the event loop.
const SLICE_FOLIOS = 1000;

/** Runs the oracle over the arrivals of a cell. The result does not depend on the strategy of the cell. */
export async function runOracle(cell: CellPlan, input: OracleInput): Promise<OracleFacts> {
  const { lengths } = input.survey.compressed.get(cell.codec.name) as CompressedLengths;
  const strategy = STRATEGIES.get('oracle') as Strategy;
  const zswap = new Zswap({
    ...input.limits,
    // No writeback: reclaim scans no entries.
    kernel: { ...cell.kernel.preset, shrinkScan: 0 },
    pages: new ReplayedPages(lengths),
    overflow: cell.compressor.overflow,
    costs: costsOf(cell),
    memory: null,
    heap: new LocalHeap(initialEntries(input.offerPages, input.storedAtLimit)),
    events: NO_EVENTS,
  });
  const { fillPages = 0 } = input;
  addStartingFill(zswap.pool, fillPages);
  const setting = storeSetting(strategy, zswap);
  const near = new Neighbourhood(zswap, cell.parameters.tasks, cell.folioPages);
  // At the limits every folio takes the path.
  const [before, within] = [new StoresAtOnce(setting), new StoresAtOnce(setting, true)];
  let stores = before;
  const queue = new FolioQueue(input.survey, { ...input, folioPages: cell.folioPages });
  const offered = new Uint32Array(4097);
  for (let arrival = 0; ; arrival++) {
    const memcg = (arrival % cell.parameters.tasks) % zswap.memcgs.length;
    const folio = queue.next(memcg);
    if (folio === null) break;
    if (arrival % SLICE_FOLIOS === SLICE_FOLIOS - 1) await new Promise(setImmediate);
    if (folio.zeroPages === folio.pageCount) continue;
    for (let i = 0; i < folio.pageCount; i++) offered[zswap.lengthOf(folio, i)]++;
    if (near.has(memcg)) stores = within;
    stores.store(folio);
  }
  return {
    storedPages: zswap.counters.stored_pages,
    boundPages: knapsackBound(offered, Math.max(0, input.limits.limit.maxPages - fillPages)),
  };
}
