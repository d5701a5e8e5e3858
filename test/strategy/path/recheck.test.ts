import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reserve } from '../../../src/strategy/policy/reserve.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { DIGIT_COSTS, lruOf } from '../../support/bare-zswap.js';
import { assertConsistent } from '../../support/consistency.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

const strategy = STRATEGIES.get('recheck') as Strategy;

// A shrink that clears a second-chance bit, and one that writes back.
const CLEAR = DIGIT_COSTS.memcgVisitNs + DIGIT_COSTS.scanNs;
const WRITE = CLEAR + DIGIT_COSTS.writebackNs;
/** Cost of a single page once it is admitted. */
const STORE = [10, 100, 1000, 10_000];

/** A memcg of 2 pages, 8192 bytes, with 8 pages of 1000 bytes in it: 192 bytes are left. */
function almostFull(): WatchedZswap {
  const watched = new WatchedZswap({ lengths: [1000], memcgMaxPages: 2 });
  for (let page = 0; page < 8; page++) {
    assert.equal(watched.store(strategy, folioAt(page, 1)).refused, null);
  }
  return watched;
}

test('each page pays for two shrinks at most, and then stores as `once`, which shrinks once more', () => {
  const watched = almostFull();
  const single = (page: number) => runToEnd(watched.begin(strategy, folioAt(page, 1)));

  // 1000 bytes do not fit into 192. Every page has its bit: of each store three entries lose theirs, and none is written.
  const first = single(8);
  assert.deepEqual(first.costs, [1, CLEAR, 1, CLEAR, 1, CLEAR]);
  assert.deepEqual(first.outcome, {
    refused: 'headroom',
    storedPages: 0,
    failingPage: 0,
    wasted: 0,
  });
  assert.deepEqual(lruOf(watched.zswap), ['3*', '4*', '5*', '6*', '7*', '0', '1', '2']);
  assert.deepEqual(single(8).costs, [1, CLEAR, 1, CLEAR, 1, CLEAR]);

  // The third store clears 6 and 7 and writes 0 back when `once` is refused, which makes room for 1000 bytes.
  const third = single(8);
  assert.deepEqual(third.costs, [1, CLEAR, 1, CLEAR, 1, WRITE, ...STORE]);
  assert.equal(third.outcome.refused, null);
  assert.deepEqual(lruOf(watched.zswap), ['1', '2', '3', '4', '5', '6', '7', '8*']);

  // The fourth writes 1 back at its first shrink, finds room at its second check, and again in `batch`.
  assert.deepEqual(single(9).costs, [1, WRITE, 1, 1, ...STORE]);
  assert.equal(watched.zswap.counters.written_back_pages, 2);
  assert.equal(watched.zswap.workerQueued, true, 'for want of headroom');
  assertConsistent(watched);
});

test('recheck: a folio that fits is checked once more and stored', () => {
  const watched = new WatchedZswap({ lengths: [1000] });
  assert.deepEqual(runToEnd(watched.begin(strategy, folioAt(0, 1))).costs, [1, 1, ...STORE]);
});

test('where nothing can be written back it gives up at once', () => {
  const watched = new WatchedZswap({ lengths: [4095], maxPages: 4, writeback: false });
  const { counters, limit } = watched.zswap;
  watched.store(strategy, folioAt(0, 4));
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(4, 4)));
  assert.deepEqual(costs, [1, DIGIT_COSTS.memcgVisitNs]);
  assert.equal(outcome.refused, 'pool_limit');
  assert.deepEqual([limit.full, counters.pool_limit_hit], [true, 1]);
});

test('it makes room below the global limit too, out of its own memcg', () => {
  // A pool of 4 pages, full, 2 of each memcg; the threshold is 3 of 4. A scan of 32 meets the two pages of memcg 1
  // twice: both lose their bits, then both are written back. At 2 of 4 pages a page is taken again.
  const watched = new WatchedZswap({
    lengths: [4095],
    maxPages: 4,
    acceptPercent: 75,
    memcgs: 2,
    shrinkScan: 32,
  });
  for (let page = 0; page < 4; page++) watched.store(strategy, folioAt(page, 1, page, page % 2));
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(4, 1, 4, 1)));
  const shrink = DIGIT_COSTS.memcgVisitNs + 4 * DIGIT_COSTS.scanNs + 2 * DIGIT_COSTS.writebackNs;
  assert.deepEqual(costs, [1, shrink, 1, 1, ...STORE]);
  assert.equal(outcome.refused, null);
  assert.deepEqual(lruOf(watched.zswap, 0), ['0*', '2*'], 'the other memcg is left alone');
  assert.deepEqual(lruOf(watched.zswap, 1), ['4*']);
  assertConsistent(watched);
});

test('recheck: a probe keeps no reservation', () => {
  const claiming: Strategy = { ...strategy, global: reserve, memcg: reserve };
  const watched = new WatchedZswap({ lengths: [1000], memcgMaxPages: 2, maxPages: 100 });
  const path = watched.begin(claiming, folioAt(0, 1));
  path.next(); // cost of the first check
  path.next(); // it has been, and that of `once` is announced
  assert.deepEqual(watched.reservedBytes(), [0, 0, 0]);
  path.next(); // now the folio is admitted: without an average, with 4096 bytes
  assert.deepEqual(watched.reservedBytes(), [4096, 4096, 4096]);
  assert.equal(runToEnd(path).outcome.refused, null);
  assertConsistent(watched);
});
