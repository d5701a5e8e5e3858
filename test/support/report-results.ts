import { Random } from '../../src/common/random.js';
import type { Estimate, ModelCell, ModelResult } from '../../src/result/document.js';
import { temporaryFolder } from './files.js';
import { inProcess } from './in-process.js';
import { writeTinyCorpora } from './tiny-corpora.js';

/** A real result of a tiny corpus, two strategies, nothing timed. */
export async function realResult(...more: readonly string[]): Promise<ModelResult> {
  const { core } = writeTinyCorpora(temporaryFolder());
  const args = ['--corpus', core, '-c', 'lz4', '-f', '16K', '--no-timing', '--json', ...more];
  const { stdout, stderr } = await inProcess('run', ...args);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as ModelResult;
}

/** Names of a grid. */
export interface GridNames {
  readonly corpora: readonly string[];
  readonly compressors: readonly string[];
  readonly folioSizes: readonly string[];
  readonly strategies: readonly string[];
  readonly tasks: readonly number[];
}

/** 5 x 2 x 5 x 10 = 500 cells. */
export const FIVE_HUNDRED: GridNames = {
  corpora: ['redis', 'node', 'jvm', 'postgres', 'cc1plus'],
  compressors: ['lz4', 'zstd'],
  folioSizes: ['4K', '16K', '64K', '512K', '2M'],
  strategies: [
    ...['incremental', 'batch', 'batch-clearance', 'batch-ratio', 'batch-backoff', 'reserve'],
    ...['transactional', 'chunked', 'recheck', 'oracle'],
  ],
  tasks: [4],
};

/** A result of a whole grid, as large as its cells can be: a real one's cells under other names, with made-up figures. */
export function gridResult(real: ModelResult, names: GridNames): ModelResult {
  const cells = names.corpora.flatMap((corpus) =>
    names.compressors.flatMap((compressor) =>
      names.folioSizes.flatMap((folioSize) =>
        names.strategies.flatMap((strategy) =>
          names.tasks.map((tasks) => {
            const path = [corpus, compressor, folioSize, strategy];
            const key = [...path, ...(names.tasks.length > 1 ? [`tasks=${tasks}`] : [])].join('/');
            return madeUp(real.cells[0], { key, corpus, compressor, folioSize, strategy }, tasks);
          }),
        ),
      ),
    ),
  );
  const [facts] = real.corpora;
  const corpora = names.corpora.map((name) => ({ ...facts, name }));
  const { compressors, folioSizes, strategies, tasks } = names;
  const config = { ...real.config, corpora, compressors, folioSizes, strategies, tasks };
  return { ...real, config: { ...config, timeSeconds: 8 }, corpora, cells };
}

type Names = Pick<ModelCell, 'key' | 'corpus' | 'compressor' | 'folioSize' | 'strategy'>;

function madeUp(real: ModelCell, names: Names, tasks: number): ModelCell {
  const random = new Random(names.key);
  const limitPages = 1000;
  const overshootPages = random.below(120);
  let [ns, pages] = [0, 0];
  const timeline = Array.from({ length: 200 }, () => {
    ns += 1 + random.below(2_000_000);
    pages = Math.max(0, pages + random.below(21) - (pages < limitPages ? 5 : 15));
    return [ns, pages, pages >= limitPages ? 1 : 0] as const;
  });
  const peakPages = Math.max(...timeline.map(([, each]) => each));
  const { exact } = real;
  const rejects = { ...exact.rejects, pool_limit: random.below(90), hysteresis: random.below(90) };
  const pool = {
    ...exact.pool,
    limitPages,
    peakPages,
    overshootPages,
    ratio: 1 + random.below(300) / 100,
  };
  return {
    ...real,
    ...names,
    parameters: { ...real.parameters, tasks },
    exact: { ...exact, rejects, pool, timeline },
    ...(real.repetitions === undefined
      ? {}
      : { repetitions: madeUpRepetitions(real.repetitions, overshootPages, random) }),
    timed: {
      pagesPerSecond: {
        ...around(random, 60_000),
        samples: [59_000, 60_000, 61_000, 62_000, 63_000],
      },
      referencePagesPerSecond: around(random, 90_000),
      relativeToCompressor: 0.9,
      relativeSamples: [0.9],
      folioNs: { p50: 90_000 + random.below(9000), p99: 900_000, histogram: [[90_000, 7]] },
      roundTrip: null,
    },
  };
}

/** Repetitions with an overshoot of their own; the first one is that of the exact part. */
function madeUpRepetitions(
  real: NonNullable<ModelCell['repetitions']>,
  overshootPages: number,
  random: Random,
): NonNullable<ModelCell['repetitions']> {
  const others = Array.from({ length: real.count - 1 }, () => random.below(120));
  const stored = Array.from({ length: real.count }, () => 97 + random.below(6));
  return {
    ...real,
    figures: {
      ...real.figures,
      overshootPages: [overshootPages, ...others],
      endStoredPages: stored,
      oracleStoredPages: stored.map(() => 100),
    },
  };
}

function around(random: Random, middle: number): Estimate {
  const median = middle + random.below(9000);
  return { median, low: median - random.below(5000), high: median + random.below(5000) };
}
