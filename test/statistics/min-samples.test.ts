import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { holm, SIGNIFICANCE_LEVEL } from '../../src/statistics/holm.js';
import { mannWhitney } from '../../src/statistics/mann-whitney.js';
import { minSamples } from '../../src/statistics/min-samples.js';

/** Corrected p of two samples that do not overlap, the lowest among this many comparisons. */
function bestP(samples: number, comparisons: number): number {
  const rising = Array.from({ length: samples }, (_, i) => i);
  const { p } = mannWhitney(
    rising,
    rising.map((value) => value + samples),
  );
  return holm([p, ...new Array(comparisons - 1).fill(1)])[0];
}

describe('minimum number of samples', () => {
  it('is 4 for one comparison: p is 2/20 for 3 and 3 samples, 2/70 for 4 and 4', () => {
    assert.equal(minSamples(1), 4);
  });

  it('is 7 for 28 comparisons: 28 * 2/924 is 0.06, 28 * 2/3432 is 0.02', () => {
    assert.equal(minSamples(28), 7);
  });

  it('gives significance after Holm correction, and one sample less does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (comparisons) => {
        const samples = minSamples(comparisons);
        assert.ok(bestP(samples, comparisons) < SIGNIFICANCE_LEVEL);
        assert.ok(bestP(samples - 1, comparisons) >= SIGNIFICANCE_LEVEL);
      }),
      { numRuns: 50 },
    );
  });
});
