import type { Overflow } from '../../src/compressor/compressor.js';
import type { CellPlan } from '../../src/measure/cell.js';
import type { CellLimits } from '../../src/measure/cell-limits.js';
import { runExact } from '../../src/measure/exact/exact.js';
import type { ExactInput } from '../../src/measure/exact/exact-input.js';
import { type OracleFacts, runOracle } from '../../src/measure/exact/run-oracle.js';
import type { Survey } from '../../src/measure/survey/survey.js';
import type { Grouping, Run } from '../../src/model/folio/folio-queue.js';
import { KERNELS, type Kernel } from '../../src/model/zswap/kernel-presets.js';
import { PoolLimit } from '../../src/model/zswap/pool-limit.js';
import type { StepCosts } from '../../src/model/zswap/step-costs.js';
import type { ModelExact } from '../../src/result/document.js';
import type { FailRate } from '../../src/result/option-values.js';
import type { Numa } from '../../src/simulation/numa.js';
import type { Scenario } from '../../src/simulation/scenario.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';

/** 6000 ns per compression with the 400 ns of the store path; 1000 ns to decompress. */
const COMPRESSOR = {
  name: 'written-down',
  cost: { compressNs: 5600, decompressNs: 1000 },
  module: null,
  kernelName: null,
  kernelLengths: false,
  overflow: 'compress_fail' as const,
  create: () => Promise.reject(new Error('lengths are known, nothing is compressed')),
};

/** An exact run of pages with given compressed lengths. Fields left out have the defaults of the program. */
export interface ExactCase {
  readonly strategy: string | Strategy;
  /** Compressed lengths of one pass; `zeroPages` lists the zero pages. */
  readonly lengths: readonly number[] | Uint16Array;
  /** That of lz4 by default. */
  readonly overflow?: Overflow;
  readonly zeroPages?: readonly number[];
  readonly runs?: readonly Run[];
  readonly grouping?: Grouping;
  readonly folioPages: number;
  readonly offerPages?: number;
  /** Unlimited by default. */
  readonly limitPages?: number;
  readonly acceptPercent?: number;
  readonly memcgs?: number;
  readonly memcgMaxPages?: number;
  readonly parentMaxPages?: number;
  readonly writeback?: boolean;
  /** For strategies without a kernel of their own. */
  readonly kernel?: string;
  readonly scenario?: Scenario;
  readonly shrinkWorker?: boolean;
  readonly tasks?: number;
  readonly seed?: number;
  readonly costs?: StepCosts;
  readonly startPage?: number;
  readonly fillPages?: number;
  readonly numa?: Numa;
  readonly failRate?: FailRate;
  /** None by default. */
  readonly preload?: 'bulk' | 'replay';
  /** By default the oracle runs with scenario fill. */
  readonly oracle?: false;
}

export async function runExactCase(setup: ExactCase): Promise<ModelExact> {
  const scenario = setup.scenario ?? 'fill';
  const input: ExactInput = {
    ...arrivalsOf(setup),
    scenario,
    shrinkWorker: setup.shrinkWorker ?? true,
    seed: setup.seed ?? 1,
    ...(setup.numa === undefined ? {} : { numa: setup.numa }),
    failRate: setup.failRate ?? null,
    ...(setup.preload === undefined ? {} : { preload: setup.preload }),
    oracle: setup.oracle === false || scenario !== 'fill' ? null : await oracleOf(setup),
  };
  return runExact(cellOf(setup), input);
}

export function oracleOf(setup: ExactCase): Promise<OracleFacts> {
  return runOracle(cellOf(setup), arrivalsOf(setup));
}

export function cellOf(setup: ExactCase): CellPlan {
  const named = typeof setup.strategy === 'string';
  const name = named ? (setup.strategy as string) : 'its-own';
  const strategy = (named ? STRATEGIES.get(name) : setup.strategy) as Strategy;
  const kernel = strategy.kernel ?? setup.kernel ?? '6.18';
  return {
    key: '',
    corpus: 'written-down',
    compressor: { ...COMPRESSOR, overflow: setup.overflow ?? COMPRESSOR.overflow },
    codec: COMPRESSOR,
    ...(setup.costs === undefined ? {} : { costs: setup.costs }),
    folioPages: setup.folioPages,
    name,
    strategy,
    kernel: { name: kernel, preset: KERNELS.get(kernel) as Kernel },
    parameters: {
      'max-pool-percent': 20,
      'accept-threshold-percent': 90,
      tasks: setup.tasks ?? 4,
      cpus: 0,
    },
  };
}

function arrivalsOf(setup: ExactCase) {
  const survey = surveyOf(setup);
  return {
    survey,
    grouping: setup.grouping ?? ('dense' as const),
    offerPages: setup.offerPages ?? survey.pageCount,
    limits: limitsOf(setup),
    startPage: setup.startPage ?? 0,
    fillPages: setup.fillPages ?? 0,
  };
}

function limitsOf(setup: ExactCase): CellLimits {
  const { limitPages = 1_000_000_000, acceptPercent = 90, memcgs = 1 } = setup;
  return {
    limit: new PoolLimit(limitPages, 100, acceptPercent),
    memcgs: {
      count: memcgs,
      maxPages: setup.memcgMaxPages ?? null,
      parentMaxPages: setup.parentMaxPages ?? null,
      writeback: setup.writeback ?? true,
    },
  };
}

function surveyOf({ lengths, zeroPages = [], runs }: ExactCase): Survey {
  const zero = new Uint8Array(lengths.length);
  for (const page of zeroPages) zero[page] = 1;
  const known = { lengths: Uint16Array.from(lengths), roundTrip: null };
  return {
    runs: runs ?? [{ pfn: 0, pages: lengths.length }],
    zero,
    pageCount: lengths.length,
    zeroPages: zeroPages.length,
    sha256: '',
    compressed: new Map([[COMPRESSOR.name, known]]),
  };
}
