import { openPageSource } from '../src/corpus/page-source.js';
import { survey } from '../src/measure/survey/survey.js';
import { loadResidentPages } from '../src/measure/timed/resident-pages.js';
import { median } from '../src/statistics/estimate.js';
import { countedStores } from './counted-stores.js';
import { countersAlone } from './counters-alone.js';
import { type Figure, figure, type Part } from './part.js';
import { PLAN } from './plan.js';

const THREADS = [1, 2, 4, 8];
const SHARE_THREADS = 2;
// Blocks of a round for each compressor, fewer of a slow one.
const COMPRESSORS: ReadonlyMap<string, number> = new Map([
  ['identity', 50],
  ['lz4', 50],
  ['lzo', 50],
  ['lzo-rle', 50],
  ['zstd', 20],
  ['deflate', 3],
]);

// The same store path: 6.14 charges and counts page by page, 6.13 did so once per folio.
const PAGE_BY_PAGE = 'mainline-6.14';
const ONCE_PER_FOLIO = 'mainline-6.13';

/** Cost of the counters that CPUs share: alone in a loop, and as a share of a store. */
export const counterUpdates: Part = {
  name: 'counters',
  title:
    'Counters that CPUs share, updated page by page or once per folio of 64K, CPU time of all threads',
  async run() {
    const figures: Figure[] = [];
    let savedAlone = 0;
    for (const threads of THREADS) {
      const alone = await countersAlone(threads);
      figures.push(...alone.figures);
      if (threads === SHARE_THREADS) savedAlone = median(alone.saved);
    }
    const [corpus] = PLAN.corpora;
    const source = await openPageSource(corpus.path);
    const pages = await loadResidentPages(source, await survey(source, new Map(), false));
    await source.close();
    for (const threads of THREADS) {
      const [perPage, once] = await countedStores(pages, {
        strategies: [PAGE_BY_PAGE, ONCE_PER_FOLIO],
        compressor: 'identity',
        threads,
        blocks: 50,
      });
      const saved = perPage.map((ns, round) => ns - once[round]);
      figures.push(
        figure(`store with identity, ${threads} threads`, 'ns/page', perPage),
        figure(
          `store with identity, saved by once per folio, ${threads} threads`,
          'ns/page',
          saved,
        ),
      );
    }
    for (const [compressor, blocks] of COMPRESSORS) {
      const [stores] = await countedStores(pages, {
        strategies: [PAGE_BY_PAGE],
        compressor,
        threads: SHARE_THREADS,
        blocks,
      });
      const shares = stores.map((ns) => (100 * savedAlone) / ns);
      figures.push(
        figure(`store with ${compressor}, ${SHARE_THREADS} threads`, 'ns/page', stores),
        figure(`saved alone, of a store with ${compressor}, ${SHARE_THREADS} threads`, '%', shares),
      );
    }
    return figures;
  },
};
