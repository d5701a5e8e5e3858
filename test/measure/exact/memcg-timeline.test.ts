import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runExactCase } from '../../support/exact-case.js';

test('an exact run: usage of limited memcgs at each point of the timeline, by hand', async () => {
  const setup = { strategy: 'batch', lengths: [2048], folioPages: 4, offerPages: 16 };
  const limits = { memcgs: 2, memcgMaxPages: 3, parentMaxPages: 5 };
  const { memcgTimeline, timeline } = await runExactCase({ ...setup, ...limits, tasks: 1 });
  // One task is of the first memcg: folios of 2 pages compressed, until it is at or above 3; then refusals.
  assert.equal(timeline?.length, 4);
  assert.deepEqual(memcgTimeline, { largestPages: [2, 4, 4, 4], parentPages: [2, 4, 4, 4] });
  const parentOnly = await runExactCase({ ...setup, memcgs: 2, parentMaxPages: 5, tasks: 1 });
  assert.deepEqual(parentOnly.memcgTimeline, { parentPages: [2, 4, 6, 6] });
  assert.equal((await runExactCase(setup)).memcgTimeline, undefined);
});
