import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Timeline } from '../../src/simulation/timeline.js';

function timelineOf(moments: number): Timeline {
  const timeline = new Timeline();
  for (let i = 0; i < moments; i++) timeline.add(i * 10, i, i % 3 === 0);
  return timeline;
}

test('a moment is its time, the pool and the flag', () => {
  assert.deepEqual(timelineOf(4).points(), [
    [0, 0, 1],
    [10, 1, 0],
    [20, 2, 0],
    [30, 3, 1],
  ]);
});

test('200 moments are all kept; with the next, every second one goes', () => {
  const pools = (moments: number) =>
    timelineOf(moments)
      .points()
      .map(([, pool]) => pool);
  assert.equal(pools(200).length, 200);
  // 0, 2 .. 198 stay, and 200 is taken; 201 is not.
  assert.deepEqual(
    pools(201),
    Array.from({ length: 101 }, (_, i) => 2 * i),
  );
  assert.deepEqual(pools(202), pools(201));
});

test('however many moments, at most 200 are kept, evenly spread from the first on', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), (moments) => {
      let stride = 1;
      while (moments / stride > 200) stride *= 2;
      const kept = Array.from({ length: Math.ceil(moments / stride) }, (_, i) => i * stride);
      assert.ok(kept.length <= 200);
      assert.deepEqual(
        timelineOf(moments).points(),
        kept.map((i) => [i * 10, i, i % 3 === 0 ? 1 : 0]),
      );
    }),
  );
});
