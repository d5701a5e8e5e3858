import { PAGE_SIZE } from '../../common/page.js';
import { roundedRatio } from '../../common/rounded-ratio.js';
import type { Memcg } from '../../model/zswap/memcg.js';
import type { ShrinkWorker } from '../../model/zswap/shrink-memcg.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { ModelExact } from '../../result/document.js';
import { fairness, type StoreTally } from '../../simulation/store-outcomes.js';
import type { Timeline } from '../../simulation/timeline.js';
import type { Ledger } from '../../verify/expected/ledger.js';
import type { CellPlan } from '../cell.js';
import type { CompressedLengths } from '../survey/length-collector.js';
import type { ExactInput } from './exact-input.js';

/** State of the exact run of a cell after its end. */
export interface FinishedRun {
  readonly cell: CellPlan;
  readonly input: ExactInput;
  readonly compressed: CompressedLengths;
  readonly zswap: Zswap;
  readonly tally: StoreTally;
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly worker: ShrinkWorker;
}

/** Returns the exact figures of a finished run. */
export function describeExact(run: FinishedRun): ModelExact {
  const { cell, zswap, tally, ledger, compressed } = run;
  const { counters, pool, limit, memcgParent } = zswap;
  const drift = ledger.drift({
    ...counters,
    memcg_zswap: memcgParent.zswapBytes,
    memcg_zswapped: memcgParent.zswapped,
  });
  return {
    folios: tally.folios,
    pages: tally.pages,
    rejects: tally.rejects,
    failingPage: tally.failingPages(),
    counters: { ...counters },
    pool: {
      limitPages: limit.maxPages,
      endPages: pool.pagesAllocated,
      peakPages: pool.peakPages,
      overshootPages: Math.max(0, pool.peakPages - limit.maxPages),
      overshootP99: zswap.overshoot.p99(),
      compressedBytes: zswap.compressedBytes,
      ratio: roundedRatio(ledger.expected().stored_pages * PAGE_SIZE, zswap.compressedBytes),
    },
    memcg: [memcgParent, ...zswap.memcgs].map(describeMemcg),
    wasted: {
      compressions: tally.wastedCompressions,
      virtualNs: tally.wastedCompressions * zswap.costs.compressNs,
    },
    progress: describeProgress(run),
    oracle: describeOracle(run),
    rollback: {
      failedStores: ledger.failedStores,
      drift,
      declared: cell.strategy.knownDrift,
      verdict: Object.keys(drift).length === 0 ? 'exact' : 'drift',
    },
    roundTrip: compressed.roundTrip,
    timeline: run.timeline.points(),
  };
}

function describeMemcg({
  name,
  maxPages,
  zswapBytes,
  peakBytes,
}: Memcg): ModelExact['memcg'][number] {
  const peakPages = Math.floor(peakBytes / PAGE_SIZE);
  return {
    name,
    limitPages: maxPages,
    endPages: Math.floor(zswapBytes / PAGE_SIZE),
    peakPages,
    overshootPages: maxPages === null ? 0 : Math.max(0, peakPages - maxPages),
  };
}

function describeProgress({ input, tally, worker }: FinishedRun): ModelExact['progress'] {
  const inRounds = input.scenario === 'edge';
  return {
    allFailedRounds: inRounds ? tally.allFailedRounds : null,
    rounds: inRounds ? tally.rounds : null,
    firstStoreNs: tally.firstStoreNs,
    fairness: fairness(tally.storedByTask),
    fairnessOfMemcgs: fairness(tally.storedByMemcg),
    lruInversions: tally.lruInversions,
    shrinkWorkerRuns: worker.runs,
  };
}

function describeOracle({ input, tally, zswap }: FinishedRun): ModelExact['oracle'] {
  if (input.oracle === null) return null;
  const { storedPages, boundPages } = input.oracle;
  return {
    storedPages,
    boundPages,
    regretPages: storedPages - zswap.counters.stored_pages,
    refusedThatFitted: tally.refusedThatFitted,
  };
}
