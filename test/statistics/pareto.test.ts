import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { paretoFront } from '../../src/statistics/pareto.js';

describe('the Pareto front', () => {
  it('has the points that none beats', () => {
    // (2,2) beats (3,2) and (2,3); (1,4) and (4,1) are each best in one.
    const points = [
      [3, 2],
      [1, 4],
      [2, 2],
      [4, 1],
      [2, 3],
    ];
    assert.deepEqual(paretoFront(points), [1, 2, 3]);
  });

  it('has the first of equal points, and nothing of none', () => {
    assert.deepEqual(paretoFront([[1], [1], [2]]), [0]);
    assert.deepEqual(paretoFront([]), []);
  });

  it('is what looking at every pair finds', () => {
    const point = fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6));
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40, size: 'max' }), (points) => {
        const beats = (a: number[], b: number[]) => a.every((value, k) => value <= b[k]);
        const expected = points.flatMap((mine, i) => {
          const beaten = points.some(
            (other, j) => beats(other, mine) && (j < i || !beats(mine, other)),
          );
          return beaten ? [] : [i];
        });
        assert.deepEqual(paretoFront(points), expected);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
