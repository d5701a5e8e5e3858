// One workload of instruction-counts.ts, in a process that callgrind observes:
//
//   node instruction-workload.js NAME PAGES RAW_FILE
import { chooseCompressor } from '../src/compressor/compressors.js';
import { openPageSource } from '../src/corpus/page-source.js';
import { type CellPlan, cellsOf } from '../src/measure/cell.js';
import { limitsOf } from '../src/measure/cell-limits.js';
import { runExact } from '../src/measure/exact/exact.js';
import { LivePages } from '../src/measure/live-pages.js';
import { type Survey, survey } from '../src/measure/survey/survey.js';
import { loadResidentPages } from '../src/measure/timed/resident-pages.js';
import { StoreRunner } from '../src/measure/timed/store-runner.js';
import { FolioQueue } from '../src/model/folio/folio-queue.js';
import { PLAN } from './plan.js';

/** Pages of a raw file, and their survey with lz4. */
interface Sample {
  readonly bytes: Uint8Array;
  readonly surveyed: Survey;
}

type Workload = (pages: number, sample: Sample) => Promise<void>;

const FOLIOS_IN_POOL = 64;

const WORKLOADS = new Map<string, Workload>([
  ['lz4', compress('lz4')],
  ['lzo', compress('lzo')],
  ['zstd', compress('zstd')],
  ['store', store],
  ['replay', replay],
]);

const [, , name, pages, path] = process.argv;
await (WORKLOADS.get(name) as Workload)(Number(pages), await sampleOf(path));

function compress(compressor: string): Workload {
  return async (count, { bytes }) => {
    const live = new LivePages(await chooseCompressor(compressor).create(), bytes);
    for (let page = 0; page < count; page++) live.compress(page);
  };
}

/** Stores folios of 64K, copied instead of compressed, and erases them some folios later. */
async function store(count: number, { bytes, surveyed }: Sample): Promise<void> {
  const cell = batchCell();
  const live = new LivePages(await chooseCompressor('identity').create(), bytes);
  const runner = new StoreRunner(cell, live, limitsOf(PLAN, cell.parameters, count));
  const queue = new FolioQueue(surveyed, { grouping: 'dense', folioPages: 16, offerPages: count });
  const stored = [];
  for (let folio = queue.next(); folio !== null; folio = queue.next()) {
    runner.store(folio);
    stored.push(folio);
    if (stored.length > FOLIOS_IN_POOL) runner.erase(stored.splice(0, 1));
  }
}

/** Replays known lengths with four tasks. */
async function replay(count: number, { surveyed }: Sample): Promise<void> {
  const cell = batchCell();
  await runExact(cell, {
    survey: surveyed,
    grouping: 'dense',
    offerPages: count,
    limits: limitsOf(PLAN, cell.parameters, count),
    scenario: 'fill',
    shrinkWorker: true,
    seed: 1,
    oracle: null,
  });
}

function batchCell(): CellPlan {
  const plan = { ...PLAN, maxPoolPercent: [100] };
  return cellsOf(plan, 'sample').find((cell) => cell.name === 'batch') as CellPlan;
}

async function sampleOf(path: string): Promise<Sample> {
  const source = await openPageSource(path);
  const lz4 = await chooseCompressor('lz4').create();
  const surveyed = await survey(source, new Map([['lz4', lz4]]), false);
  const { bytes } = await loadResidentPages(source, surveyed);
  await source.close();
  return { bytes, surveyed };
}
