import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsOf, type RunPlan } from '../../src/measure/cell.js';
import { runCorpus } from '../../src/measure/corpus-run.js';
import { ExactJobs } from '../../src/measure/jobs/exact-jobs.js';
import type { Timing } from '../../src/measure/timed/timing.js';
import { coreOf } from '../support/core-file.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { joined } from '../support/memory-source.js';
import { zeroPage } from '../support/pages.js';
import { EMPTY_PLAN, strategiesNamed } from '../support/plan.js';
import { cellPlan } from '../support/synthetic.js';
import { overlong, pageOfLength } from '../support/toy-compressor.js';

const { compressor } = cellPlan('batch', 1);
const folder = temporaryFolder();
const PAGES = Array.from({ length: 8 }, (_, page) => pageOfLength(4096, 1 + page));

async function run(path: string, change: Partial<RunPlan>, timing: Timing | null = null) {
  const plan = { ...EMPTY_PLAN, compressors: [compressor], strategies: strategiesNamed('batch') };
  const remarks: string[] = [];
  const observer = { begin() {}, progress() {}, remark: (text: string) => remarks.push(text) };
  const changed = { ...plan, ...change };
  const done = await runCorpus(
    {
      plan: changed,
      corpus: { name: 'pages', path },
      cells: cellsOf(changed, 'pages'),
      compressors: new Map([['scripted', overlong]]),
      observer,
      jobs: new ExactJobs(changed),
    },
    timing,
  );
  return { ...(await done.ended), remarks };
}

test('corpus run: each cell has the exact part for its own parameters, in the order of the keys', async () => {
  const path = fileIn(folder, 'pages.core', coreOf([{ pfn: 8, pages: PAGES }]));
  const { cells, facts } = await run(path, {
    strategies: strategiesNamed('incremental', 'batch'),
    folioPages: [4, 1],
    tasks: [1],
    maxPoolPercent: [75],
    shrinkWorker: false,
  });
  assert.deepEqual(
    cells.map(({ key, exact }) => [key, exact.pool.limitPages, exact.pages.stored]),
    // The limit is 75% of the 8 pages offered: 6. Folios of 4 are stored whole (8), or fail at 6 and are rolled back to 4.
    [
      ['pages/scripted/16K/incremental', 6, 4],
      ['pages/scripted/16K/batch', 6, 8],
      ['pages/scripted/4K/incremental', 6, 6],
      ['pages/scripted/4K/batch', 6, 6],
    ],
  );
  assert.ok(cells.every((cell) => !('timed' in cell)));
  assert.deepEqual([facts.pages, facts.zeroPages], [8, 0]);
  assert.deepEqual(facts.folios, { '16K': 2, '4K': 8 });
});

test('corpus run: an offer is rounded down to whole pages and is the RAM size by default', async () => {
  const path = fileIn(folder, 'offer.core', coreOf([{ pfn: 8, pages: PAGES }]));
  const offer = { offerBytes: 20 * 4096 + 4095, maxPoolPercent: [50], folioPages: [1] };
  const [{ exact }] = (await run(path, offer)).cells;
  assert.deepEqual([exact.pages.offered, exact.pool.limitPages], [20, 10]);
  const [ram] = (await run(path, { ...offer, totalRamBytes: 100 * 4096 })).cells;
  assert.equal(ram.exact.pool.limitPages, 50);
});

test('corpus run: a raw dump has dense folios, with a remark unless dense was given', async () => {
  const path = fileIn(folder, 'pages.raw', joined(zeroPage(), ...PAGES));
  const { cells, facts, remarks } = await run(path, { folioPages: [4], maxPoolPercent: [100] });
  assert.match(remarks.join(), /^pages: a raw dump has no addresses/);
  // 9 pages: two folios of 4 and a single page.
  assert.equal(cells[0].exact.folios.offered, 3);
  assert.deepEqual(facts.folios, { '16K': 2 });
  assert.deepEqual((await run(path, { folios: 'dense' })).remarks, []);
});

test('corpus run: a raw dump with aligned folios is refused', async () => {
  const path = fileIn(folder, 'other.raw', joined(...PAGES));
  await assert.rejects(run(path, { folios: 'aligned' }), { code: 'ZB_USAGE', exitCode: 2 });
});

test('corpus run: a cell with few samples has a remark with the required --time', async () => {
  // One of six blocks of 256 pages has no page that fails a store: 20 rounds give three or four samples.
  const pages = Array.from({ length: 6 * 256 }, (_, page) =>
    pageOfLength(page >= 256 && page % 256 === 9 ? 4096 : 300, 1 + (page % 200)),
  );
  const path = fileIn(folder, 'sparse.raw', joined(...pages));
  const timing = { cells: 2, cellMs: 0, minSamples: 5 };
  const change = {
    grouping: 'dense' as const,
    strategies: strategiesNamed('mainline-6.14', 'batch'),
  };
  const { remarks } = await run(path, change, timing);
  const short = remarks.filter((remark) => remark.includes('--time'));
  assert.equal(short.length, 1, remarks.join());
  assert.match(
    short[0],
    /^pages\/scripted\/64K\/mainline-6.14: of the 5 samples .* it has [34]: pass --time \d+$/,
  );
});
