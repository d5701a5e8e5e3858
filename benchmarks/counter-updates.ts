import { openPageSource } from '../src/corpus/page-source.js';
import { survey } from '../src/measure/survey/survey.js';
import { loadResidentPages, type ResidentPages } from '../src/measure/timed/resident-pages.js';
import { median } from '../src/statistics/estimate.js';
import { countedStores } from './counted-stores.js';
import { type CountingSamples, countersAlone, countingFigures } from './counters-alone.js';
import { type Figure, figure, type Part } from './part.js';
import { PLAN } from './plan.js';

const THREADS = [1, 2, 4, 8];
// Blocks to measure with each compressor, fewer with a slow one.
const COMPRESSORS: ReadonlyMap<string, number> = new Map([
  ['identity', 200],
  ['lz4', 100],
  ['lzo', 100],
  ['lzo-rle', 100],
  ['zstd', 50],
  ['deflate', 15],
]);

// The same store path: 6.14 charges and counts page by page, 6.13 did so once per folio.
const STRATEGIES = ['mainline-6.14', 'mainline-6.13'];

/** Cost of the counters that CPUs share: alone in a loop, and in a store. */
export const counterUpdates: Part = {
  name: 'counters',
  title: 'Counters that CPUs share, updated page by page or once per folio of 64K',
  async run() {
    const figures: Figure[] = [];
    const samples: CountingSamples[] = [];
    for (const threads of THREADS) {
      const { alone, contended } = await countersAlone(threads);
      const text = threads === 1 ? '1 thread' : `${threads} threads`;
      if (threads === 1) figures.push(...countingFigures(alone, text));
      figures.push(...countingFigures(contended, `${text}, two CPUs at once`));
      samples.push(contended);
    }
    const saved = savedBy(samples);
    const pages = await firstCorpus();
    for (const threads of THREADS) figures.push(...(await savedOfStore(pages, threads)));
    for (const [compressor, blocks] of COMPRESSORS) {
      const options = {
        strategies: STRATEGIES.slice(0, 1),
        compressor,
        threads: 2,
        blocks,
      };
      const [stores] = await countedStores(pages, options);
      figures.push(figure(`store, ${compressor}, 2 threads`, 'ns/page', stores));
      if (saved === null) continue;
      const shares = stores.map((ns) => (100 * saved) / ns);
      figures.push(
        figure(`once per folio saves of a store, ${compressor}, 2 threads`, '%', shares),
      );
    }
    return figures;
  },
};

/** Returns what once per folio saves while two CPUs count, in ns per page; null if no two ever did. */
function savedBy(samples: readonly CountingSamples[]): number | null {
  const pageByPage = samples.flatMap(({ allPageByPage }) => allPageByPage);
  const oncePerFolio = samples.flatMap(({ allOncePerFolio }) => allOncePerFolio);
  if (pageByPage.length === 0 || oncePerFolio.length === 0) return null;
  return median(pageByPage) - median(oncePerFolio);
}

async function firstCorpus(): Promise<ResidentPages> {
  const source = await openPageSource(PLAN.corpora[0].path);
  try {
    return await loadResidentPages(source, await survey(source, new Map(), false));
  } finally {
    await source.close();
  }
}

/** Difference between whole stores, whose compressor only copies. */
async function savedOfStore(pages: ResidentPages, threads: number): Promise<Figure[]> {
  const options = {
    strategies: STRATEGIES,
    compressor: 'identity',
    threads,
    blocks: 1600 / threads,
  };
  const [pageByPage, oncePerFolio] = await countedStores(pages, options);
  const saved = pageByPage.map((ns, block) => ns - oncePerFolio[block]);
  return [figure(`store, identity, 6.14 less 6.13, ${threads} threads`, 'ns/page', saved)];
}
