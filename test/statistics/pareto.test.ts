import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { paretoFront } from '../../src/statistics/pareto.js';

describe('Pareto front', () => {
  it('holds the points that no other dominates', () => {
    // (2,2) dominates (3,2) and (2,3); (1,4) and (4,1) are each best in one objective.
    const points = [
      [3, 2],
      [1, 4],
      [2, 2],
      [4, 1],
      [2, 3],
    ];
    assert.deepEqual(paretoFront(points), [1, 2, 3]);
  });

  it('holds the first of equal points, and is empty without points', () => {
    assert.deepEqual(paretoFront([[1], [1], [2]]), [0]);
    assert.deepEqual(paretoFront([]), []);
  });

  it('matches a comparison of every pair', () => {
    const point = fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6));
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40, size: 'max' }), (points) => {
        const covers = (a: number[], b: number[]) => a.every((value, k) => value <= b[k]);
        const expected = points.flatMap((mine, i) => {
          const dominated = points.some(
            (other, j) => covers(other, mine) && (j < i || !covers(mine, other)),
          );
          return dominated ? [] : [i];
        });
        assert.deepEqual(paretoFront(points), expected);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
