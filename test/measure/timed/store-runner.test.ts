import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Overflow } from '../../../src/compressor/compressor.js';
import type { CellLimits } from '../../../src/measure/cell-limits.js';
import { LivePages } from '../../../src/measure/live-pages.js';
import { ReadBack } from '../../../src/measure/read-back.js';
import { StoreRunner } from '../../../src/measure/timed/store-runner.js';
import { atLimit } from '../../../src/strategy/policy/at-limit.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { limitedTo } from '../../support/limits.js';
import { joined } from '../../support/memory-source.js';
import { piecesOf, subjects } from '../../support/subjects.js';
import { cellPlan } from '../../support/synthetic.js';
import { honest, overlong, pageOfLength } from '../../support/toy-compressor.js';
import { folioAt } from '../../support/watched-zswap.js';

// 2000 bytes take half a pool page.
const LENGTHS = [4096, 4096, 4096, 3000, 2000, 2000, 2000, 1999];
const PAGES = joined(...LENGTHS.map((length, page) => pageOfLength(length, page + 1)));

function runnerOf(strategy: Strategy, pages: LivePages, limits: CellLimits): StoreRunner {
  return new StoreRunner({ ...cellPlan('batch', 4), strategy }, pages, limits);
}

/** Reads back all pages stored in a runner. */
function readBackOf(runner: StoreRunner, pages: LivePages) {
  const { entries, index, pool } = runner.zswap;
  const readBack = new ReadBack(honest);
  for (const entry of index) {
    const at = pages.offsetOf(entries.page[entry]);
    readBack.check(
      pool,
      entries.handle[entry],
      entries.length[entry],
      PAGES.subarray(at, at + 4096),
    );
  }
  return [readBack.checked, readBack.mismatches];
}

for (const subject of await subjects()) {
  const { name, strategy } = subject;
  test(`${name}: stored pages can be read back, refused pages are not stored`, () => {
    // Five pages of 2000 bytes take three pool pages. A strategy that only checks the limit refuses nothing below it. A
    // strategy that compares sizes needs a fourth page for the first folio, whose size is still unknown, and then has no
    // room for three pages of 4096 bytes.
    const limits = limitedTo(strategy.global === atLimit ? 3 : 4);
    const pages = new LivePages(honest, PAGES);
    const runner = runnerOf(strategy, pages, {
      ...limits,
      memcgs: { ...limits.memcgs, writeback: false },
    });
    for (const piece of piecesOf(subject, folioAt(4, 4, 8))) {
      assert.equal(runner.store(piece), piece.pageCount);
    }
    assert.equal(runner.store(folioAt(4, 1, 0)), 1);
    assert.equal(runner.zswap.pool.pagesAllocated, 3);
    assert.equal(runner.store(folioAt(0, 4, 4)), 0);
    assert.equal(runner.zswap.inFlight.size, 0);

    assert.deepEqual(readBackOf(runner, pages), [5, 0]);
    const { pool, memcgs } = runner.zswap;
    assert.equal(memcgs[0].lru.size, 5);
    runner.erase([folioAt(4, 4, 8), folioAt(4, 1, 0)]);
    assert.deepEqual([pool.pagesAllocated, memcgs[0].lru.size], [0, 0]);
  });
}

test('store runner: uncompressed pages can be read back', async () => {
  const pages = new LivePages(honest, PAGES);
  const { strategy } = cellPlan('batch', 8);
  const runner = runnerOf(strategy, pages, limitedTo(1000));
  assert.equal(runner.store(folioAt(0, 8)), 8);
  assert.deepEqual(readBackOf(runner, pages), [8, 0]);
});

test('store runner: an incompressible page counts by the overflow of its compressor', () => {
  // Of eight pages the first has 4097 bytes, which 6.13 refuses.
  const { kernel, compressor, strategy } = cellPlan('mainline-6.13', 8);
  const countsOf = (overflow: Overflow) => {
    const pages = new LivePages(overlong, PAGES);
    const plan = { kernel, strategy, compressor: { ...compressor, overflow } };
    const runner = new StoreRunner(plan, pages, limitedTo(1000));
    assert.equal(runner.store(folioAt(0, 8)), 0);
    const { reject_compress_fail, reject_compress_poor } = runner.zswap.counters;
    return [reject_compress_fail, reject_compress_poor];
  };
  assert.deepEqual(countsOf('compress_fail'), [1, 0]);
  assert.deepEqual(countsOf('compress_poor'), [0, 1]);
});
