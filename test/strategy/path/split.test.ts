import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearance } from '../../../src/strategy/policy/headroom.js';
import { resolveStrategy } from '../../../src/strategy/resolve.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertConsistent, pagesAt } from '../../support/consistency.js';
import {
  assertPredicted,
  memcgRefuses,
  nothing,
  type Prediction,
  type Situation,
  wholeOrNothing,
} from '../../support/naive-store.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

const strategy = STRATEGIES.get('split') as Strategy;

test('a folio that fails is tried again page by page, as far as the limit allows', async () => {
  // Pages of 4096 bytes, a limit of 6, a threshold of 5. The second folio gets pages 4 and 5 in and fails at the third;
  // undone, the pool is at 4. Then, each a folio of its own: page 4 (4 <= 5 clears the flag) and page 5 come in, pages 6
  // and 7 find 6 >= 6. ZSWPOUT: 4, 2 that were undone, 2.
  const { strategy: incremental } = await resolveStrategy('split:incremental');
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 6 });
  const { counters, pool } = watched.zswap;
  watched.store(incremental, folioAt(0, 4));
  assert.deepEqual(watched.store(incremental, folioAt(4, 4)), {
    refused: 'pool_limit',
    storedPages: 2,
    failingPage: 2,
    wasted: 2,
  });
  assert.deepEqual(pagesAt(watched, 4, 4), [4, 5, null, null]);
  assert.deepEqual([counters.stored_pages, counters.zswpout, counters.pool_limit_hit], [6, 8, 3]);
  assert.equal(pool.pagesAllocated, 6);
  assertConsistent(watched);
});

test('only the page that does not compress stays out', () => {
  // Page 1 fails: two wasted compressions, then its own once more.
  const watched = new WatchedZswap({ lengths: [100, 4097, 100], keepIncompressible: false });
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(0, 4)));
  const single = [1, 10, 100, 1000, 10_000];
  assert.deepEqual(costs, [
    ...[1, 40, 100, 1000, 100],
    ...single,
    ...[1, 10, 100],
    ...single,
    ...single,
  ]);
  assert.deepEqual(outcome, {
    refused: 'compress_fail',
    storedPages: 3,
    failingPage: 1,
    wasted: 3,
  });
  assert.deepEqual(pagesAt(watched, 0, 4), [0, null, 2, 3]);
  assertConsistent(watched);
});

test('a folio whose pages all find room one by one counts as stored', () => {
  // Uncompressed, four pages do not fit below a limit of 3; one does, and the four take one page of the pool.
  const cautious: Strategy = { ...strategy, global: clearance };
  const watched = new WatchedZswap({ lengths: [1000], maxPages: 3 });
  assert.deepEqual(watched.store(cautious, folioAt(8, 4, 0)), {
    refused: null,
    storedPages: 4,
    failingPage: 0,
    wasted: 0,
  });
  assert.deepEqual(pagesAt(watched, 0, 4), [8, 9, 10, 11]);
  assertConsistent(watched);
});

test('a single page is not tried twice, and a folio that is in is left alone', () => {
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 4 });
  assert.deepEqual(watched.store(strategy, folioAt(0, 4)), {
    refused: null,
    storedPages: 4,
    failingPage: 4,
    wasted: 0,
  });
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(4, 1)));
  assert.deepEqual([costs, outcome.refused], [[1], 'pool_limit']);
  assert.equal(watched.zswap.counters.pool_limit_hit, 1);
});

test('the pages are the folio’s own, of its memcg', () => {
  const watched = new WatchedZswap({
    lengths: [100, 4097, 100],
    keepIncompressible: false,
    memcgs: 2,
  });
  watched.store(strategy, folioAt(0, 4, 8, 1));
  const { memcgs } = watched.zswap;
  assert.deepEqual(
    memcgs.map(({ lru, zswapped }) => [lru.size, zswapped]),
    [
      [0, 0],
      [3, 3],
    ],
  );
});

test('sequential folios end as in the naive model', () => {
  assertPredicted(strategy, (situation) => {
    const whole = predictOnce(situation);
    if (whole.refused === null || situation.lengths.length === 1) return whole;
    const singles: Prediction[] = [];
    let { bytes } = situation.memcg;
    for (const length of situation.lengths) {
      const memcg = { ...situation.memcg, bytes };
      const single = predictOnce({ ...situation, memcg, lengths: [length] });
      if (single.refused === null) bytes += Math.min(4096, length);
      singles.push(single);
    }
    const sum = (of: 'storedPages' | 'wasted' | 'zswpout') =>
      singles.reduce((total, single) => total + single[of], 0);
    const storedPages = sum('storedPages');
    return {
      ...whole,
      refused: storedPages === situation.lengths.length ? null : whole.refused,
      storedPages,
      wasted: whole.wasted + sum('wasted'),
      objects: singles.flatMap(({ objects }) => objects),
      zswpout: sum('zswpout'),
    };
  });
});

function predictOnce(situation: Situation): Prediction {
  if (memcgRefuses(situation)) return nothing('memcg_limit');
  const verdict = situation.limit.check(situation.pool.pages);
  return verdict === null ? wholeOrNothing(situation) : nothing(verdict);
}
