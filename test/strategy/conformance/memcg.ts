import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unlimited } from '../../../src/strategy/policy/at-limit.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { lruOf } from '../../support/bare-zswap.js';
import { assertConsistent, pagesAt, snapshot } from '../../support/consistency.js';
import { type Subject, zswapFor } from '../../support/subjects.js';
import { folioAt, type Script, type WatchedZswap } from '../../support/watched-zswap.js';

// Fills without asking anybody's estimate.
const batch = STRATEGIES.get('batch') as Strategy;

/** Two memcgs with a limit of 4 pages; the first is at it with eight pages of 2048 bytes, of the second one page is in. */
function atItsLimit(subject: Subject, script: Partial<Script> = {}): WatchedZswap {
  const watched = zswapFor(subject, {
    lengths: [2048],
    memcgs: 2,
    memcgMaxPages: 4,
    writeback: false,
    ...script,
  });
  for (const folio of [folioAt(8, 1, 8, 1), folioAt(0, 4, 0, 0), folioAt(4, 4, 4, 0)]) {
    assert.equal(watched.store(batch, folio).refused, null);
  }
  return watched;
}

export function memcg(subject: Subject): void {
  const { name, strategy, largest } = subject;
  const pageCount = Math.min(4, largest);
  const open = strategy.memcg === unlimited;

  if (open) {
    test(`${name}: a memcg at its limit refuses no folio`, () => {
      const watched = atItsLimit(subject);
      assert.equal(watched.store(strategy, folioAt(100, pageCount)).refused, null);
      assert.equal(watched.zswap.memcgs[0].zswapBytes, (8 + pageCount) * 2048);
    });
    return;
  }

  test(`${name}: a memcg at its limit refuses; the other and the pool have nothing to do with it`, () => {
    const watched = atItsLimit(subject);
    const { counters, limit } = watched.zswap;
    const before = snapshot(watched);
    assert.deepEqual(watched.store(strategy, folioAt(100, pageCount, 100, 0)), {
      refused: 'memcg_limit',
      storedPages: 0,
      failingPage: 0,
      wasted: 0,
    });
    assert.deepEqual(snapshot(watched), before);
    assert.deepEqual([limit.full, counters.pool_limit_hit], [false, 0]);
    assert.equal(watched.zswap.workerQueued, false);
    assert.equal(watched.store(strategy, folioAt(100, 1, 100, 1)).refused, null);
    assertConsistent(watched);
  });

  test(`${name}: a parent at its limit refuses all its children`, () => {
    const watched = atItsLimit(subject, { memcgMaxPages: null, memcgParentMaxPages: 4 });
    for (const number of [0, 1]) {
      const folio = folioAt(100, pageCount, 100, number);
      assert.equal(watched.store(strategy, folio).refused, 'memcg_limit');
    }
    assertConsistent(watched);
  });

  test(`${name}: who is refused by a memcg asks for the worker only if the full flag is set already`, () => {
    const watched = atItsLimit(subject);
    watched.zswap.limit.full = true;
    watched.store(strategy, folioAt(100, pageCount));
    assert.deepEqual([watched.zswap.limit.full, watched.zswap.workerQueued], [true, true]);
  });

  test(`${name}: a folio that its memcg refuses takes older entries at its slots with it`, () => {
    // The older entries are another memcg's, so that the refusal stands.
    const watched = atItsLimit(subject);
    watched.store(batch, folioAt(16, 4, 16, 1));
    const outcome = watched.store(strategy, folioAt(100, pageCount, 16, 0));
    assert.equal(outcome.refused, 'memcg_limit');
    const left = [16, 17, 18, 19].map((page, i) => (i < pageCount ? null : page));
    assert.deepEqual(pagesAt(watched, 16, 4), left);
    assertConsistent(watched);
  });

  // With a budget above the eight pages one call clears their bits and writes pages back.
  if ((subject.kernel?.shrinkScan ?? 1) > 1) return;
  test(`${name}: only the folio's own memcg is shrunk, and its fresh pages get a second chance`, () => {
    const watched = atItsLimit(subject, { writeback: true, shrinkScan: 1 });
    assert.equal(watched.store(strategy, folioAt(100, 1, 100, 0)).refused, 'memcg_limit');
    assert.equal(watched.zswap.counters.written_back_pages, 0);
    const referenced = lruOf(watched.zswap, 0).filter((entry) => entry.endsWith('*'));
    assert.ok(referenced.length < 8, 'a refused store is not without effect on others');
    assert.deepEqual(lruOf(watched.zswap, 1), ['8*']);
    assertConsistent(watched);
  });
}
