import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { smallestShare } from '../../src/statistics/smallest-share.js';

describe('smallest share', () => {
  it('is null where the predicate never holds', () => {
    assert.equal(
      smallestShare(() => false),
      null,
    );
  });

  it('is at most 0.0001 above the border, and the predicate holds there', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (border) => {
        const found = smallestShare((share) => share >= border);
        assert.ok(found !== null && found >= border && found < border + 0.0001, String(found));
      }),
    );
  });
});
