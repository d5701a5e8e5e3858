import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { batchMedians } from '../../src/statistics/batches.js';

describe('batch medians', () => {
  it('are medians of consecutive samples, in order', () => {
    assert.deepEqual(batchMedians([1, 9, 2, 30, 40, 50, 7], 3), [5, 16, 40]);
    assert.deepEqual(
      batchMedians([3, 1, 2], 5),
      [3, 1, 2],
      'fewer samples than batches: one sample each',
    );
    assert.deepEqual(batchMedians([], 5), []);
  });

  it('are at most the maximum number, within the range of the samples', () => {
    const samples = fc.array(fc.integer(), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 30 }), (all, max) => {
        const medians = batchMedians(all, max);
        assert.equal(medians.length, Math.min(max, all.length));
        assert.ok(Math.min(...medians) >= Math.min(...all));
        assert.ok(Math.max(...medians) <= Math.max(...all));
      }),
    );
  });
});
