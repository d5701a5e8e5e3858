import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { knapsackBound } from '../../../src/measure/exact/knapsack-bound.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import { BruteZsmalloc, shapeOf } from '../../support/brute-zsmalloc.js';
import { type ExactCase, oracleOf, runExactCase } from '../../support/exact-case.js';

function boundOf(lengths: readonly number[], limitPages: number): number {
  const offered = new Uint32Array(4097);
  for (const length of lengths) offered[length]++;
  return knapsackBound(offered, limitPages);
}

test('knapsack bound: pages of 4096 bytes, up to the limit', () => {
  assert.equal(boundOf([], 10), 0);
  assert.equal(boundOf([4096, 4096, 4096], 2), 2);
  assert.equal(boundOf([4096, 4096, 4096], 3), 3);
  assert.equal(boundOf([4096, 4096, 4096], 4), 3);
  assert.equal(boundOf([4096, 10], 0), 0);
});

test('knapsack bound: smaller pages cost their share of a full zspage, the cheapest first', () => {
  // Up to 2040 bytes: 2 objects per page. Up to 1048: 31 per 8 pages, so 3.875 per page. Up to 24: 128 per page.
  const some = (count: number, length: number) => Array<number>(count).fill(length);
  assert.equal(boundOf(some(9, 2040), 3), 6);
  assert.equal(boundOf(some(99, 1048), 1), 3, '3.875 rounded down');
  assert.equal(boundOf(some(99, 1048), 2), 7, '7.75 rounded down');
  // 128 small pages take 1 of 3 pages, 5 medium ones 40/31 pages, and (2 - 40/31) x 2 = 1.4 large ones fit into the rest.
  assert.equal(boundOf([...some(128, 24), ...some(5, 1048), ...some(9, 2040)], 3), 128 + 5 + 1);
});

test('knapsack bound: fractions are exact, and a page that fits only in part is not counted', () => {
  // 31 objects of 1048 bytes take exactly 8 pages, and 15 of 2168 another 8.
  const both = [...Array(31).fill(1048), ...Array(15).fill(2168)];
  assert.equal(boundOf(both, 16), 46);
  assert.equal(boundOf([...both, 4096], 16), 46);
  assert.equal(boundOf([...both, 4096], 17), 47);
});

/** Maximum size of a subset whose total cost is within the limit, by trying every subset. */
function bestSubset(lengths: readonly number[], limitPages: number): number {
  const shapes = lengths.map((length) => shapeOf(length));
  const common = shapes.reduce((product, { objects }) => product * BigInt(objects), 1n);
  const costs = shapes.map(({ pages, objects }) => (common / BigInt(objects)) * BigInt(pages));
  let best = 0;
  const tryFrom = (at: number, left: bigint, taken: number): void => {
    if (left < 0n) return;
    if (at === costs.length) {
      best = Math.max(best, taken);
      return;
    }
    tryFrom(at + 1, left - costs[at], taken + 1);
    tryFrom(at + 1, left, taken);
  };
  tryFrom(0, common * BigInt(limitPages), 0);
  return best;
}

const LENGTHS = fc.oneof(
  fc.integer({ min: 1, max: 4096 }),
  fc.constantFrom(24, 1048, 2040, 2168, 3600, 4096),
);

test('knapsack bound: equals the largest subset of up to 11 pages', () => {
  fc.assert(
    fc.property(
      fc.array(LENGTHS, { maxLength: 11, size: 'max' }),
      fc.nat({ max: 9 }),
      (lengths, limit) => {
        assert.equal(boundOf(lengths, limit), bestSubset(lengths, limit));
      },
    ),
  );
});

test('knapsack bound: not exceeded by seeded pools filled in random order', () => {
  const random = new Random('knapsack');
  for (let trial = 0; trial < 20; trial++) {
    const lengths = Array.from({ length: 300 }, () => 1 + random.below(4096));
    const limit = 1 + random.below(80);
    const pool = new BruteZsmalloc();
    let held = 0;
    for (const length of lengths) {
      const object = pool.malloc(length);
      if (pool.pages > limit) pool.free(object);
      else held++;
    }
    const bound = boundOf(lengths, limit);
    assert.ok(held <= bound, `${held} of ${bound} in ${limit}`);
  }
});

test('knapsack bound: not exceeded by any strategy that stays within the limit', async () => {
  const cases = fc.record({
    lengths: fc.array(LENGTHS, { minLength: 1, maxLength: 60, size: 'max' }),
    folioPages: fc.constantFrom(1, 4, 8, 16),
    limitPages: fc.nat({ max: 40 }),
    offerPages: fc.integer({ min: 1, max: 120 }),
    tasks: fc.integer({ min: 1, max: 4 }),
    kernel: fc.constantFrom('6.14', '6.18', '7.3'),
    memcgMaxPages: fc.option(fc.nat({ max: 10 }), { nil: 1_000_000 }),
    seed: fc.nat(),
  });
  let below = 0;
  await fc.assert(
    fc.asyncProperty(cases, async (setup) => {
      for (const strategy of STRATEGIES.keys())
        below += (await staysBelow({ ...setup, strategy })) ? 1 : 0;
    }),
    { numRuns: 60 },
  );
  assert.ok(below > 300, `only ${below} runs stayed within their limit`);
});

/** Asserts the bound for a run without overshoot; returns false for a run with overshoot. */
async function staysBelow(setup: ExactCase): Promise<boolean> {
  const { boundPages } = await oracleOf(setup);
  const { pool, counters, oracle } = await runExactCase(setup);
  assert.equal(oracle?.boundPages, boundPages, 'the bound does not depend on the strategy');
  if (pool.peakPages > pool.limitPages) return false;
  assert.ok(counters.stored_pages <= boundPages, `${counters.stored_pages} of ${boundPages}`);
  return true;
}
