import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger } from '../../../src/audit/ledger.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { folioAt, WatchedZswap } from '../../support/watched-zswap.js';

export function drift(name: string, strategy: Strategy): void {
  const declared = strategy.knownDrift;

  test(`${name}: nothing drifts while stores succeed or are refused at once`, () => {
    const ledger = new Ledger();
    const watched = new WatchedZswap({ lengths: [4096], maxPages: 8, events: ledger });
    for (let page = 0; page < 16; page += 4) watched.store(strategy, folioAt(page, 4));
    assert.equal(ledger.failedStores, 2);
    assert.deepEqual(ledger.drift(watched.zswap.counters), {});
  });

  test(`${name}: after a failure in a folio's middle drifts: ${declared.join() || 'nothing'}`, () => {
    const ledger = new Ledger();
    const watched = new WatchedZswap({
      lengths: [4000, 100, 100, 4096, 100],
      keepIncompressible: false,
      events: ledger,
    });
    watched.store(strategy, folioAt(0, 1, 3));
    watched.store(strategy, folioAt(0, 4));
    watched.store(strategy, folioAt(4, 4));
    assert.equal(ledger.failedStores, 1);
    const drifted = Object.keys(ledger.drift(watched.zswap.counters));
    assert.deepEqual(drifted.sort(), declared.toSorted());
  });
}
