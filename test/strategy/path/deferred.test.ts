import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { DIGIT_COSTS, lruOf } from '../../support/bare-zswap.js';
import { assertConsistent } from '../../support/consistency.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

const strategy = STRATEGIES.get('deferred') as Strategy;

const CLEAR = DIGIT_COSTS.memcgVisitNs + DIGIT_COSTS.scanNs;
const WRITE = CLEAR + DIGIT_COSTS.writebackNs;
const STORE_OF_4 = [1, 40, 100, 1000, 100, 1000, 100, 1000, 100, 1000, 10_000];

test('the folio goes in whole; then what is at the limit is written back, oldest first', () => {
  // Four pages of 2048 bytes are 2 pages: the limit. Four shrinks clear the bits, the fifth writes page 0 back, which
  // brings the memcg below the limit.
  const watched = new WatchedZswap({ lengths: [2048], memcgMaxPages: 2 });
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(0, 4)));
  assert.deepEqual(costs, [...STORE_OF_4, CLEAR, CLEAR, CLEAR, CLEAR, WRITE]);
  assert.deepEqual(outcome, { refused: null, storedPages: 4, failingPage: 4, wasted: 0 });
  assert.deepEqual(lruOf(watched.zswap), ['1', '2', '3']);
  assert.deepEqual([watched.zswap.counters.zswpout, watched.zswap.counters.zswpwb], [4, 1]);
  assertConsistent(watched);
});

test('deferred: the memcg limit refuses no folio, and a store makes at most two shrinks per page', () => {
  // The first folio leaves pages 1, 2 and 3 without their bits. With the second there are seven of 2048 bytes, of which
  // three are below the limit, and eight shrinks: three write 1, 2 and 3 back, four clear the bits of 4 to 7, one writes 4.
  const watched = new WatchedZswap({ lengths: [2048], memcgMaxPages: 2 });
  watched.store(strategy, folioAt(0, 4));
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(4, 4)));
  assert.equal(outcome.refused, null);
  assert.deepEqual(costs.slice(STORE_OF_4.length), [
    ...[WRITE, WRITE, WRITE],
    ...[CLEAR, CLEAR, CLEAR, CLEAR],
    WRITE,
  ]);
  assert.deepEqual(lruOf(watched.zswap), ['5', '6', '7']);

  // A single page behind four that all have their bits: two shrinks, nothing written, the memcg stays past its limit.
  const other = new WatchedZswap({ lengths: [4096], memcgMaxPages: 2 });
  const batch = STRATEGIES.get('batch') as Strategy;
  other.store(batch, folioAt(0, 4));
  assert.deepEqual(runToEnd(other.begin(strategy, folioAt(4, 1))).costs.slice(-2), [CLEAR, CLEAR]);
  assert.equal(other.zswap.memcgs[0].zswapBytes, 5 * 4096);
});

test('its own pages may be written back only when the store has ended', () => {
  const watched = new WatchedZswap({ lengths: [2048], memcgMaxPages: 2 });
  const path = watched.begin(strategy, folioAt(0, 4));
  for (const _ of STORE_OF_4) {
    path.next();
    assert.equal(watched.zswap.inFlight.size, 1);
  }
  path.next();
  assert.equal(watched.zswap.inFlight.size, 0);
});

test('without writeback it gives up at once, and the limit stays passed', () => {
  const watched = new WatchedZswap({ lengths: [2048], memcgMaxPages: 2, writeback: false });
  const { costs } = runToEnd(watched.begin(strategy, folioAt(0, 4)));
  assert.deepEqual(costs, [...STORE_OF_4, DIGIT_COSTS.memcgVisitNs]);
  assert.equal(watched.zswap.memcgs[0].zswapBytes, 8192);
});

test('below the limit it costs as much as `batch`', () => {
  const watched = new WatchedZswap({ lengths: [2047], memcgMaxPages: 2 });
  assert.deepEqual(runToEnd(watched.begin(strategy, folioAt(0, 4))).costs, STORE_OF_4);
});

test('a folio that the pool refuses may make room in its memcg for the next all the same', () => {
  // Two pages of 4096 bytes are both limits. The third is refused by the pool; then two shrinks clear the two bits.
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 2, memcgMaxPages: 2 });
  const batch = STRATEGIES.get('batch') as Strategy;
  for (let page = 0; page < 2; page++) watched.store(batch, folioAt(page, 1));
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(2, 1)));
  assert.equal(outcome.refused, 'pool_limit');
  assert.deepEqual(costs, [1, CLEAR, CLEAR]);
  assert.deepEqual(lruOf(watched.zswap), ['0', '1']);
});
