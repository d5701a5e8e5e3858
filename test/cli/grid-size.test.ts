import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkGridSize } from '../../src/cli/grid-size.js';
import { countCells } from '../../src/measure/cell.js';
import { inProcess } from '../support/in-process.js';
import { EMPTY_PLAN, strategiesNamed } from '../support/plan.js';

const PLAN = {
  ...EMPTY_PLAN,
  corpora: [{ name: 'a', path: 'a' }],
  compressors: [{ name: 'lz4' }] as unknown as typeof EMPTY_PLAN.compressors,
  strategies: strategiesNamed('batch', 'reserve'),
  maxPoolPercent: Array.from({ length: 100 }, (_, i) => i + 1),
  acceptThresholdPercent: Array.from({ length: 101 }, (_, i) => i),
};

test('grid size: the number of combinations', () => {
  assert.equal(countCells(PLAN), 2 * 100 * 101);
  assert.equal(countCells({ ...PLAN, corpora: [] }), 0);
});

test('grid size: a grid with an unreadable result is an error before any work', () => {
  assert.throws(
    () => checkGridSize(PLAN),
    /expected at most \d+ cells, so that .*; found 20200 cells; shorten a list/,
  );
  checkGridSize({ ...PLAN, shard: { index: 1, count: 2 } });
  checkGridSize({ ...PLAN, tasks: [1], strategies: strategiesNamed('batch') });
  const wide = { ...PLAN, strategies: strategiesNamed('batch'), memcgs: 512 };
  assert.throws(() => checkGridSize(wide), /found 10100 cells/);
});

test('grid size: run prints one line', async () => {
  const lists = ['--max-pool-percent', '1..100', '--accept-threshold-percent', '0..100'];
  const { exitCode, stdout, stderr } = await inProcess('run', '-s', 'all', '--no-timing', ...lists);
  assert.deepEqual([exitCode, stdout], [2, '']);
  assert.match(stderr, /^zswap-bench: \[ZB_USAGE\] the grid: expected at most \d+ cells.*\n$/);
});
