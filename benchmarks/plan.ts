import { chooseCompressor } from '../src/compressor/registry.js';
import { selectCorpora } from '../src/corpus/corpus.js';
import type { RunPlan } from '../src/measure/cell.js';
import { KERNELS, type Kernel } from '../src/model/zswap/kernel-presets.js';
import { STRATEGIES } from '../src/strategy/registry.js';

/** What benchmarks run unless they say otherwise: two strategies, lz4, 64K folios, every shipped corpus, exact only. */
export const PLAN: RunPlan = {
  corpora: selectCorpora([]),
  strategies: [...STRATEGIES]
    .filter(([name]) => name === 'incremental' || name === 'batch')
    .map(([name, strategy]) => ({ name, strategy })),
  compressors: [chooseCompressor('lz4')],
  folioPages: [16],
  grouping: null,
  offerBytes: null,
  totalRamBytes: null,
  maxPoolPercent: [20],
  acceptThresholdPercent: [90],
  memcgs: 1,
  memcgMaxBytes: null,
  memcgParentMaxBytes: null,
  writeback: true,
  shrinkWorker: true,
  kernel: { name: '6.18', preset: KERNELS.get('6.18') as Kernel },
  scenario: 'fill',
  tasks: [4],
  seed: 1,
  timeSeconds: null,
  threads: 1,
  verify: false,
  shard: null,
  dropPartial: false,
};
