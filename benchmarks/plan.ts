import { chooseCompressor } from '../src/compressor/compressors.js';
import { selectCorpora } from '../src/corpus/corpus.js';
import type { RunPlan } from '../src/measure/cell.js';
import { standardSettings } from '../src/result/settings.js';
import { STRATEGIES } from '../src/strategy/strategies.js';

/** What benchmarks run unless they say otherwise: two strategies, lz4, 64K folios, every shipped corpus, exact only. */
export const PLAN: RunPlan = {
  ...standardSettings(),
  corpora: selectCorpora([]),
  strategies: [...STRATEGIES]
    .filter(([name]) => name === 'incremental' || name === 'batch')
    .map(([name, strategy]) => ({ name, strategy })),
  compressors: [chooseCompressor('lz4')],
  folioPages: [16],
  timeSeconds: null,
  repeat: 1,
  verify: false,
  shard: null,
  jobs: 1,
};
