import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openPageSource } from '../../src/corpus/page-source.js';
import { bootGuest } from '../../src/guest/boot-guest.js';
import { guestCorpus } from '../../src/guest/guest-corpus.js';
import { openKernel } from '../../src/guest/kernel/kernel.js';
import { type GuestCellPlan, UNLIMITED } from '../../src/guest/plan.js';
import type { GuestCell, GuestResults, Moment } from '../../src/guest/results.js';
import { ROOT, zswapBench } from '../support/program.js';
import { testKernel } from '../support/test-kernel.js';

// Pages that all compress, so that nothing but the limit refuses them, on every kernel.
const CORPUS = 'postgres';
const OFFER_PAGES = 8192;

const CELL: GuestCellPlan = {
  ...UNLIMITED,
  compressor: 'lzo',
  corpus: 0,
  folioPages: 1,
  grouping: 'aligned',
  offerPages: OFFER_PAGES,
  maxPoolPercent: 1,
  scenario: 'fill',
};

const kernel = testKernel();

function counter(cell: GuestCell, moment: Moment, name: string, group = 'zswap'): number {
  return cell.counters.get(moment)?.get(group)?.get(name) ?? 0;
}

describe('guest on a real kernel', { skip: 'missing' in kernel ? kernel.missing : false }, () => {
  let results: GuestResults;
  let large: boolean;

  before(async () => {
    const found = await openKernel({ paths: ['path' in kernel ? kernel.path : ''] });
    const [major, minor] = found.release.split('.').map(Number);
    large = major > 6 || minor >= 13;
    const source = await openPageSource(`${ROOT}corpora/${CORPUS}.core.zst`);
    const corpora = [await guestCorpus(CORPUS, source)];
    const cells: GuestCellPlan[] = [
      CELL,
      { ...CELL, folioPages: 16 },
      { ...CELL, tasks: 2, scenario: 'edge', offerPages: 64, grouping: 'dense', folioPages: 4 },
      { ...CELL, compressor: 'no-such' },
    ];
    results = await bootGuest(
      found,
      { corpora, cells },
      { memoryBytes: 512 << 20, cpus: 2, nodes: 1, timeLimitMs: 300_000 },
    );
    await source.close();
  });

  it('has no errors and no warnings of the kernel', () => {
    for (const cell of results.cells.slice(0, 3)) {
      assert.deepEqual(cell.errors, []);
      assert.deepEqual(cell.warnings, []);
    }
    assert.deepEqual(results.warnings, []);
  });

  it('stores as many pages as the model up to the first refusal, in as many of the pool', () => {
    const sizes = large ? ['4K', '64K'] : ['4K'];
    for (const [index, size] of sizes.entries()) {
      const totalBytes = results.kernel.totalPages * 4096;
      const { stdout } = zswapBench([
        ...['run', '--json', '--no-timing', '--no-verify', '-s', 'mainline-6.18', '-c', 'lzo'],
        ...['-f', size, '--corpus', CORPUS, '--folios', 'aligned', '--tasks', '1'],
        ...['--total-ram', String(totalBytes), '--max-pool-percent', '1'],
        ...['--offer', String(OFFER_PAGES * 4096), '--shrink-worker', 'off'],
      ]);
      const { counters, pool } = JSON.parse(stdout).cells[0].exact;
      const { firstRefusal } = results.cells[index];
      assert.equal(firstRefusal?.storedPages, counters.stored_pages, size);
      assert.equal(firstRefusal?.poolPages, pool.peakPages, size);
    }
  });

  it('counts as many pages for zswpout as its folios that were stored have', () => {
    const [, cell] = results.cells;
    const zswpout = (moment: Moment) => counter(cell, moment, 'zswpout', 'vmstat');
    assert.equal(cell.tally?.outPages, zswpout('end') - zswpout('start'));
  });

  it('forms folios of the asked size', () => {
    const formed = counter(results.cells[1], 'end', 'anon_fault_alloc', 'hugepages-64kB');
    assert.ok(formed > 100, `${formed} folios of 64K`);
  });

  it('reads every page back as it was, and leaves nothing behind', () => {
    for (const cell of results.cells.slice(0, 3)) {
      assert.equal(cell.tally?.mismatchedPages, 0);
      assert.equal(counter(cell, 'after', 'stored_pages'), 0);
      for (const name of ['zswap', 'zswapped', 'zswap_current']) {
        assert.equal(counter(cell, 'after', name, 'memcg0'), 0, name);
      }
    }
  });

  it('runs a round at the edge for every two of 16 folios', () => {
    const { rounds } = results.cells[2];
    assert.equal(rounds.length, 8);
    assert.ok(rounds.every((stored) => stored <= 2));
  });

  it('refuses a compressor that the kernel lacks, and goes on', () => {
    const [error] = results.cells[3].errors;
    assert.match(error.step, /compressor/);
  });
});
