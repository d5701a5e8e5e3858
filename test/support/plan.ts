import type { RunPlan } from '../../src/measure/cell.js';
import { KERNELS, type Kernel } from '../../src/model/zswap/kernel-presets.js';
import { STRATEGIES } from '../../src/strategy/registry.js';
import type { Strategy } from '../../src/strategy/strategy.js';

/** The plan of a run with the program's defaults, of nothing and by nobody, exact part only. */
export const EMPTY_PLAN: RunPlan = {
  corpora: [],
  strategies: [],
  compressors: [],
  folioPages: [16],
  grouping: null,
  offerBytes: null,
  totalRamBytes: null,
  memcgs: 1,
  memcgMaxBytes: null,
  memcgParentMaxBytes: null,
  writeback: true,
  kernel: { name: '6.18', preset: KERNELS.get('6.18') as Kernel },
  shrinkWorker: true,
  scenario: 'fill',
  maxPoolPercent: [20],
  acceptThresholdPercent: [90],
  tasks: [4],
  seed: 1,
  timeSeconds: null,
  threads: 1,
  verify: true,
  shard: null,
  dropPartial: false,
};

/** Strategies of the registry by name. */
export function strategiesNamed(...names: string[]): RunPlan['strategies'] {
  return names.map((name) => ({ name, strategy: STRATEGIES.get(name) as Strategy }));
}
