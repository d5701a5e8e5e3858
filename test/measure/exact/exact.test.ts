import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../src/common/random.js';
import { exactOf, NO_OTHER_REJECTS, syntheticSurvey } from '../../support/synthetic.js';

// 16 pages of 4096 bytes, so a stored page takes one pool page; folios of 4; one task. The limit is 6 pages, the accept
// threshold 3.
const CASE = {
  survey: syntheticSurvey(Array(16).fill(5000)),
  folioPages: 4,
  limitPages: 6,
  acceptPercent: 50,
  shrinkWorker: false,
};

/** Causes and counters that are zero in these runs. */
const IDLE = {
  rejects: NO_OTHER_REJECTS,
  counters: {
    reject_compress_fail: 0,
    reject_compress_poor: 0,
    reject_alloc_fail: 0,
    reject_kmemcache_fail: 0,
    reject_reclaim_fail: 0,
    written_back_pages: 0,
    zswpin: 0,
    zswpwb: 0,
  },
};

/** The swap device takes 8000 ns for a page that zswap refused. */
const DEVICE_NS = 8000;

/** End times of the stores of one task with these step costs. Each step has its own random increment. */
function ends(stores: readonly { costs: readonly number[]; toDevice: number }[]): number[] {
  const random = new Random(1, 'synthetic', 'scripted', 4);
  random.uint32(); // the task's tie at the start
  let now = 0;
  const pass = (costNs: number) => {
    now += costNs + Math.floor((costNs * (random.uint32() >>> 16)) / 655_360);
  };
  return stores.map(({ costs, toDevice }) => {
    for (const costNs of costs) pass(costNs);
    const end = now;
    // The final step of the store, then the time of the device before the task continues.
    pass(toDevice * DEVICE_NS);
    return end;
  });
}

test('incremental, by hand: the second folio fails at its third page', async () => {
  // Folio 0 stores 4 pages. Folio 1 stores pages 4 and 5, then 6 >= 6: both are rolled back, but stay counted in ZSWPOUT.
  // Folios 2 and 3 are refused: the pool was full, and 4 pages are above the accept threshold of 3.
  // Each store starts with the memcg check, which succeeds.
  const page = [50, 6100, 250];
  const [end0, end1, end2, end3] = ends([
    { costs: [50, ...page, ...page, ...page, ...page], toDevice: 0 },
    { costs: [50, ...page, ...page, 50], toDevice: 4 },
    { costs: [50, 50], toDevice: 4 },
    { costs: [50, 50], toDevice: 4 },
  ]);
  assert.deepEqual(await exactOf('incremental', CASE), {
    folios: { offered: 4, stored: 1, rejected: 3, zero: 0 },
    pages: { offered: 16, stored: 4, rejected: 12, zero: 0, incompressible: 4, preloaded: 0 },
    rejects: { ...IDLE.rejects, pool_limit: 1, hysteresis: 2 },
    failingPage: [
      [0, 2],
      [2, 1],
    ],
    counters: {
      ...IDLE.counters,
      stored_pages: 4,
      stored_incompressible_pages: 4,
      pool_limit_hit: 1,
      zswpout: 6,
    },
    pool: {
      limitPages: 6,
      endPages: 4,
      peakPages: 6,
      overshootPages: 0,
      overshootP99: 0,
      compressedBytes: 4 * 4096,
      ratio: 1,
    },
    memcg: [
      { name: 'parent', limitPages: null, endPages: 4, peakPages: 6, overshootPages: 0 },
      { name: 'memcg0', limitPages: null, endPages: 4, peakPages: 6, overshootPages: 0 },
    ],
    progress: {
      allFailedRounds: null,
      rounds: null,
      firstStoreNs: end0,
      fairness: 1,
      fairnessOfMemcgs: 1,
      lruInversions: 3,
      shrinkWorkerRuns: 0,
    },
    oracle: null,
    wasted: { compressions: 2, virtualNs: 2 * 6000 },
    rollback: {
      failedStores: 3,
      drift: { zswpout: 2 },
      declared: ['zswpout'],
      verdict: 'drift',
    },
    roundTrip: null,
    timeline: [
      [end0, 4, 0],
      [end1, 4, 1],
      [end2, 4, 1],
      [end3, 4, 1],
    ],
  });
});

test('batch, by hand: the second folio overshoots the limit, without waste or drift', async () => {
  // Folio 0 stores 4 pages; for folio 1, 4 < 6, so it stores 4 more. For folios 2 and 3, 8 >= 6.
  const folio = [50, 400, 6000, 200, 6000, 200, 6000, 200, 6000, 200, 50];
  const [end0, end1, end2, end3] = ends([
    { costs: folio, toDevice: 0 },
    { costs: folio, toDevice: 0 },
    { costs: [50], toDevice: 4 },
    { costs: [50], toDevice: 4 },
  ]);
  assert.deepEqual(await exactOf('batch', CASE), {
    folios: { offered: 4, stored: 2, rejected: 2, zero: 0 },
    pages: { offered: 16, stored: 8, rejected: 8, zero: 0, incompressible: 8, preloaded: 0 },
    rejects: { ...IDLE.rejects, pool_limit: 2, hysteresis: 0 },
    failingPage: [[0, 2]],
    counters: {
      ...IDLE.counters,
      stored_pages: 8,
      stored_incompressible_pages: 8,
      pool_limit_hit: 2,
      zswpout: 8,
    },
    pool: {
      limitPages: 6,
      endPages: 8,
      peakPages: 8,
      overshootPages: 2,
      overshootP99: 2,
      compressedBytes: 8 * 4096,
      ratio: 1,
    },
    memcg: [
      { name: 'parent', limitPages: null, endPages: 8, peakPages: 8, overshootPages: 0 },
      { name: 'memcg0', limitPages: null, endPages: 8, peakPages: 8, overshootPages: 0 },
    ],
    progress: {
      allFailedRounds: null,
      rounds: null,
      firstStoreNs: end0,
      fairness: 1,
      fairnessOfMemcgs: 1,
      lruInversions: 2,
      shrinkWorkerRuns: 0,
    },
    oracle: null,
    wasted: { compressions: 0, virtualNs: 0 },
    rollback: { failedStores: 2, drift: {}, declared: [], verdict: 'exact' },
    roundTrip: null,
    timeline: [
      [end0, 4, 0],
      [end1, 8, 0],
      [end2, 8, 1],
      [end3, 8, 1],
    ],
  });
});

test('overshoot of two tasks: at most one page with incremental, seven with batch', async () => {
  // Each page takes one pool page. With a check per page, at worst both tasks are admitted one page below the limit: one
  // page of overshoot. With one check per folio, at worst both are admitted there with a folio of 4: seven pages.
  const overshoots = { incremental: new Set<number>(), batch: new Set<number>() };
  for (let limitPages = 21; limitPages <= 40; limitPages++) {
    const two = { ...CASE, limitPages, tasks: 2, grouping: 'dense', offerPages: 80 } as const;
    overshoots.incremental.add((await exactOf('incremental', two)).pool.overshootPages);
    overshoots.batch.add((await exactOf('batch', two)).pool.overshootPages);
  }
  assert.deepEqual(overshoots.incremental, new Set([0, 1]));
  assert.equal(Math.max(...overshoots.batch), 7);
});

test('ratio: uncompressed / compressed bytes to six decimals, null for an empty pool', async () => {
  const survey = syntheticSurvey([1000, 1000, 1000, 1001]);
  const setup = { survey, folioPages: 4, limitPages: 100 };
  // 16384 / 4001 = 4.09497625...
  assert.equal((await exactOf('batch', setup)).pool.ratio, 4.094976);
  assert.equal((await exactOf('batch', { ...setup, limitPages: 0 })).pool.ratio, null);
});

test('exact run: has the round trip of the survey', async () => {
  const survey = syntheticSurvey([10]);
  const roundTrip = { checked: 9, mismatches: 3 };
  const compressed = new Map(
    [...survey.compressed].map(([name, known]) => [name, { ...known, roundTrip }]),
  );
  const setup = { survey: { ...survey, compressed }, folioPages: 1, limitPages: 1 };
  assert.deepEqual((await exactOf('batch', setup)).roundTrip, roundTrip);
});
