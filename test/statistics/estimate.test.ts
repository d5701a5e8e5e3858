import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../src/common/random.js';
import { estimate, median, quantile } from '../../src/statistics/estimate.js';

test('median: the middle value or the mean of the two middle values', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 6]), 5.5);
  assert.equal(median([10, 9]), 9.5, 'sorts as numbers, not as text');
  assert.throws(() => median([]), RangeError);
});

test('quantile: interpolates between the closest ranks', () => {
  // Ranks 0..4. Share 0.1: rank 0.4, four tenths of the way from 10 to 20. Share 0.9: rank 3.6, from 40 to 80.
  const values = [80, 10, 40, 20, 30];
  assert.equal(quantile(values, 0), 10);
  assert.equal(quantile(values, 0.1), 14);
  assert.equal(quantile(values, 0.5), 30);
  assert.ok(Math.abs(quantile(values, 0.9) - 64) < 1e-9);
  assert.equal(quantile(values, 1), 80);
  assert.deepEqual(values, [80, 10, 40, 20, 30], 'the input is not changed');
});

test('estimate: intervals of one to three values, computed by hand', () => {
  assert.deepEqual(estimate([7]), { median: 7, low: 7, high: 7 });
  // Two draws from {0, 10}: medians 0, 5, 10 with 1/4, 1/2, 1/4, so each tail of 2.5% lies well inside an end.
  assert.deepEqual(estimate([10, 0]), { median: 5, low: 0, high: 10 });
  // Three draws from {1, 2, 9}: the median is 1 if at least two draws are 1, which is 7 of 27; likewise 9.
  assert.deepEqual(estimate([2, 9, 1]), { median: 2, low: 1, high: 9 });
});

test('estimate: the interval cuts 2.5% off each end of the resampling distribution', () => {
  // The median of 25 draws from 1..25 is at most k if at least 13 draws are: binomial with p = k/25. The exact 2.5%
  // point is the first k at which that reaches 0.025; with 1000 resamples its estimate varies by about half a percent.
  const { median: middle, low, high } = estimate(Array.from({ length: 25 }, (_, i) => i + 1));
  assert.equal(middle, 13);
  assert.ok(atMost(low, 25) > 0.01 && atMost(low - 1, 25) < 0.04, `low ${low}`);
  assert.ok(atMost(high, 25) > 0.96 && atMost(high - 1, 25) < 0.99, `high ${high}`);
});

test('estimate: a seeded sample gives pinned values', () => {
  const random = new Random('estimate');
  const values = Array.from({ length: 40 }, () => random.below(1000));
  // The 20th and 21st of the sorted values are 452 and 503. 359 and 583 are the 15th and the 27th: of 40 values the
  // normal approximation puts the interval's ends at ranks 20.5 +- 1.96 x sqrt(40)/2, that is 14.3 and 26.7.
  const sorted = values.toSorted((a, b) => a - b);
  assert.deepEqual([sorted[19], sorted[20], sorted[14], sorted[26]], [452, 503, 359, 583]);
  assert.deepEqual(estimate(values), { median: 477.5, low: 359, high: 583 });
});

test('estimate: low <= median <= high within the range of the values, in any order of values', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, (sample) => {
      const { median: middle, low, high } = estimate(sample);
      assert.ok(low <= middle && middle <= high, `${low} ${middle} ${high}`);
      assert.ok(Math.min(...sample) <= low && high <= Math.max(...sample));
      assert.deepEqual(estimate(sample.toReversed()), { median: middle, low, high });
    }),
    { numRuns: 50 },
  );
});

/** Probability that the median of `n` draws from 1..n is at most `k`, n odd. */
function atMost(k: number, n: number): number {
  const p = Math.min(1, k / n);
  let chance = 0;
  for (let below = (n + 1) / 2; below <= n; below++) {
    let ways = 1;
    for (let i = 0; i < below; i++) ways *= (n - i) / (i + 1);
    chance += ways * p ** below * (1 - p) ** (n - below);
  }
  return chance;
}
