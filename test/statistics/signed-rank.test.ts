import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { signedRank } from '../../src/statistics/signed-rank.js';

/** P by definition: share of all sign choices whose rank sum is at least as far from the middle, twice the one side. */
function naiveP(differences: readonly number[]): number {
  const unequal = differences.filter((each) => each !== 0);
  const sizes = unequal.map(Math.abs);
  const ranks = sizes.map((size) => {
    const below = sizes.filter((other) => other < size).length;
    const equal = sizes.filter((other) => other === size).length;
    return below + (equal + 1) / 2;
  });
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const sumOf = (isAbove: (i: number) => boolean) =>
    ranks.reduce((sum, rank, i) => (isAbove(i) ? sum + rank : sum), 0);
  const own = sumOf((i) => unequal[i] > 0);
  const far = Math.min(own, total - own);
  let tail = 0;
  for (let signs = 0; signs < 2 ** ranks.length; signs++) {
    if (sumOf((i) => ((signs >> i) & 1) === 1) <= far) tail++;
  }
  return Math.min(1, (2 * tail) / 2 ** ranks.length);
}

describe('signed-rank test', () => {
  it('three pairs by hand: ranks 1, 2, 3, rank sums 0 .. 6', () => {
    // Of 8 sign choices, one has rank sum 0; two have at most 1.
    assert.deepEqual(signedRank([1, 2, 3]), { greater: 3, less: 0, p: 0.25 });
    assert.deepEqual(signedRank([-1, 2, 3]), { greater: 2, less: 1, p: 0.5 });
  });

  it('pairs without a difference are left out', () => {
    assert.deepEqual(signedRank([0, 1, 0, 2, 3, 0]), { greater: 3, less: 0, p: 0.25 });
    assert.deepEqual(signedRank([0, 0]), { greater: 0, less: 0, p: 1 });
    assert.deepEqual(signedRank([]), { greater: 0, less: 0, p: 1 });
  });

  it('11 pairs on one side are the fewest with p below 0.001', () => {
    const rising = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
    assert.equal(signedRank(rising(10)).p, 2 / 2 ** 10);
    assert.equal(signedRank(rising(11)).p, 2 / 2 ** 11);
    assert.ok(signedRank(rising(11)).p < 0.001 && signedRank(rising(10)).p > 0.001);
  });

  it('p is exact with and without equal differences', () => {
    const differences = fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 10 });
    fc.assert(
      fc.property(differences, (values) => {
        assert.ok(Math.abs(signedRank(values).p - naiveP(values)) < 1e-12);
      }),
    );
  });

  it('p does not depend on the side, the order or the unit', () => {
    const differences = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 30 });
    fc.assert(
      fc.property(differences, (values) => {
        const { greater, less, p } = signedRank(values);
        const turned = signedRank(values.map((each) => -7 * each).reverse());
        assert.deepEqual(turned, { greater: less, less: greater, p });
      }),
    );
  });
});
