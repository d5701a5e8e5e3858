import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExactCase, runExactCase } from '../support/exact-case.js';

const LIMIT_PAGES = 256;

/** Pages of 1032 compressed bytes below a memcg limit of 1 MiB, as many as a running kernel was given: 2560 folios of 64K. */
const EQUAL: ExactCase = {
  strategy: 'mainline-6.18',
  lengths: [1032],
  folioPages: 16,
  offerPages: 2560 * 16,
  memcgMaxPages: LIMIT_PAGES,
  tasks: 1,
  oracle: false,
};

async function multipleOf(scene: ExactCase): Promise<number> {
  const [memcg] = (await runExactCase(scene)).memcg;
  return Math.round((memcg.peakPages / LIMIT_PAGES) * 100) / 100;
}

test('NUMA: 64K folios end at 16 times the memcg limit on one node, at half of that interleaved over two', async () => {
  const interleaved = (nodes: number): ExactCase => ({
    ...EQUAL,
    numa: { nodes, policy: 'interleave' },
  });
  const { folios, counters, memcg } = await runExactCase(EQUAL);
  // The figures of the running kernel.
  assert.deepEqual([folios.stored, folios.rejected, counters.zswpwb], [1088, 1472, 1024]);
  assert.ok(Math.abs(memcg[0].peakPages / LIMIT_PAGES - 16.12) < 0.01);
  const two = await multipleOf(interleaved(2));
  assert.ok(Math.abs(two - 8.06) < 0.01, `${two}`);
  // Four nodes trade four entries for each folio; after 1600 folios a second round would begin.
  const four = await multipleOf({ ...interleaved(4), offerPages: 1500 * 16 });
  assert.ok(Math.abs(four - 4.03) < 0.01, `${four}`);
});

test('NUMA: folios of one task are local to the node of its CPU, so that two nodes change nothing', async () => {
  const local = await runExactCase({ ...EQUAL, numa: { nodes: 2, policy: 'local' } });
  assert.deepEqual(local, await runExactCase(EQUAL));
});

test('NUMA: folios of two tasks are on the nodes of their two CPUs', async () => {
  const two: ExactCase = { ...EQUAL, tasks: 2 };
  const local = await multipleOf({ ...two, numa: { nodes: 2, policy: 'local' } });
  assert.ok(local > 7.8 && local < 8.4, `${local}`);
  assert.ok((await multipleOf(two)) > 15.8);
});
