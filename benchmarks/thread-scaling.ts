import { chooseCompressor } from '../src/compressor/compressors.js';
import { openPageSource } from '../src/corpus/page-source.js';
import { cellsOf } from '../src/measure/cell.js';
import { survey } from '../src/measure/survey/survey.js';
import { folioBlocks } from '../src/measure/timed/folio-blocks.js';
import { loadResidentPages } from '../src/measure/timed/resident-pages.js';
import {
  COMMAND,
  type Phase,
  planThreads,
  type StoreThreadPlan,
} from '../src/measure/timed/thread-plan.js';
import { THREAD, together } from '../src/measure/timed/threaded.js';
import { settingsOf } from '../src/result/settings.js';
import { WorkerPool } from '../src/workers/worker-pool.js';
import { type Figure, figure, type Part } from './part.js';
import { PLAN } from './plan.js';

const ROUNDS = 5;
const BLOCKS_PER_ROUND = 100;

/** Pages per second of as many threads over one zswap, the thread that gives commands waiting, in rounds that alternate. */
export const threadScaling: Part = {
  name: 'threads',
  title: 'Two threads over one zswap, times the speed of one, 64K folios, batch',
  async run() {
    const [corpus] = PLAN.corpora;
    const source = await openPageSource(corpus.path);
    const surveyed = await survey(source, new Map(), false);
    const pages = await loadResidentPages(source, surveyed);
    await source.close();
    const compressors = ['lz4', 'zstd'].map(chooseCompressor);
    const cells = cellsOf({ ...PLAN, compressors }, corpus.name);
    const figures: Figure[] = [];
    for (const cell of cells.filter(({ name }) => name === 'batch')) {
      const pools: ScalingPool[] = [];
      try {
        for (const threads of [1, 2]) {
          const machine = settingsOf(PLAN);
          const offerPages = surveyed.pageCount;
          const input = { threads, pages, grouping: 'aligned' as const, offerPages, machine };
          pools.push(await ScalingPool.start(await planThreads(cell, input), threads));
        }
        const [one, two] = pools;
        // The first round compiles what the others measure.
        const ratios: Rates[] = [];
        for (let round = 0; round <= ROUNDS; round++) {
          const [slow, fast] = [await one.round(), await two.round()];
          const ratio = { stored: fast.stored / slow.stored, bare: fast.bare / slow.bare };
          if (round > 0) ratios.push(ratio);
        }
        const stored = ratios.map((ratio) => ratio.stored);
        const bare = ratios.map((ratio) => ratio.bare);
        const name = cell.compressor.name;
        figures.push(
          figure(`${name}, store path`, 'x', stored, { atLeast: 1.85 }),
          figure(`${name}, bare compressor`, 'x', bare),
        );
      } finally {
        for (const pool of pools) await pool.end();
      }
    }
    return figures;
  },
};

/** Pages in a ms. */
interface Rates {
  readonly stored: number;
  readonly bare: number;
}

/** Times of one block. */
interface TimedBlock {
  readonly pages: number;
  readonly bareMs: number;
  readonly storedMs: number;
  /** CPU time of all threads together. */
  readonly storedCpuNs: number;
}

/** Threads that store block after block, without limits. */
export class ScalingPool {
  readonly #pool: WorkerPool;
  readonly #nextBlock: ReturnType<typeof folioBlocks>;

  private constructor(pool: WorkerPool, plan: StoreThreadPlan) {
    this.#pool = pool;
    this.#nextBlock = folioBlocks(plan.pages, plan.blocks);
  }

  static async start(plan: StoreThreadPlan, threads: number): Promise<ScalingPool> {
    return new ScalingPool(await WorkerPool.start(THREAD, new Array(threads).fill(plan)), plan);
  }

  async round(): Promise<Rates> {
    let pages = 0;
    let bareMs = 0;
    let storedMs = 0;
    for (let i = 0; i < BLOCKS_PER_ROUND; i++) {
      const block = await this.block();
      pages += block.pages;
      bareMs += block.bareMs;
      storedMs += block.storedMs;
    }
    return { stored: pages / storedMs, bare: pages / bareMs };
  }

  async block(): Promise<TimedBlock> {
    const { folios = [] } = this.#nextBlock() ?? {};
    await this.#pool.command(COMMAND.next);
    const bareMs = together(await this.#pool.command<Phase>(COMMAND.bare)).ms;
    const before = process.cpuUsage();
    const storedMs = together(await this.#pool.command<Phase>(COMMAND.unlimited)).ms;
    const { user, system } = process.cpuUsage(before);
    await this.#pool.command(COMMAND.clear);
    const pages = folios.reduce((sum, { pageCount }) => sum + pageCount, 0);
    return { pages, bareMs, storedMs, storedCpuNs: (user + system) * 1e3 };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}
