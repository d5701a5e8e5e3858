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
import type { Exact } from '../../src/result/document.js';
import type { Numa } from '../../src/simulation/numa.js';
import type { Scenario } from '../../src/simulation/scenario.js';
import { STRATEGIES } from '../../src/strategy/registry.js';
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
export interface Scene {
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
  readonly numa?: Numa;
  /** By default the oracle runs with scenario fill. */
  readonly oracle?: false;
}

export async function runScene(scene: Scene): Promise<Exact> {
  const scenario = scene.scenario ?? 'fill';
  const input: ExactInput = {
    ...arrivalsOf(scene),
    scenario,
    shrinkWorker: scene.shrinkWorker ?? true,
    seed: scene.seed ?? 1,
    ...(scene.numa === undefined ? {} : { numa: scene.numa }),
    oracle: scene.oracle === false || scenario !== 'fill' ? null : await oracleOf(scene),
  };
  return runExact(cellOf(scene), input);
}

export function oracleOf(scene: Scene): Promise<OracleFacts> {
  return runOracle(cellOf(scene), arrivalsOf(scene));
}

export function cellOf(scene: Scene): CellPlan {
  const named = typeof scene.strategy === 'string';
  const name = named ? (scene.strategy as string) : 'its-own';
  const strategy = (named ? STRATEGIES.get(name) : scene.strategy) as Strategy;
  const kernel = strategy.kernel ?? scene.kernel ?? '6.18';
  return {
    key: '',
    corpus: 'written-down',
    compressor: { ...COMPRESSOR, overflow: scene.overflow ?? COMPRESSOR.overflow },
    codec: COMPRESSOR,
    folioPages: scene.folioPages,
    name,
    strategy,
    kernel: { name: kernel, preset: KERNELS.get(kernel) as Kernel },
    parameters: {
      'max-pool-percent': 20,
      'accept-threshold-percent': 90,
      tasks: scene.tasks ?? 4,
      cpus: 0,
    },
  };
}

function arrivalsOf(scene: Scene) {
  const survey = surveyOf(scene);
  return {
    survey,
    grouping: scene.grouping ?? ('dense' as const),
    offerPages: scene.offerPages ?? survey.pageCount,
    limits: limitsOf(scene),
  };
}

function limitsOf(scene: Scene): CellLimits {
  const { limitPages = 1_000_000_000, acceptPercent = 90, memcgs = 1 } = scene;
  return {
    limit: new PoolLimit(limitPages, 100, acceptPercent),
    memcgs: {
      count: memcgs,
      maxPages: scene.memcgMaxPages ?? null,
      parentMaxPages: scene.parentMaxPages ?? null,
      writeback: scene.writeback ?? true,
    },
  };
}

function surveyOf({ lengths, zeroPages = [], runs }: Scene): Survey {
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
