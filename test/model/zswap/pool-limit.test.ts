import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { zeroCounters } from '../../../src/model/zswap/counters.js';
import { PoolLimit } from '../../../src/model/zswap/pool-limit.js';
import { NaiveLimit } from '../../support/naive-limit.js';

test('limit and threshold are rounded down, one after the other', () => {
  // 20% of 999 is 199.8; 90% of 199 is 179.1.
  const limit = new PoolLimit(999, 20, 90);
  assert.deepEqual([limit.maxPages, limit.acceptPages], [199, 179]);
  // 39% of 105 is 40.95; 98% of 40 is 39.2, while 98% of 40.95 would be 40.1.
  assert.equal(new PoolLimit(105, 39, 98).acceptPages, 39);
  // 33% of 50 is 16.5; 99% of 16 is 15.84. As until 6.9, 33% of the 49 pages that are 99% of 50, it would be 16.
  assert.equal(new PoolLimit(50, 33, 99).acceptPages, 15);
  // A machine whose limit was read off a running kernel: 24684092 kB, 1%.
  assert.equal(new PoolLimit(24684092 / 4, 1, 90).maxPages, 61710);
});

test('a pool is full at its limit, and taken again at the threshold', () => {
  const limit = new PoolLimit(100, 20, 90);
  const counters = zeroCounters();
  const check = (pages: number) => [
    limit.check(pages, counters),
    limit.full,
    counters.pool_limit_hit,
  ];
  // Limit 20, threshold 18. Rising, 19 is below the limit; at 20 it is reached; then 19 is refused without counting,
  // until 18 is seen; after that 19 is fine again.
  assert.deepEqual(check(19), [null, false, 0]);
  assert.deepEqual(check(20), ['pool_limit', true, 1]);
  assert.deepEqual(check(19), ['hysteresis', true, 1]);
  assert.deepEqual(check(21), ['pool_limit', true, 2]);
  assert.deepEqual(check(19), ['hysteresis', true, 2]);
  assert.deepEqual(check(18), [null, false, 2]);
  assert.deepEqual(check(19), [null, false, 2]);
});

test('a threshold of 100% leaves no band, one of 0% lets go only of an empty pool', () => {
  const counters = zeroCounters();
  const whole = new PoolLimit(20, 100, 100);
  assert.equal(whole.check(20, counters), 'pool_limit');
  assert.equal(whole.check(19, counters), null);
  assert.equal(whole.full, false);
  const none = new PoolLimit(20, 100, 0);
  assert.equal(none.check(20, counters), 'pool_limit');
  assert.equal(none.check(1, counters), 'hysteresis');
  assert.equal(none.check(0, counters), null);
});

test('a limit of no pages refuses an empty pool', () => {
  const counters = zeroCounters();
  assert.equal(new PoolLimit(4, 20, 90).maxPages, 0);
  assert.equal(new PoolLimit(4, 20, 90).check(0, counters), 'pool_limit');
  assert.equal(counters.pool_limit_hit, 1);
});

test('any sequence of checks has the verdicts of a limit without a flag', () => {
  const sequences = fc.array(fc.nat({ max: 30 }), { maxLength: 60 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 25 }),
      fc.nat({ max: 100 }),
      sequences,
      (max, accept, totals) => {
        const limit = new PoolLimit(max, 100, accept);
        const naive = new NaiveLimit(max, Math.floor((max * accept) / 100));
        const counters = zeroCounters();
        for (const total of totals) {
          const verdict = naive.check(total);
          assert.equal(limit.check(total, counters), verdict);
          assert.equal(limit.full, verdict !== null, 'the flag is the latest verdict');
          assert.equal(counters.pool_limit_hit, naive.hits);
        }
      },
    ),
  );
});
