import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventCounts } from '../../../src/verify/expected/event-counts.js';
import { piecesOf, type Subject, zswapFor } from '../../support/subjects.js';
import { folioAt, type Script, type WatchedZswap } from '../../support/watched-zswap.js';

// Drift of strategies by name, so that a declaration alone cannot hide it: after a folio of 4 that failed
// with pages of 100 and 200 bytes in, and after a folio of 4 that was stored, and freed or not.
const AFTER_FAILURE: Record<string, Record<string, number>> = {
  incremental: { zswpout: 2 },
  'split:incremental': { zswpout: 2 },
  'mainline-6.13': { stored_pages: -2, memcg_zswap: -300, memcg_zswapped: -2 },
};
const AFTER_STORING: Record<string, Record<string, number>> = {
  'mainline-6.13': { memcg_zswapped: 1 - 4 },
};

interface Audited {
  readonly watched: WatchedZswap;
  readonly eventCounts: EventCounts;
  drift(): Record<string, number>;
}

function audited(subject: Subject, script: Script): Audited {
  const eventCounts = new EventCounts();
  const watched = zswapFor(subject, { ...script, events: eventCounts });
  const { counters, memcgParent } = watched.zswap;
  const drift = () =>
    eventCounts.drift({
      ...counters,
      memcg_zswap: memcgParent.zswapBytes,
      memcg_zswapped: memcgParent.zswapped,
    });
  return { watched, eventCounts, drift };
}

export function drift(subject: Subject): void {
  const { name, strategy, largest } = subject;
  const afterFailure = AFTER_FAILURE[name] ?? {};
  const afterStoring = AFTER_STORING[name] ?? {};

  test(`${name}: nothing drifts while single pages succeed or are refused at once`, () => {
    const { watched, eventCounts, drift } = audited(subject, { lengths: [4095], maxPages: 2 });
    const refused = [0, 1, 2, 3].map((page) => watched.store(strategy, folioAt(page, 1)).refused);
    watched.zswap.load(1);
    assert.deepEqual(drift(), {});
    assert.equal(refused[2], 'pool_limit');
    assert.equal(eventCounts.failedStores, refused.filter((cause) => cause !== null).length);
  });

  test(`${name}: refusing folios at once makes nothing drift`, () => {
    const script = { lengths: [4095], maxPages: 8, writeback: false };
    const { watched, eventCounts, drift } = audited(subject, script);
    for (let page = 0; page < 16; page += 4) watched.store(strategy, folioAt(page, 4));
    // Two of four; all where no large folio is taken; where a folio is split, each of its pages once more.
    const each = strategy.splits ? 1 + 4 : 1;
    assert.equal(eventCounts.failedStores, largest === 1 ? 4 : 2 * each);
    const twice = Object.entries(afterStoring).map(([counter, value]) => [counter, 2 * value]);
    assert.deepEqual(drift(), Object.fromEntries(twice), 'no more than what two stores bring');
  });

  test(`${name}: after a failure in a folio's middle drifts: ${describe(afterFailure)}`, () => {
    const lengths = [4000, 100, 200, 4097, 50];
    const { watched, eventCounts, drift } = audited(subject, { lengths, writeback: false });
    watched.store(strategy, folioAt(0, 1, 3));
    const { refused } = watched.store(strategy, folioAt(1, 4));
    assert.equal(refused, largest === 1 ? 'large_folio' : 'compress_fail');
    assert.equal(eventCounts.failedStores, strategy.splits ? 2 : 1);
    assert.deepEqual(drift(), afterFailure);
  });

  test(`${name}: after a folio that was stored and freed drifts: ${describe(afterStoring)}`, () => {
    const { watched, drift } = audited(subject, { lengths: [100, 2000, 3000, 1] });
    for (const piece of piecesOf(subject, folioAt(0, 4))) watched.store(strategy, piece);
    watched.zswap.eraseFolio(folioAt(0, 4));
    assert.deepEqual(drift(), afterStoring);
  });

  test(`${name}: it declares what drifts, and nothing else`, () => {
    const counters = [...Object.keys(afterFailure), ...Object.keys(afterStoring)];
    assert.deepEqual(new Set(strategy.knownDrift), new Set(counters));
  });
}

function describe(drift: Record<string, number>): string {
  const parts = Object.entries(drift).map(([counter, value]) => `${counter} by ${value}`);
  return parts.join(', ') || 'nothing';
}
