import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { IntraclassCorrelation } from '../../src/statistics/intraclass-correlation.js';

function correlationOf(groups: readonly (readonly number[])[]): number | null {
  const icc = new IntraclassCorrelation();
  for (const group of groups) {
    const sum = group.reduce((a, b) => a + b, 0);
    const squares = group.reduce((a, b) => a + b * b, 0);
    icc.add(group.length, sum, squares);
  }
  return icc.estimate();
}

describe('intraclass correlation', () => {
  it('of groups of different sizes: a case computed by hand', () => {
    // Sum 21, mean 3.5. Between: 3 * (2 - 3.5)^2 + 2 * (5 - 3.5)^2 + (5 - 3.5)^2 = 13.5, / 2 = 6.75. Within: 2 + 2 = 4,
    // / 3. Mean size: (6 - 14 / 6) / 2 = 11 / 6. (6.75 - 4 / 3) / (6.75 + 5 / 6 * 4 / 3) = 65 / 12 / (283 / 36) = 195 / 283.
    const estimate = correlationOf([[1, 2, 3], [4, 6], [5]]);
    assert.ok(Math.abs((estimate ?? 0) - 195 / 283) < 1e-12);
  });

  it('is 1 for equal values in each group, and -1 / (size - 1) for groups of equal means', () => {
    assert.equal(correlationOf([[5, 5], [], [9, 9]]), 1);
    assert.equal(
      correlationOf([
        [1, 3],
        [3, 1],
      ]),
      -1,
    );
  });

  it('is null for one group, single values, and no variance', () => {
    for (const groups of [
      [],
      [[1, 2, 3]],
      [[1], [2]],
      [
        [4, 4],
        [4, 4],
      ],
    ]) {
      assert.equal(correlationOf(groups), null);
    }
  });

  it('does not depend on unit or origin of the values', () => {
    const value = fc.integer({ min: 1, max: 4096 });
    const groups = fc.array(fc.array(value, { minLength: 2, maxLength: 6 }), { minLength: 3 });
    fc.assert(
      fc.property(groups, (values) => {
        const estimate = correlationOf(values);
        fc.pre(estimate !== null && new Set(values.flat()).size > 2);
        const moved = correlationOf(values.map((group) => group.map((each) => 2 * each + 10)));
        assert.ok(Math.abs((moved ?? Number.NaN) - (estimate ?? 0)) < 1e-6);
      }),
    );
  });
});
