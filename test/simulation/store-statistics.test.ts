import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zeroCounts } from '../../src/common/counts.js';
import { REJECT_CAUSES } from '../../src/result/reject-causes.js';
import { fairness, StoreStatistics } from '../../src/simulation/store-statistics.js';
import type { RejectCause, StoreOutcome } from '../../src/strategy/store-outcome.js';
import { bareZswap, putPage } from '../support/bare-zswap.js';
import { folioAt } from '../support/watched-zswap.js';

const LENGTHS = [100, 4096, 8000, 4095];

const statisticsOf = (tasks = 1) => new StoreStatistics(bareZswap({ lengths: LENGTHS }), tasks);

const all = (pages: number): StoreOutcome => ({
  refused: null,
  storedPages: pages,
  failingPage: pages,
  wasted: 0,
});

const none = (refused: RejectCause, failingPage: number, wasted = failingPage): StoreOutcome => ({
  refused,
  storedPages: 0,
  failingPage,
  wasted,
});

test('store statistics: folios and pages by outcome', () => {
  const statistics = statisticsOf();
  statistics.zero(folioAt(0, 16));
  statistics.stored(0, folioAt(0, 4), all(4), 0);
  statistics.stored(0, folioAt(4, 1), none('hysteresis', 0), 0);
  statistics.stored(0, folioAt(8, 8), none('pool_limit', 3, 4), 0);
  assert.deepEqual(statistics.folios, { offered: 4, stored: 1, rejected: 2, zero: 1 });
  // Of the stored pages those of 4096 and 8000 bytes are incompressible; refused ones are not counted.
  assert.deepEqual(statistics.pages, {
    offered: 29,
    stored: 4,
    rejected: 9,
    zero: 16,
    incompressible: 2,
    preloaded: 0,
  });
  const rejects = { ...zeroCounts(REJECT_CAUSES), pool_limit: 1, hysteresis: 1 };
  assert.deepEqual(statistics.rejects, rejects);
  assert.equal(statistics.wastedCompressions, 4);
});

test('incompressible pages are those of the repeated corpus', () => {
  const statistics = statisticsOf();
  // Pages 6 and 7 are 2 and 3 of the second pass, 8 and 9 are 0 and 1 of the third: 8000, 4095, 100, 4096.
  statistics.stored(0, folioAt(6, 4), all(4), 0);
  assert.equal(statistics.pages.incompressible, 2);
});

test('of a folio that is in only partly, the pages that are in count', () => {
  // Pages 0 and 2 of four are in, the second of 8000 bytes; the one of 4096 bytes is not.
  const zswap = bareZswap({ lengths: LENGTHS });
  putPage(zswap, 0, 100);
  putPage(zswap, 2, 4096);
  const statistics = new StoreStatistics(zswap, 1);
  const partly: StoreOutcome = {
    refused: 'pool_limit',
    storedPages: 2,
    failingPage: 1,
    wasted: 3,
  };
  statistics.stored(0, folioAt(0, 4), partly, 0);
  assert.deepEqual(statistics.folios, { offered: 1, stored: 0, rejected: 1, zero: 0 });
  assert.deepEqual(statistics.pages, {
    offered: 4,
    stored: 2,
    rejected: 2,
    zero: 0,
    incompressible: 1,
    preloaded: 0,
  });
  assert.deepEqual([statistics.rejects.pool_limit, statistics.failingPages()], [1, [[1, 1]]]);
  assert.equal(statistics.wastedCompressions, 3);
});

test('store statistics: failing pages in rising order, with counts', () => {
  const statistics = statisticsOf();
  for (const failingPage of [100, 9, 20, 9]) {
    statistics.stored(0, folioAt(0, 512), none('pool_limit', failingPage), 0);
  }
  statistics.stored(0, folioAt(0, 4), all(4), 0);
  assert.deepEqual(statistics.failingPages(), [
    [9, 2],
    [20, 1],
    [100, 1],
  ]);
  assert.equal(statistics.wastedCompressions, 138);
});

test('store statistics: pages by task and by memcg', () => {
  const statistics = new StoreStatistics(bareZswap({ memcgs: 2 }), 3);
  statistics.stored(0, folioAt(0, 4, 0, 0), all(4), 0);
  statistics.stored(1, folioAt(4, 8, 4, 1), all(8), 0);
  statistics.stored(2, folioAt(12, 1, 12, 0), all(1), 0);
  statistics.stored(2, folioAt(13, 1, 13, 0), none('pool_limit', 0), 0);
  assert.deepEqual(
    [statistics.storedByTask, statistics.storedByMemcg],
    [
      [4, 8, 1],
      [5, 8],
    ],
  );
});

test('store statistics: a round with and without a success', () => {
  const statistics = statisticsOf();
  const refuse = (ns: number) => statistics.stored(0, folioAt(0, 1), none('pool_limit', 0), ns);
  const accept = (ns: number) => statistics.stored(0, folioAt(0, 1), all(1), ns);
  assert.equal(statistics.firstStoreNs, null);
  // Rounds from 100, 1000 and 2000: first successes after 30, after 401, and none. The median of two is their mean.
  statistics.roundBegins(100);
  refuse(110);
  accept(130);
  accept(140);
  statistics.roundBegins(1000);
  accept(1401);
  statistics.roundBegins(2000);
  refuse(2001);
  assert.deepEqual(
    [statistics.rounds, statistics.allFailedRounds, statistics.firstStoreNs],
    [3, 1, 215],
  );
});

test('a refusal while older pages of the same memcg stay turns the order of age around', () => {
  const zswap = bareZswap({ memcgs: 2 });
  const statistics = new StoreStatistics(zswap, 1);
  const refuse = (memcg: number) =>
    statistics.stored(0, folioAt(9, 1, 9, memcg), none('pool_limit', 0), 0);
  refuse(0);
  assert.equal(statistics.lruInversions, 0, 'there is nothing older');
  putPage(zswap, 0, 100, 1);
  refuse(0);
  assert.equal(statistics.lruInversions, 0, 'what is older is of another memcg');
  refuse(1);
  assert.equal(statistics.lruInversions, 1);
});

test('a refused folio would have fitted if both limits have room for its real size', () => {
  // 2000 bytes are half a page of the pool, which has 2; the memcg has one page, 4096 bytes.
  const zswap = bareZswap({ lengths: [2000], maxPages: 2, memcgMaxPages: 1 });
  const statistics = new StoreStatistics(zswap, 1);
  const refuse = (pageCount: number) => {
    const before = statistics.refusedThatFitted;
    statistics.stored(0, folioAt(8, pageCount), none('headroom', 0), 0);
    return statistics.refusedThatFitted > before;
  };
  assert.equal(refuse(1), true);
  assert.equal(refuse(4), false, 'four need 8000 bytes of the memcg');
  putPage(zswap, 0, 2000);
  putPage(zswap, 1, 2000);
  assert.equal(refuse(1), false, 'there are 96 bytes of the memcg left');

  // Without a memcg limit: 4 pages in 2 of the pool are at the limit, but a page of 2000 bytes finds one free in them.
  const pool = bareZswap({ lengths: [2000], maxPages: 2 });
  const other = new StoreStatistics(pool, 1);
  for (let slot = 0; slot < 3; slot++) putPage(pool, slot, 2000);
  other.stored(0, folioAt(8, 1), none('pool_limit', 0), 0);
  assert.equal(other.refusedThatFitted, 1);
  other.stored(0, folioAt(8, 4), none('pool_limit', 0), 0);
  assert.equal(other.refusedThatFitted, 1, 'four do not');
});

test('fairness is 1 for equal shares, 1 / n if one has all, null if there is nothing', () => {
  assert.equal(fairness([7, 7, 7]), 1);
  assert.equal(fairness([0, 9, 0, 0]), 0.25);
  // (1 + 2 + 3)^2 / (3 x (1 + 4 + 9)) = 36 / 42.
  assert.equal(fairness([1, 2, 3]), 0.857143);
  assert.equal(fairness([0, 0]), null);
});
