import type { RunPlan } from '../../src/measure/cell.js';
import { standardSettings } from '../../src/result/settings.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';

/** Plan with default settings and RAM as offered, without corpora, strategies and compressors, exact part only. */
export const EMPTY_PLAN: RunPlan = {
  ...standardSettings(),
  corpora: [],
  strategies: [],
  compressors: [],
  folioPages: [16],
  totalRamBytes: null,
  timeSeconds: null,
  repeat: 1,
  shard: null,
  jobs: 1,
};

/** Strategies of the registry by name. */
export function strategiesNamed(...names: string[]): RunPlan['strategies'] {
  return names.map((name) => ({ name, strategy: STRATEGIES.get(name) as Strategy }));
}
