import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Histogram } from '../../src/statistics/histogram.js';

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

test('histogram: bucket width is 1 below 32 and doubles with each doubling', () => {
  // 32..63 in steps of 2: 33 counts as 32, 63 as 62. 64..127 in steps of 4: 67 counts as 64, 127 as 124. 1000 lies in
  // 512..1023, in steps of 32: 31 x 32 = 992. 31.9 is rounded down to 31.
  const values = [0, 1, 31, 31.9, 32, 33, 63, 64, 67, 127, 1000];
  assert.deepEqual(histogramOf(values).buckets(), [
    [0, 1],
    [1, 1],
    [31, 2],
    [32, 2],
    [62, 1],
    [64, 2],
    [124, 1],
    [992, 1],
  ]);
});

test('histogram: a quantile is the bucket of the value at its rank', () => {
  const histogram = histogramOf([10, 20, 30, 1000]);
  // Ranks of four values: 0.5 is the 2nd, 0.51 the 3rd, 0.75 the 3rd, 0.76 the 4th.
  assert.equal(histogram.quantile(0.5), 20);
  assert.equal(histogram.quantile(0.51), 30);
  assert.equal(histogram.quantile(0.75), 30);
  assert.equal(histogram.quantile(0.76), 992);
  assert.equal(histogram.quantile(0), 10);
  assert.equal(histogram.quantile(1), 992);
});

test('histogram: no quantile without values', () => {
  assert.equal(new Histogram().quantile(0.5), null);
  assert.deepEqual(new Histogram().buckets(), []);
});

test('histogram: a quantile is at most 1/16 below the exact value', () => {
  const values = fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 100 }), (all, percent) => {
      const rank = Math.ceil((all.length * percent) / 100);
      const exact = all.toSorted((a, b) => a - b)[rank - 1];
      const found = histogramOf(all).quantile(percent / 100) as number;
      assert.ok(found <= exact && exact - found <= exact / 16, `${found} for ${exact}`);
      if (exact < 32) assert.equal(found, exact);
    }),
  );
});

test('histogram: every value is counted once, in rising buckets', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (values) => {
      const buckets = histogramOf(values).buckets();
      assert.equal(
        buckets.reduce((sum, [, count]) => sum + count, 0),
        values.length,
      );
      assert.ok(buckets.every(([bound], i) => i === 0 || buckets[i - 1][0] < bound));
    }),
  );
});

test('histogram: buckets of two histograms add up to those of all values', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.array(fc.nat()), (a, b) => {
      const sum = new Map<number, number>();
      for (const [bound, count] of [...histogramOf(a).buckets(), ...histogramOf(b).buckets()]) {
        sum.set(bound, (sum.get(bound) ?? 0) + count);
      }
      assert.deepEqual(new Map(histogramOf([...a, ...b]).buckets()), sum);
    }),
  );
});
