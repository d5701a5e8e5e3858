import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Timeline } from '../../src/simulation/timeline.js';

function timelineOf(moments: number): Timeline {
  const timeline = new Timeline();
  for (let i = 0; i < moments; i++) timeline.add(i * 10, i, i % 3 === 0);
  return timeline;
}

test('timeline: a point is time, pool pages and full flag', () => {
  assert.deepEqual(timelineOf(4).points(), [
    [0, 0, 1],
    [10, 1, 0],
    [20, 2, 0],
    [30, 3, 1],
  ]);
});

test('timeline: keeps 200 points; the next one drops every second point', () => {
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

test('timeline: keeps at most 200 points, evenly spaced from the first', () => {
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

test('timeline: levels have a value at each point, also after points are dropped', () => {
  let used = 0;
  const timeline = new Timeline({ largestPages: () => used });
  for (used = 0; used < 450; used++) timeline.add(used, used, false);
  assert.equal(timeline.points().length, 113);
  assert.deepEqual(
    timeline.levels()?.largestPages,
    timeline.points().map(([, pages]) => pages),
  );
  assert.equal(new Timeline().levels(), undefined);
});
