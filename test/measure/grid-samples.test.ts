import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../src/measure/run-grid.js';
import { minSamples } from '../../src/statistics/min-samples.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { joined } from '../support/memory-source.js';
import { EMPTY_PLAN, strategiesNamed } from '../support/plan.js';
import { cellPlan } from '../support/synthetic.js';
import { honest, pageOfLength } from '../support/toy-compressor.js';

test('a cell takes the samples that the whole grid needs, even of a shard, and however slow it is', async () => {
  const pages = Array.from({ length: 16 }, (_, page) => pageOfLength(300, 1 + page));
  const path = fileIn(temporaryFolder(), 'pages.raw', joined(...pages));
  // 48 ms a round: 0.1 s of a cell are over after three.
  const slow: typeof honest = {
    ...honest,
    compress(...args) {
      const until = process.hrtime.bigint() + 1_000_000n;
      while (process.hrtime.bigint() < until);
      return honest.compress(...args);
    },
  };
  const compressor = { ...cellPlan('batch', 16).compressor, create: () => Promise.resolve(slow) };
  const plan = {
    ...EMPTY_PLAN,
    corpora: [{ name: 'pages', path }],
    compressors: [compressor],
    strategies: strategiesNamed('batch'),
    grouping: 'dense' as const,
    maxPoolPercent: Array.from({ length: 100 }, (_, i) => i + 1),
    shard: { index: 1, count: 100 },
    timeSeconds: 0.1,
  };
  const { cells } = await run(plan, '1.2.3', { begin() {}, progress() {}, remark() {} });
  assert.deepEqual(
    cells.map(({ timed }) => timed?.relativeSamples.length),
    [minSamples(200)],
  );
});
