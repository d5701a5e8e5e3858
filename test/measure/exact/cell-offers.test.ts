import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ModelCell } from '../../../src/result/document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { randomPage, textPage } from '../../support/pages.js';

const folder = temporaryFolder();
// Text, with noise in every second folio of 16K.
const pages = Array.from({ length: 40 }, (_, i) => (i % 8 === 4 ? randomPage(i) : textPage(i)));
const corpus = fileIn(folder, 'corpus.raw', Buffer.concat(pages));

async function run(...args: string[]) {
  const ended = await inProcess(
    'run',
    ...[
      '--corpus',
      corpus,
      '-c',
      'lz4',
      '-f',
      '16K',
      '-s',
      'batch',
      '--no-timing',
      '--no-verify',
      '--shrink-worker',
      'off',
    ],
    ...['--json', ...args],
  );
  const cells: ModelCell[] = ended.exitCode === 0 ? JSON.parse(ended.stdout).cells : [];
  return { ...ended, cells, offers: cells.map(({ exact }) => exact.pages.offered) };
}

/** A limit of 3276 pages, which is reached in a moment. */
const RAM = ['--total-ram', '64M'];

describe('the offer of a cell', () => {
  it('reaches the limit and goes on for an eighth or 4096 pages; in scenario steady for a half', async () => {
    const { cells } = await run('--total-ram', '1G', '--tasks', '1');
    const [{ exact }] = cells;
    const { limitPages } = exact.pool;
    assert.ok(exact.pool.peakPages >= limitPages);
    // One task stores up to the limit, and then all is refused.
    const reached = exact.pages.offered - exact.pages.rejected;
    assert.ok(Math.abs(exact.pages.rejected / reached - 1 / 8) < 0.01, `${reached}`);
    const [small] = (await run(...RAM, '--tasks', '1')).cells;
    assert.ok(Math.abs(small.exact.pages.rejected - 4096) < 64, `${small.exact.pages.rejected}`);
    const steady = await run('--total-ram', '1G', '--tasks', '1', '--scenario', 'steady');
    assert.ok(Math.abs(steady.offers[0] - reached * 1.5) < 64);
  });

  it('is the same for all strategies and kernels, and follows --kernel', async () => {
    const all = 'batch,incremental,mainline-6.12,mainline-6.14,reserve,oracle';
    const { offers } = await run(...RAM, '-s', all);
    assert.equal(new Set(offers).size, 1);
    const older = await run(...RAM, '-s', all, '--kernel', '6.14');
    assert.equal(new Set(older.offers).size, 1);
    // Folios with incompressible pages are refused there, so that more must arrive.
    assert.ok(older.offers[0] > 1.2 * offers[0]);
  });

  it('is --offer where it is given', async () => {
    assert.deepEqual((await run('--offer', '128K')).offers, [32]);
    const { cells } = await run('--offer', '256M', ...RAM);
    assert.equal(cells[0].exact.pages.offered, 65536);
    assert.ok(cells[0].exact.pages.preloaded > 1000);
  });

  it('is one pass without a preload in scenario edge and with --total-ram offered', async () => {
    for (const args of [
      ['--total-ram', 'offered'],
      ['--scenario', 'edge'],
    ]) {
      const { cells } = await run(...args);
      const [{ exact }] = cells;
      assert.deepEqual([exact.pages.offered, exact.pages.preloaded], [40, 0]);
    }
    const [{ exact }] = (await run('--total-ram', 'offered')).cells;
    assert.equal(exact.pool.limitPages, 8);
  });

  it('is one pass, with a remark, where it cannot reach a limit', async () => {
    const zeros = fileIn(folder, 'zeros.raw', Buffer.alloc(64 * 4096));
    const { offers, stderr } = await run('--corpus', zeros);
    assert.deepEqual(offers.slice(1), [64]);
    assert.match(stderr, /zeros\/lz4\/16K: the offer of 64 pages reaches no limit/);
    const given = await run('--offer', '128K');
    assert.match(given.stderr, /the offer of 32 pages reaches no limit/);
  });

  it('is a usage error where more pages reach the limit than a cell may hold', async () => {
    const { exitCode, stderr } = await run('--total-ram', '1T');
    assert.equal(exitCode, 2);
    assert.match(stderr, /--total-ram: expected .* found .* pass less RAM/);
  });

  it('of a memcg limit reaches that, long before the pool limit', async () => {
    const { cells } = await run('--memcg-max', '4M', '--tasks', '1');
    const [{ exact }] = cells;
    assert.ok(exact.rejects.memcg_limit > 0);
    assert.ok(exact.pool.peakPages < exact.pool.limitPages / 10);
    assert.ok(exact.pages.offered < 10_000);
  });
});
