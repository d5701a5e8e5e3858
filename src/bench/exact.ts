import { Ledger } from '../audit/ledger.js';
import { VirtualCpus } from '../engine/virtual-cpus.js';
import { FolioQueue, type Grouping } from '../folio/folio-queue.js';
import { PAGE_SIZE } from '../memory/page.js';
import { Random } from '../memory/random.js';
import type { Exact } from '../result/document.js';
import type { PoolLimit } from '../zswap/pool-limit.js';
import { stepCosts } from '../zswap/step-costs.js';
import { Zswap } from '../zswap/zswap.js';
import type { CellPlan } from './cell.js';
import { Fill } from './fill.js';
import type { CompressedLengths } from './length-learner.js';
import { ReplayedPages } from './replayed-pages.js';
import { StoreTally } from './store-tally.js';
import type { Survey } from './survey.js';
import { Timeline } from './timeline.js';

// Steps between two looks at the event loop, so that a signal is heard within some ten milliseconds.
const SLICE_STEPS = 100_000;

/** What a cell's arrivals and limit come from. */
export interface ExactInput {
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly limit: PoolLimit;
  readonly seed: number;
}

/** The exact part of a cell: the offer on virtual CPUs, with the lengths that the survey learned. */
export async function runExact(cell: CellPlan, input: ExactInput): Promise<Exact> {
  const compressed = input.survey.compressed.get(cell.compressor.name) as CompressedLengths;
  const costs = stepCosts(cell.compressor.cost);
  const ledger = new Ledger();
  const zswap = new Zswap({
    limit: input.limit,
    pages: new ReplayedPages(compressed.lengths),
    costs,
    memory: null,
    events: ledger,
    keepIncompressible: true,
  });
  const queue = new FolioQueue(input.survey, { ...input, folioPages: cell.folioPages });
  const tally = new StoreTally(compressed.lengths);
  const timeline = new Timeline();
  const fill = new Fill(zswap, cell.strategy, queue, tally, timeline);
  // Not of the strategy: all strategies see the same arrivals.
  const random = new Random(input.seed, cell.corpus, cell.compressor.name, cell.folioPages);
  const cpus = new VirtualCpus(cell.parameters.tasks, random, fill);
  while (cpus.run(SLICE_STEPS)) await new Promise(setImmediate);

  const { counters, pool, limit } = zswap;
  const drift = ledger.drift(counters);
  return {
    folios: tally.folios,
    pages: tally.pages,
    rejects: tally.rejects,
    failingPage: tally.failingPages(),
    counters: {
      stored_pages: counters.stored_pages,
      stored_incompressible_pages: counters.stored_incompressible_pages,
      pool_limit_hit: counters.pool_limit_hit,
      zswpout: counters.zswpout,
    },
    pool: {
      limitPages: limit.maxPages,
      endPages: pool.pagesAllocated,
      peakPages: pool.peakPages,
      overshootPages: Math.max(0, pool.peakPages - limit.maxPages),
      compressedBytes: zswap.compressedBytes,
      ratio: ratio(counters.stored_pages * PAGE_SIZE, zswap.compressedBytes),
    },
    wasted: {
      compressions: tally.wastedCompressions,
      virtualNs: tally.wastedCompressions * costs.compressNs,
    },
    rollback: {
      failedStores: ledger.failedStores,
      drift,
      declared: cell.strategy.knownDrift,
      verdict: Object.keys(drift).length === 0 ? 'exact' : 'drift',
    },
    roundTrip: compressed.roundTrip,
    timeline: timeline.points(),
  };
}

/** Six decimals, so that it prints alike everywhere; null over nothing. */
function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : Math.round((numerator / denominator) * 1e6) / 1e6;
}
