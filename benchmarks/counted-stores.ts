import { chooseCompressor } from '../src/compressor/compressors.js';
import { cellsOf } from '../src/measure/cell.js';
import type { ResidentPages } from '../src/measure/timed/resident-pages.js';
import { planThreads } from '../src/measure/timed/thread-plan.js';
import { settingsOf } from '../src/result/settings.js';
import { STRATEGIES } from '../src/strategy/strategies.js';
import type { Strategy } from '../src/strategy/strategy.js';
import { PLAN } from './plan.js';
import { ScalingPool } from './thread-scaling.js';

const ROUNDS = 9;

export interface CountedStores {
  readonly strategies: readonly string[];
  readonly compressor: string;
  readonly threads: number;
  /** Blocks of a round, each of 512 pages per thread. */
  readonly blocks: number;
}

/** Samples of the CPU time of a store in ns per page, a list per strategy, in rounds that alternate. */
export async function countedStores(
  pages: ResidentPages,
  { strategies, compressor, threads, blocks }: CountedStores,
): Promise<number[][]> {
  const plan = {
    ...PLAN,
    strategies: strategies.map((name) => ({ name, strategy: STRATEGIES.get(name) as Strategy })),
    compressors: [chooseCompressor(compressor)],
  };
  const samples: number[][] = strategies.map(() => []);
  const pools: ScalingPool[] = [];
  try {
    for (const cell of cellsOf(plan, 'bench')) {
      const offerPages = pages.zero.length;
      const machine = settingsOf(plan);
      const input = { threads, pages, grouping: 'aligned' as const, offerPages, machine };
      pools.push(await ScalingPool.start(await planThreads(cell, input), threads));
    }
    // The first round compiles what the others measure.
    for (let round = 0; round <= ROUNDS; round++) {
      const order = round % 2 === 0 ? pools : pools.toReversed();
      for (const pool of order) {
        const { storedCpuNs } = await pool.round(blocks);
        if (round > 0) samples[pools.indexOf(pool)].push(storedCpuNs);
      }
    }
    return samples;
  } finally {
    for (const pool of pools) await pool.end();
  }
}
