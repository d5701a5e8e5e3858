import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsOf, type RunPlan } from '../../src/measure/cell.js';
import { runCorpus } from '../../src/measure/corpus-run.js';
import type { Timing } from '../../src/measure/timed/timing.js';
import { coreOf } from '../support/core-file.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { joined } from '../support/memory-source.js';
import { zeroPage } from '../support/pages.js';
import { EMPTY_PLAN, strategiesNamed } from '../support/plan.js';
import { cellPlan } from '../support/synthetic.js';
import { honest, pageOfLength } from '../support/toy-compressor.js';

const { compressor } = cellPlan('batch', 1);
const folder = temporaryFolder();
const PAGES = Array.from({ length: 8 }, (_, page) => pageOfLength(4096, 1 + page));

async function run(path: string, change: Partial<RunPlan>, timing: Timing | null = null) {
  const plan = { ...EMPTY_PLAN, compressors: [compressor], strategies: strategiesNamed('batch') };
  const remarks: string[] = [];
  const observer = { progress() {}, remark: (text: string) => remarks.push(text) };
  const asked = { ...plan, ...change };
  const done = await runCorpus(
    asked,
    { name: 'pages', path },
    cellsOf(asked, 'pages'),
    timing,
    new Map([['scripted', honest]]),
    observer,
  );
  return { ...done, remarks };
}

test('cells come with the exact parts of their own parameters, in the order of their keys', async () => {
  const path = fileIn(folder, 'pages.core', coreOf([{ pfn: 8, pages: PAGES }]));
  const { cells, facts } = await run(path, {
    strategies: strategiesNamed('incremental', 'batch'),
    folioPages: [4, 1],
    tasks: [1],
    maxPoolPercent: [75],
  });
  assert.deepEqual(
    cells.map(({ key, exact }) => [key, exact.pool.limitPages, exact.pages.stored]),
    // The limit is 75% of the 8 pages offered: 6. Folios of 4 get in whole (8) or stop at 6 and go back to 4.
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

test('an offer is cut to whole pages and is the RAM that the limit is a share of', async () => {
  const path = fileIn(folder, 'offer.core', coreOf([{ pfn: 8, pages: PAGES }]));
  const offer = { offerBytes: 20 * 4096 + 4095, maxPoolPercent: [50], folioPages: [1] };
  const [{ exact }] = (await run(path, offer)).cells;
  assert.deepEqual([exact.pages.offered, exact.pool.limitPages], [20, 10]);
  const [ram] = (await run(path, { ...offer, totalRamBytes: 100 * 4096 })).cells;
  assert.equal(ram.exact.pool.limitPages, 50);
});

test('a raw dump goes dense and says so, unless that was asked for', async () => {
  const path = fileIn(folder, 'pages.raw', joined(zeroPage(), ...PAGES));
  const { cells, facts, remarks } = await run(path, { folioPages: [4], maxPoolPercent: [100] });
  assert.match(remarks.join(), /^pages: a raw dump has no addresses/);
  // 9 pages: two folios of 4 and a single page.
  assert.equal(cells[0].exact.folios.offered, 3);
  assert.deepEqual(facts.folios, { '16K': 2 });
  assert.deepEqual((await run(path, { folios: 'dense' })).remarks, []);
});

test('alignment that a raw dump does not have is refused', async () => {
  const path = fileIn(folder, 'other.raw', joined(...PAGES));
  await assert.rejects(run(path, { folios: 'aligned' }), { code: 'ZB_USAGE', exitCode: 2 });
});

test('a cell of which most blocks are refused in part names the time that it needs', async () => {
  // Of six blocks of 256 pages one has no page that stops a folio: 20 rounds bring three samples or four.
  const pages = Array.from({ length: 6 * 256 }, (_, page) =>
    pageOfLength(page >= 256 && page % 256 === 9 ? 4096 : 300, 1 + (page % 200)),
  );
  const path = fileIn(folder, 'sparse.raw', joined(...pages));
  const timing = { cells: 2, cellMs: 0, fewestSamples: 5 };
  const asked = {
    grouping: 'dense' as const,
    strategies: strategiesNamed('mainline-6.14', 'batch'),
  };
  const { remarks } = await run(path, asked, timing);
  const short = remarks.filter((remark) => remark.includes('--time'));
  assert.equal(short.length, 1, remarks.join());
  assert.match(
    short[0],
    /^pages\/scripted\/64K\/mainline-6.14: of the 5 samples .* it has [34]: pass --time \d+$/,
  );
});
