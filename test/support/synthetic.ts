import type { CellPlan } from '../../src/measure/cell.js';
import { runExact } from '../../src/measure/exact/exact.js';
import type { Survey } from '../../src/measure/survey/survey.js';
import type { Grouping, Run } from '../../src/model/folio/folio-queue.js';
import { KERNELS, type Kernel } from '../../src/model/zswap/kernel-presets.js';
import type { ModelExact } from '../../src/result/document.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { limitedTo } from './limits.js';

/** Name and costs of a compressor with given lengths: 5600 ns, with the 400 ns of the store path 6000 ns per page. */
const COMPRESSOR = {
  name: 'scripted',
  cost: { compressNs: 5600, decompressNs: 1000 },
  module: null,
  kernelName: null,
  kernelLengths: false,
  overflow: 'compress_fail' as const,
  create: () => Promise.reject(new Error('lengths are known, nothing is compressed')),
};

/** Survey of pages with given compressed lengths. */
export function syntheticSurvey(
  lengths: readonly number[],
  zeroPages: readonly number[] = [],
  runs: readonly Run[] = [{ pfn: 0, pages: lengths.length }],
): Survey {
  const zero = new Uint8Array(lengths.length);
  for (const page of zeroPages) zero[page] = 1;
  const compressed = { lengths: Uint16Array.from(lengths), roundTrip: null };
  return {
    runs,
    zero,
    pageCount: lengths.length,
    zeroPages: zero.filter((flag) => flag === 1).length,
    sha256: '',
    compressed: new Map([[COMPRESSOR.name, compressed]]),
  };
}

export function cellPlan(name: string, folioPages: number, tasks = 1): CellPlan {
  const strategy = STRATEGIES.get(name) as Strategy;
  const kernel = strategy.kernel ?? '6.18';
  return {
    key: '',
    corpus: 'synthetic',
    kernel: { name: kernel, preset: KERNELS.get(kernel) as Kernel },
    compressor: COMPRESSOR,
    codec: COMPRESSOR,
    folioPages,
    name,
    strategy,
    parameters: { 'max-pool-percent': 20, 'accept-threshold-percent': 90, tasks, cpus: 0 },
  };
}

export interface SyntheticRun {
  readonly survey: Survey;
  readonly folioPages: number;
  readonly limitPages: number;
  readonly acceptPercent?: number;
  readonly tasks?: number;
  readonly seed?: number;
  readonly grouping?: Grouping;
  readonly offerPages?: number;
  readonly shrinkWorker?: boolean;
}

/** Runs the exact part of one strategy over a synthetic survey. */
export function exactOf(strategy: string, setup: SyntheticRun): Promise<ModelExact> {
  return runExact(cellPlan(strategy, setup.folioPages, setup.tasks), {
    survey: setup.survey,
    grouping: setup.grouping ?? 'aligned',
    offerPages: setup.offerPages ?? setup.survey.pageCount,
    limits: limitedTo(setup.limitPages, setup.acceptPercent),
    scenario: 'fill',
    shrinkWorker: setup.shrinkWorker ?? true,
    seed: setup.seed ?? 1,
    oracle: null,
  });
}

/** Reject causes that are zero in a run that only the pool limit refuses. */
export const NO_OTHER_REJECTS = {
  memcg_limit: 0,
  headroom: 0,
  large_folio: 0,
  pool_ref: 0,
  compress_fail: 0,
  compress_poor: 0,
  alloc_fail: 0,
  kmemcache_fail: 0,
};
