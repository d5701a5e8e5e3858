import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../src/common/random.js';
import { exactOf, syntheticSurvey } from '../../support/synthetic.js';

// 16 pages of 4096 bytes, so that a stored page is a page of the pool; folios of 4; one task. The limit is 6 pages, and
// after it was reached nothing is taken above 3.
const SCENE = {
  survey: syntheticSurvey(Array(16).fill(5000)),
  folioPages: 4,
  limitPages: 6,
  acceptPercent: 50,
  shrinkWorker: false,
};

/** What nothing happens to in it. */
const IDLE = {
  rejects: {
    memcg_limit: 0,
    headroom: 0,
    large_folio: 0,
    pool_ref: 0,
    compress_fail: 0,
    compress_poor: 0,
    alloc_fail: 0,
    kmemcache_fail: 0,
  },
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

/** The device takes 8000 ns for a page that zswap refused. */
const DEVICE_NS = 8000;

/** When each store of one task ends, if its steps cost what is listed: each is lengthened by its own draw. */
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
    // The step that finds the store at its end, and what the device then needs before the task goes on.
    pass(toDevice * DEVICE_NS);
    return end;
  });
}

test('incremental, by hand: the limit stops the second folio at its third page', async () => {
  // Folio 0 takes 4 pages. Folio 1 gets pages 4 and 5 in, then finds 6 >= 6: both are taken out again, but ZSWPOUT keeps
  // them. Folios 2 and 3 find 4 pages, above 3 with the flag set.
  // Each store begins with the memcg's check, which nobody fails.
  const page = [50, 6100, 250];
  const [end0, end1, end2, end3] = ends([
    { costs: [50, ...page, ...page, ...page, ...page], toDevice: 0 },
    { costs: [50, ...page, ...page, 50], toDevice: 4 },
    { costs: [50, 50], toDevice: 4 },
    { costs: [50, 50], toDevice: 4 },
  ]);
  assert.deepEqual(await exactOf('incremental', SCENE), {
    folios: { offered: 4, stored: 1, rejected: 3, zero: 0 },
    pages: { offered: 16, stored: 4, rejected: 12, zero: 0, incompressible: 4 },
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

test('batch, by hand: the second folio goes past the limit, nothing is wasted, nothing drifts', async () => {
  // Folio 0 takes 4 pages, folio 1 finds 4 < 6 and takes 4 more. Folios 2 and 3 find 8 >= 6.
  const folio = [50, 400, 6000, 200, 6000, 200, 6000, 200, 6000, 200, 50];
  const [end0, end1, end2, end3] = ends([
    { costs: folio, toDevice: 0 },
    { costs: folio, toDevice: 0 },
    { costs: [50], toDevice: 4 },
    { costs: [50], toDevice: 4 },
  ]);
  assert.deepEqual(await exactOf('batch', SCENE), {
    folios: { offered: 4, stored: 2, rejected: 2, zero: 0 },
    pages: { offered: 16, stored: 8, rejected: 8, zero: 0, incompressible: 8 },
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

test('two tasks pass the limit by a page that both were let in for, or by two folios', async () => {
  // Each page takes one of the pool. Checked page by page, at worst both tasks are let in one page below the limit: one
  // page too many. Checked once, at worst both are let in there with a folio of 4: seven too many.
  const overshoots = { incremental: new Set<number>(), batch: new Set<number>() };
  for (let limitPages = 21; limitPages <= 40; limitPages++) {
    const two = { ...SCENE, limitPages, tasks: 2, grouping: 'dense', offerPages: 80 } as const;
    overshoots.incremental.add((await exactOf('incremental', two)).pool.overshootPages);
    overshoots.batch.add((await exactOf('batch', two)).pool.overshootPages);
  }
  assert.deepEqual(overshoots.incremental, new Set([0, 1]));
  assert.equal(Math.max(...overshoots.batch), 7);
});

test('the ratio is stored bytes before by bytes after, to six decimals, or null over nothing', async () => {
  const survey = syntheticSurvey([1000, 1000, 1000, 1001]);
  const scene = { survey, folioPages: 4, limitPages: 100 };
  // 16384 / 4001 = 4.09497625...
  assert.equal((await exactOf('batch', scene)).pool.ratio, 4.094976);
  assert.equal((await exactOf('batch', { ...scene, limitPages: 0 })).pool.ratio, null);
});

test('what the survey says of round trips is passed on', async () => {
  const survey = syntheticSurvey([10]);
  const roundTrip = { checked: 9, mismatches: 3 };
  const compressed = new Map(
    [...survey.compressed].map(([name, known]) => [name, { ...known, roundTrip }]),
  );
  const scene = { survey: { ...survey, compressed }, folioPages: 1, limitPages: 1 };
  assert.deepEqual((await exactOf('batch', scene)).roundTrip, roundTrip);
});
