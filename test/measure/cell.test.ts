import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsOf, type RunPlan } from '../../src/measure/cell.js';
import { limitsOf } from '../../src/measure/cell-limits.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import { EMPTY_PLAN, strategiesNamed } from '../support/plan.js';
import { cellPlan } from '../support/synthetic.js';

const { compressor } = cellPlan('batch', 1);

const PLAN: RunPlan = {
  ...EMPTY_PLAN,
  strategies: strategiesNamed('incremental', 'batch'),
  compressors: [compressor],
};

const keys = (plan: RunPlan) => cellsOf(plan, 'redis').map(({ key }) => key);

test('cell: the key has corpus, compressor, folio size and strategy', () => {
  const [cell] = cellsOf(PLAN, 'redis');
  assert.deepEqual(cell, {
    key: 'redis/scripted/64K/incremental',
    corpus: 'redis',
    kernel: {
      name: '6.18',
      preset: { shrinkScan: 1, keepsIncompressible: true, lzoOverruns: false },
    },
    compressor,
    codec: compressor,
    folioPages: 16,
    name: 'incremental',
    strategy: STRATEGIES.get('incremental'),
    parameters: { 'max-pool-percent': 20, 'accept-threshold-percent': 90, tasks: 4, cpus: 0 },
  });
  assert.equal(keys(PLAN).length, 2);
});

test('cells: ordered by compressor, folio size, strategy, parameters', () => {
  const plan = {
    ...PLAN,
    compressors: [compressor, { ...compressor, name: 'zstd:1' }],
    folioPages: [512, 1],
    tasks: [1, 2],
  };
  assert.deepEqual(keys(plan).slice(0, 9), [
    'redis/scripted/2M/incremental/tasks=1',
    'redis/scripted/2M/incremental/tasks=2',
    'redis/scripted/2M/batch/tasks=1',
    'redis/scripted/2M/batch/tasks=2',
    'redis/scripted/4K/incremental/tasks=1',
    'redis/scripted/4K/incremental/tasks=2',
    'redis/scripted/4K/batch/tasks=1',
    'redis/scripted/4K/batch/tasks=2',
    'redis/zstd:1/2M/incremental/tasks=1',
  ]);
  assert.equal(keys(plan).length, 16);
});

test('cells: one for each combination of parameters, with swept parameters in the key', () => {
  const plan = { ...PLAN, strategies: [PLAN.strategies[1]], maxPoolPercent: [10, 20] };
  assert.deepEqual(keys({ ...plan, acceptThresholdPercent: [50, 90] }), [
    'redis/scripted/64K/batch/max-pool-percent=10/accept-threshold-percent=50',
    'redis/scripted/64K/batch/max-pool-percent=10/accept-threshold-percent=90',
    'redis/scripted/64K/batch/max-pool-percent=20/accept-threshold-percent=50',
    'redis/scripted/64K/batch/max-pool-percent=20/accept-threshold-percent=90',
  ]);
});

test('cell: the pool limit is a share of the given RAM, else of the offer', () => {
  const parameters = { 'max-pool-percent': 20, 'accept-threshold-percent': 90, tasks: 1, cpus: 0 };
  const offered = limitsOf(PLAN, parameters, 999).limit;
  assert.deepEqual([offered.maxPages, offered.acceptPages], [199, 179]);
  // 4,099,999 bytes hold 1000 whole pages.
  const given = limitsOf({ ...PLAN, totalRamBytes: 4_099_999 }, parameters, 7).limit;
  assert.deepEqual([given.maxPages, given.acceptPages], [200, 180]);
});

test('cell: has the given kernel, or for a mainline strategy that of the strategy', () => {
  const strategies = strategiesNamed('batch', 'mainline-6.12', 'mainline-6.18');
  const cells = cellsOf({ ...PLAN, strategies, kernel: '7.3' }, 'redis');
  assert.deepEqual(
    cells.map(({ kernel }) => [kernel.name, kernel.preset]),
    [
      ['7.3', { shrinkScan: 32, keepsIncompressible: true, lzoOverruns: false }],
      ['6.12', { shrinkScan: 1, keepsIncompressible: false, lzoOverruns: false }],
      ['6.18', { shrinkScan: 1, keepsIncompressible: true, lzoOverruns: false }],
    ],
  );
});
