import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { packTimeline, unpackTimeline } from '../../../src/commands/report/timeline-data.js';
import { Random } from '../../../src/common/random.js';

type Points = [number, number, 0 | 1][];

describe('a packed timeline', () => {
  it('has deltas and flag changes, without points inside level stretches', () => {
    const points: Points = [
      [1000, 5, 0],
      [2000, 9, 1],
      [3000, 9, 1],
      [4400, 9, 1],
      [5600, 7, 0],
    ];
    assert.deepEqual(packTimeline(points, 200), {
      us: [1, 1, 2, 2],
      pages: [5, 4, 0, -2],
      flips: [1, 3],
    });
    assert.deepEqual(unpackTimeline(packTimeline(points, 200)), [
      [1, 5, false],
      [2, 9, true],
      [4, 9, true],
      [6, 7, false],
    ]);
  });

  it('keeps the highest point of each stretch if there are too many', () => {
    const pages = [0, 3, 8, 2, 1, 6, 7];
    const points = pages.map((each, i): Points[number] => [i * 1000, each, 0]);
    assert.deepEqual(
      unpackTimeline(packTimeline(points, 4)).map(([us, each]) => [us, each]),
      [
        [0, 0],
        [2, 8],
        [5, 6],
        [6, 7],
      ],
    );
  });

  it('of 200 seeded points has 50, and is short', () => {
    const random = new Random('course');
    const points = Array.from({ length: 200 }, (_, i): Points[number] => {
      return [i * 34_000 + random.below(3000), 500 + random.below(60), random.below(2) as 0 | 1];
    });
    const packed = packTimeline(points, 50);
    assert.equal(packed.us.length, 50);
    assert.deepEqual(packed.us.slice(0, 4), [2, 101, 170, 135]);
    assert.deepEqual(packed.pages.slice(0, 4), [516, 33, -7, 10]);
    assert.ok(JSON.stringify(packTimeline(points, 200)).length < 2400);
  });

  it('keeps first, last and peak, in order', () => {
    const step = fc.tuple(fc.nat(1e6), fc.nat(1000), fc.constantFrom<0 | 1>(0, 1));
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 3, max: 40 }),
        (steps, most) => {
          let ns = 0;
          const points = steps.map(([by, pages, flag]): Points[number] => {
            ns += by;
            return [ns, pages, flag];
          });
          const got = unpackTimeline(packTimeline(points, most));
          assert.ok(got.length <= most);
          if (points.length === 0) return assert.equal(got.length, 0);
          const asGot = ([at, pages, flag]: Points[number]) => [
            Math.round(at / 1000),
            pages,
            flag === 1,
          ];
          assert.deepEqual(got[0], asGot(points[0]));
          assert.deepEqual(got[got.length - 1], asGot(points[points.length - 1]));
          assert.equal(Math.max(...got.map(([, p]) => p)), Math.max(...points.map(([, p]) => p)));
          for (let i = 1; i < got.length; i++) assert.ok(got[i][0] >= got[i - 1][0]);
          const all = points.map((point) => JSON.stringify(asGot(point)));
          for (const point of got) assert.ok(all.includes(JSON.stringify(point)));
        },
      ),
    );
  });
});
