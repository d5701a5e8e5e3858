import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fairness, StoreStatistics } from '../../src/simulation/store-statistics.js';
import type { RejectCause, StoreOutcome } from '../../src/strategy/store-outcome.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { bareZswap, folioOf, putPage } from '../support/bare-zswap.js';
import { BruteZsmalloc } from '../support/brute-zsmalloc.js';
import { type ExactCase, runExactCase } from '../support/exact-case.js';

const stored = (pages: number): StoreOutcome => ({
  refused: null,
  storedPages: pages,
  failingPage: pages,
  wasted: 0,
});

const refused = (cause: RejectCause = 'pool_limit'): StoreOutcome => ({
  refused: cause,
  storedPages: 0,
  failingPage: 0,
  wasted: 0,
});

test("Jain's index, by hand", () => {
  assert.equal(fairness([5]), 1);
  assert.equal(fairness([7, 7, 7, 7]), 1);
  assert.equal(fairness([4, 0, 0, 0]), 0.25, 'one has all');
  assert.equal(fairness([3, 1]), 0.8, '16 / (2 x 10)');
  assert.equal(fairness([2, 1, 1]), 0.888889, '16 / (3 x 6)');
  assert.equal(fairness([0, 0]), null, 'nothing to share');
  assert.equal(fairness([]), null);
});

test('fairness: between 1 / n and 1, independent of order and unit', () => {
  const shares = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 20, size: 'max' });
  fc.assert(
    fc.property(shares, fc.integer({ min: 1, max: 50 }), (some, unit) => {
      const index = fairness(some);
      if (some.every((share) => share === 0)) {
        assert.equal(index, null);
        return;
      }
      // One by one plus the square of the coefficient of variation.
      const mean = some.reduce((sum, share) => sum + share, 0) / some.length;
      const variance = some.reduce((sum, share) => sum + (share - mean) ** 2, 0) / some.length;
      const expected = 1 / (1 + variance / mean ** 2);
      assert.ok(index !== null && Math.abs(index - expected) <= 1e-6);
      assert.ok(index <= 1 && index >= 1 / some.length - 1e-6);
      assert.equal(fairness(some.toSorted((a, b) => a - b)), index);
      assert.equal(fairness(some.map((share) => share * unit)), index);
    }),
  );
});

test('fairness: shares are pages stored per task and per memcg', async () => {
  const statistics = new StoreStatistics(bareZswap({ memcgs: 2 }), 3);
  statistics.stored(0, folioOf(0, 4, 0), stored(4), 1);
  statistics.stored(2, folioOf(4, 8, 0), stored(8), 1);
  statistics.stored(1, folioOf(16, 4, 1), refused(), 1);
  statistics.stored(1, folioOf(20, 4, 1), { ...refused(), storedPages: 3 }, 1);
  assert.deepEqual(statistics.storedByTask, [4, 3, 8]);
  assert.deepEqual(statistics.storedByMemcg, [12, 3]);
  // Five folios of 4 pages by four tasks of two memcgs: 8, 4, 4, 4 pages, 20^2 / (4 x 112); and 12 and 8, 20^2 / (2 x 208).
  const { progress } = await runExactCase({ ...HALF, offerPages: 20, tasks: 4, memcgs: 2 });
  assert.deepEqual([progress.fairness, progress.fairnessOfMemcgs], [0.892857, 0.961538]);
});

/** Folios of 4 pages of 4096 bytes. */
const HALF: ExactCase = { strategy: 'batch', lengths: [4096], folioPages: 4, offerPages: 32 };

test('store statistics: rounds, rounds without a success, time to the first success', () => {
  const statistics = new StoreStatistics(bareZswap(), 2);
  const folio = folioOf(0, 4);
  assert.deepEqual(
    [statistics.rounds, statistics.allFailedRounds, statistics.firstStoreNs],
    [0, 0, null],
  );
  statistics.roundBegins(100);
  statistics.stored(0, folio, refused(), 130);
  assert.deepEqual(
    [statistics.rounds, statistics.allFailedRounds, statistics.firstStoreNs],
    [1, 1, null],
  );
  statistics.stored(1, folio, stored(4), 170);
  statistics.stored(0, folio, stored(4), 180);
  assert.deepEqual(
    [statistics.rounds, statistics.allFailedRounds, statistics.firstStoreNs],
    [1, 0, 70],
  );
  statistics.roundBegins(1000);
  statistics.stored(0, folio, stored(4), 1035);
  statistics.roundBegins(2000);
  assert.deepEqual([statistics.rounds, statistics.allFailedRounds], [3, 1]);
  assert.equal(statistics.allStoredRounds, 2, 'the second round, and the third so far');
  assert.equal(statistics.firstStoreNs, 52, 'between 35 and 70, rounded down');
  statistics.stored(0, folio, stored(4), 2001);
  assert.equal(statistics.firstStoreNs, 35);
});

test('store statistics: a refusal with older pages of the memcg left is an LRU inversion', () => {
  const zswap = bareZswap({ memcgs: 2 });
  const statistics = new StoreStatistics(zswap, 1);
  statistics.stored(0, folioOf(0, 4, 0), refused(), 1);
  assert.equal(statistics.lruInversions, 0, 'nothing is there');
  putPage(zswap, 9, 100, 1);
  statistics.stored(0, folioOf(0, 4, 0), refused('memcg_limit'), 2);
  assert.equal(statistics.lruInversions, 0, "what stays is a neighbour's");
  statistics.stored(0, folioOf(0, 4, 1), refused('headroom'), 3);
  assert.equal(statistics.lruInversions, 1);
  statistics.stored(0, folioOf(4, 4, 1), stored(4), 4);
  assert.equal(statistics.lruInversions, 1, 'a folio that is in is none');
});

test('store statistics: pages of a split folio cause no LRU inversion', () => {
  const zswap = bareZswap();
  const statistics = new StoreStatistics(zswap, 1);
  for (let slot = 0; slot < 3; slot++) putPage(zswap, slot);
  statistics.stored(0, folioOf(0, 4), { ...refused(), storedPages: 3 }, 1);
  assert.equal(statistics.lruInversions, 0, 'nothing but its own pages');
  putPage(zswap, 16);
  statistics.stored(0, folioOf(0, 4), { ...refused(), storedPages: 3 }, 2);
  assert.equal(statistics.lruInversions, 1);
});

test('store statistics: a refused folio that fits is a false reject', () => {
  // Limit 10, 8 whole pages in: two pages of 4096 bytes fit, three do not.
  const zswap = bareZswap({ maxPages: 10 });
  for (let slot = 0; slot < 8; slot++) putPage(zswap, slot);
  const statistics = new StoreStatistics(zswap, 1);
  statistics.stored(0, folioOf(16, 4), refused('hysteresis'), 1);
  assert.equal(statistics.refusedThatFitted, 0);
  statistics.stored(0, folioOf(16, 2), refused('hysteresis'), 2);
  assert.equal(statistics.refusedThatFitted, 1);
  putPage(zswap, 8);
  putPage(zswap, 9);
  statistics.stored(0, folioOf(16, 1), refused('hysteresis'), 3);
  assert.equal(statistics.refusedThatFitted, 1, 'not a page is left');
});

test('store statistics: false rejects respect both limits and free objects of zspages', () => {
  // 31 objects of 1040 bytes take a zspage of 8 pages: after 20 there is room for 11 at a full limit, and not for 12.
  const options = { lengths: [1040], maxPages: 8, memcgMaxPages: 6 };
  const zswap = bareZswap(options);
  for (let slot = 0; slot < 20; slot++) putPage(zswap, slot, 1040);
  const statistics = new StoreStatistics(zswap, 1);
  statistics.stored(0, folioOf(32, 16), refused(), 1);
  assert.equal(statistics.refusedThatFitted, 0);
  // 20 x 1040 are 20800 bytes of 24576: 3 more fit below the memcg's limit, 4 do not.
  statistics.stored(0, folioOf(32, 4), refused(), 2);
  assert.equal(statistics.refusedThatFitted, 0);
  statistics.stored(0, folioOf(32, 3), refused(), 3);
  assert.equal(statistics.refusedThatFitted, 1);
  for (const pages of [3, 11]) {
    const open = bareZswap({ ...options, memcgMaxPages: null });
    for (let slot = 0; slot < 20; slot++) putPage(open, slot, 1040);
    const other = new StoreStatistics(open, 1);
    other.stored(0, folioOf(32, pages), refused(), 1);
    assert.equal(other.refusedThatFitted, 1, `${pages}`);
    other.stored(0, folioOf(32, 12), refused(), 1);
    assert.equal(other.refusedThatFitted, 1);
  }
});

test('store statistics: single pages refused in the hysteresis band are false rejects', async () => {
  // Limit 100, threshold 50. 25 folios of 4 fill it to the page; then nothing is taken, and nothing fits.
  const full = await runExactCase({
    ...HALF,
    offerPages: 400,
    limitPages: 100,
    tasks: 1,
    shrinkWorker: false,
  });
  assert.deepEqual([full.folios.stored, full.oracle?.refusedThatFitted], [25, 0]);
  // A store of incremental that fails at the limit takes its own pages out again, below it, and the flag stays: from 99
  // the 25th folio gets in three pages. Each of the 74 single pages that follow would have fitted into the three.
  const setup = {
    ...{ ...HALF, strategy: 'incremental', tasks: 1, limitPages: 99, acceptPercent: 50 },
    shrinkWorker: false,
  };
  const runs = [
    { pfn: 0, pages: 100 },
    ...Array.from({ length: 74 }, (_, i) => ({ pfn: 201 + 2 * i, pages: 1 })),
  ];
  const lengths = Array(174).fill(4096);
  const banded = await runExactCase({
    ...setup,
    lengths,
    runs,
    grouping: 'aligned',
    offerPages: 174,
  });
  assert.deepEqual([banded.folios.stored, banded.rejects.hysteresis], [24, 74]);
  assert.equal(banded.oracle?.refusedThatFitted, 74);
  assert.equal(banded.oracle?.regretPages, 3, 'the oracle fills it up with three of them');
});

/** A strategy that asks a second account of the pool, at each refusal, whether the folio would have fitted. */
function noting(
  lengths: readonly number[],
  limitPages: number,
  fitted: { count: number },
): Strategy {
  const batch = STRATEGIES.get('batch') as Strategy;
  const taken: number[] = [];
  return {
    ...batch,
    *path(store) {
      const { folio } = store;
      const outcome = yield* batch.path(store);
      const own = Array.from(
        { length: folio.pageCount },
        (_, i) => lengths[(folio.page + i) % lengths.length],
      );
      if (outcome.refused === null) {
        taken.push(...own);
      } else {
        const pool = new BruteZsmalloc();
        for (const length of [...taken, ...own]) pool.malloc(length);
        if (pool.pages <= limitPages) fitted.count++;
      }
      return outcome;
    },
  };
}

test('any folios stored one after the other: refused ones that fit are those that a second account finds', async () => {
  const cases = fc.record({
    lengths: fc.array(fc.integer({ min: 1, max: 4096 }), {
      minLength: 1,
      maxLength: 40,
      size: 'max',
    }),
    limitPages: fc.nat({ max: 40 }),
    acceptPercent: fc.constantFrom(0, 50, 100),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ lengths, limitPages, acceptPercent }) => {
      const fitted = { count: 0 };
      const strategy = noting(lengths, limitPages, fitted);
      // Folios of 8, and single pages at the end of the offer.
      const setup = {
        strategy,
        lengths,
        folioPages: 8,
        offerPages: 167,
        limitPages,
        acceptPercent,
      };
      const exact = await runExactCase({ ...setup, tasks: 1, shrinkWorker: false });
      assert.equal(exact.oracle?.refusedThatFitted, fitted.count);
    }),
  );
});

test('shrink worker: it runs once in 1 to 13 refusals of 64K folios, as kernels do, and never where it is off', async () => {
  for (const strategy of ['batch', 'incremental', 'mainline-6.18']) {
    const setup: ExactCase = {
      strategy,
      lengths: Array.from({ length: 997 }, (_, i) => 300 + ((i * 611) % 3000)),
      folioPages: 16,
      offerPages: 16 * 8000,
      limitPages: 3000,
      tasks: 4,
      oracle: false,
    };
    const { folios, progress } = await runExactCase(setup);
    assert.ok(folios.rejected > 5000, `${folios.rejected}`);
    assert.ok(progress.shrinkWorkerRuns > 10, `${progress.shrinkWorkerRuns}`);
    const refusalsPerRun = folios.rejected / progress.shrinkWorkerRuns;
    assert.ok(refusalsPerRun >= 1 && refusalsPerRun <= 13, `${refusalsPerRun}`);
    const off = await runExactCase({ ...setup, shrinkWorker: false });
    assert.equal(off.progress.shrinkWorkerRuns, 0);
    assert.equal(off.counters.written_back_pages, 0);
  }
});
