import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { holm } from '../../src/statistics/holm.js';

describe("Holm's correction", () => {
  it('multiplies the k-th lowest of n by n - k + 1 and never decreases', () => {
    // Rising: 0.01 * 4, 0.02 * 3, 0.03 * 2 = 0.06 as well, 0.9 * 1.
    assert.deepEqual(holm([0.02, 0.9, 0.01, 0.03]), [0.06, 0.9, 0.04, 0.06]);
    assert.deepEqual(holm([0.4, 0.4, 0.5]), [1, 1, 1]);
    assert.deepEqual(holm([0.04]), [0.04]);
    assert.deepEqual(holm([]), []);
  });

  it('lies between no correction and Bonferroni, and keeps the ranking', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { maxLength: 20 }), (all) => {
        const corrected = holm(all);
        for (const [i, value] of corrected.entries()) {
          assert.ok(value >= all[i] && value <= Math.min(1, all[i] * all.length));
          for (const [j, other] of corrected.entries()) {
            if (all[i] < all[j]) assert.ok(value <= other);
          }
        }
      }),
    );
  });
});
