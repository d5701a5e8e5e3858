import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelResult } from '../../src/result/document.js';
import { zswapBench } from '../support/program.js';

test('the example strategy of the documentation runs and keeps a twentieth of the pool free', () => {
  const { stdout, stderr, exitCode } = zswapBench([
    ...['run', '-s', 'batch,docs/examples/keep-free.mjs', '-c', 'lz4', '--corpus', 'postgres'],
    ...['--tasks', '1', '--no-timing', '--no-verify', '--json'],
  ]);
  assert.equal(stderr, '');
  assert.equal(exitCode, 0);
  const { cells } = JSON.parse(stdout) as ModelResult;
  assert.deepEqual(
    cells.map(({ strategy }) => strategy),
    ['batch', 'keep-free'],
  );
  const [{ exact: batch }, { exact: keepFree }] = cells;
  // It looks before each folio, so the folio that takes it past the mark is its last: 16 pages and their chains.
  const mark = (keepFree.pool.limitPages * 19) / 20;
  assert.ok(batch.pool.peakPages >= batch.pool.limitPages);
  assert.ok(keepFree.pool.peakPages <= mark + 16 + 16 * 8);
  assert.ok(keepFree.pool.peakPages < keepFree.pool.limitPages);
  assert.ok(keepFree.rejects.headroom > 0);
  assert.equal(keepFree.rejects.pool_limit, 0);
});
