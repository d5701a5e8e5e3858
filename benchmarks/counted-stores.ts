import { chooseCompressor } from '../src/compressor/compressors.js';
import { cellsOf } from '../src/measure/cell.js';
import type { ResidentPages } from '../src/measure/timed/resident-pages.js';
import { planThreads } from '../src/measure/timed/thread-plan.js';
import { settingsOf } from '../src/result/settings.js';
import { STRATEGIES } from '../src/strategy/strategies.js';
import type { Strategy } from '../src/strategy/strategy.js';
import { PLAN } from './plan.js';
import { ScalingPool } from './thread-scaling.js';

export interface CountedStores {
  readonly strategies: readonly string[];
  readonly compressor: string;
  readonly threads: number;
  /** Samples, each of a block of 512 pages per thread. */
  readonly blocks: number;
}

/**
 * Samples of the CPU time of a store in ns per page, a list per strategy. Strategies alternate block by block; a tenth as many blocks
 * go before, in which the engine still compiles what is measured.
 */
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
    const warmUp = Math.ceil(blocks / 10);
    for (let block = -warmUp; block < blocks; block++) {
      for (const pool of block % 2 === 0 ? pools : pools.toReversed()) {
        const { pages: count, storedCpuNs } = await pool.block();
        if (block >= 0) samples[pools.indexOf(pool)].push(storedCpuNs / count);
      }
    }
    return samples;
  } finally {
    for (const pool of pools) await pool.end();
  }
}
