import { PAGE_SIZE } from '../../common/page.js';
import { roundedRatio } from '../../common/rounded-ratio.js';
import type { Memcg } from '../../model/zswap/memcg.js';
import type { ShrinkWorker } from '../../model/zswap/shrink-memcg.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { ModelExact } from '../../result/document.js';
import { fairness, type StoreStatistics } from '../../simulation/store-statistics.js';
import type { Timeline } from '../../simulation/timeline.js';
import type { EventCounts } from '../../verify/expected/event-counts.js';
import type { CellPlan } from '../cell.js';
import type { CompressedLengths } from '../survey/length-collector.js';
import type { ExactInput } from './exact-input.js';

/** State of the exact run of a cell after its end. */
export interface FinishedRun {
  readonly cell: CellPlan;
  readonly input: ExactInput;
  readonly compressed: CompressedLengths;
  readonly zswap: Zswap;
  readonly statistics: StoreStatistics;
  readonly timeline: Timeline;
  readonly eventCounts: EventCounts;
  readonly worker: ShrinkWorker;
}

/** Returns the exact figures of a finished run. */
export function describeExact(run: FinishedRun): ModelExact {
  const { cell, zswap, statistics, eventCounts, compressed } = run;
  const { counters, pool, limit, memcgParent } = zswap;
  const levels = run.timeline.levels();
  const drift = eventCounts.drift({
    ...counters,
    memcg_zswap: memcgParent.zswapBytes,
    memcg_zswapped: memcgParent.zswapped,
  });
  return {
    folios: statistics.folios,
    pages: statistics.pages,
    rejects: statistics.rejects,
    failingPage: statistics.failingPages(),
    counters: { ...counters },
    pool: {
      limitPages: limit.maxPages,
      endPages: pool.pagesAllocated,
      peakPages: pool.peakPages,
      overshootPages: Math.max(0, pool.peakPages - limit.maxPages),
      overshootP99: zswap.overshoot.p99(),
      compressedBytes: zswap.compressedBytes,
      ratio: roundedRatio(eventCounts.expected().stored_pages * PAGE_SIZE, zswap.compressedBytes),
    },
    memcg: [memcgParent, ...zswap.memcgs].map(describeMemcg),
    wasted: {
      compressions: statistics.wastedCompressions,
      virtualNs: statistics.wastedCompressions * zswap.costs.compressNs,
    },
    progress: describeProgress(run),
    oracle: describeOracle(run),
    rollback: {
      failedStores: eventCounts.failedStores,
      drift,
      declared: cell.strategy.knownDrift,
      verdict: Object.keys(drift).length === 0 ? 'exact' : 'drift',
    },
    roundTrip: compressed.roundTrip,
    timeline: run.timeline.points(),
    ...(levels === undefined ? {} : { memcgTimeline: levels }),
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

function describeProgress({ input, statistics, worker }: FinishedRun): ModelExact['progress'] {
  const inRounds = input.scenario === 'edge';
  return {
    allFailedRounds: inRounds ? statistics.allFailedRounds : null,
    rounds: inRounds ? statistics.rounds : null,
    ...(inRounds ? { allStoredRounds: statistics.allStoredRounds } : {}),
    firstStoreNs: statistics.firstStoreNs,
    fairness: fairness(statistics.storedByTask),
    fairnessOfMemcgs: fairness(statistics.storedByMemcg),
    lruInversions: statistics.lruInversions,
    shrinkWorkerRuns: worker.runs,
  };
}

function describeOracle({ input, statistics, zswap }: FinishedRun): ModelExact['oracle'] {
  if (input.oracle === null) return null;
  const { storedPages, boundPages } = input.oracle;
  return {
    storedPages,
    boundPages,
    regretPages: storedPages - zswap.counters.stored_pages,
    refusedThatFitted: statistics.refusedThatFitted,
  };
}
