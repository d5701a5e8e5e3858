import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Zswap } from '../../../src/model/zswap/zswap.js';
import { counterTotals, sumOf } from '../../../src/verify/threads/counter-totals.js';
import { recount } from '../../../src/verify/threads/recount.js';
import {
  bareOptions,
  bareZswap,
  folioOf,
  putFolioPage,
  putPage,
  storerOf,
} from '../../support/bare-zswap.js';
import { sharedZswaps } from '../../support/shared-zswap.js';

/** Six pages of two memcgs, one of them incompressible; slot 0 holds 1000 bytes. */
function filled(): Zswap {
  const zswap = bareZswap({ memcgs: 2 });
  for (const [slot, length] of [1000, 1000, 4096, 60, 60, 3000].entries()) {
    putPage(zswap, slot, length, slot % 2);
  }
  zswap.counters.zswpout += 6;
  return zswap;
}

const found = (zswap: Zswap, declared: readonly string[] = []) =>
  recount(zswap, counterTotals(zswap, 6, 0), declared);

test('recount: no difference in an unmodified zswap', () => {
  assert.deepEqual(found(filled()), []);
});

const TAMPERINGS: readonly [string, (zswap: Zswap) => void][] = [
  ['stored_pages is 7, counted anew 6', ({ gauges }) => gauges.add(1, 0)],
  ['stored_incompressible_pages is 0', ({ gauges }) => gauges.add(0, -1)],
  ['zswpout is 5', ({ counters }) => counters.zswpout--],
  ['zswpin is 1', ({ counters }) => counters.zswpin++],
  ['zswpwb is 1', ({ counters }) => counters.zswpwb++],
  ['compressed bytes is 9217, counted anew 9216', (zswap) => zswap.compressedBytes++],
  ['references to the pool is 5', (zswap) => zswap.entryPoolRefs--],
  ['stores in flight is 1', ({ poolHolders }) => poolHolders.add(folioOf(0, 1))],
  ['stores in flight is 1', ({ inFlight }) => inFlight.add(folioOf(0, 1))],
  ['bytes reserved of the pool is 8', ({ reservations }) => reservations.release(-8)],
  ['bytes reserved of memcg1 is 8', ({ memcgs }) => (memcgs[1].reservedBytes += 8)],
  ['zswap of memcg0 is 5157, counted anew 5156', ({ memcgs }) => memcgs[0].charge(1, 0)],
  ['zswapped of parent is 5, counted anew 6', ({ memcgParent }) => memcgParent.charge(0, -1)],
  ['objects in use is 7, counted anew 6', ({ pool }) => pool.malloc(1000)],
  ['objects in use is 5, counted anew 6', ({ entries, pool }) => pool.free(entries.handle[2])],
  ['entries in use is 7, counted anew 6', ({ entries }) => entries.allocate()],
  ['entries in use is 6, counted anew 5', ({ index }) => index.erase(3)],
  ['entries at another slot than their own is 1', ({ entries }) => (entries.slot[0] = 9)],
  ['objects of entries is 5', ({ entries: { handle } }) => (handle[0] = handle[1])],
  ['entries on LRUs is 5', ({ memcgs: [{ lru }] }) => lru.remove(lru.oldest)],
  ['links of the LRU of memcg1 that are wrong is 1', ({ entries }) => (entries.lruPrevious[3] = 0)],
  ['links of the LRU of memcg0 that are wrong is 1', ({ entries }) => (entries.memcg[2] = 1)],
  // The oldest of memcg0 comes after the newest.
  ['links of the LRU of memcg0 that are wrong', ({ entries }) => (entries.lruNext[4] = 0)],
];

for (const [clause, tamper] of TAMPERINGS) {
  test(`found: ${clause}`, () => {
    const zswap = filled();
    tamper(zswap);
    const clauses = found(zswap);
    assert.ok(
      clauses.some((each) => each.startsWith(clause)),
      clauses.join('; '),
    );
  });
}

test('recount: omits declared drift and nothing else', () => {
  const zswap = bareZswap({ memcgs: 2, lengths: [5000], kernel: { keepsIncompressible: false } });
  const store = storerOf(zswap, 'mainline-6.13');
  putPage(zswap, 0, 100);
  zswap.gauges.add(-2, 0);
  zswap.memcgs[0].uncharge(50);
  store(folioOf(64, 4));
  const declared = ['stored_pages', 'memcg_zswap', 'memcg_zswapped', 'zswpout'];
  assert.deepEqual(recount(zswap, counterTotals(zswap, 0, 0), declared), []);
  assert.equal(recount(zswap, counterTotals(zswap, 0, 0), []).length, 5);
});

test('counter totals: every field is summed', () => {
  const [one, other] = [filled(), filled()];
  other.erase(0);
  const sum = sumOf([counterTotals(one, 6, 1), counterTotals(other, 7, 2)]);
  assert.deepEqual(
    [sum.counters.zswpout, sum.compressedBytes, sum.entryPoolRefs],
    [12, 9216 + 8216, 11],
  );
  assert.deepEqual([sum.acceptedPages, sum.loadedPages, sum.storesInFlight], [13, 3, 0]);
});

test('found: an entry on the list of another node than its own', () => {
  const zswap = bareZswap({ nodes: 2 });
  putFolioPage(zswap, { ...folioOf(0, 1), node: 1 });
  zswap.counters.zswpout++;
  const recounted = () => recount(zswap, counterTotals(zswap, 1, 0), []);
  assert.deepEqual(recounted(), []);
  zswap.entries.node[0] = 0;
  assert.match(recounted().join(), /links of the LRU of memcg0 on node 1 that are wrong is 1/);
});

test('found: pages charged to a memcg that are in no stock and in no object', () => {
  const { zswaps } = sharedZswaps(2, bareOptions);
  putPage(zswaps[0], 0, 1000);
  zswaps[0].counters.zswpout++;
  const totals = sumOf(zswaps.map((zswap) => counterTotals(zswap, zswap === zswaps[0] ? 1 : 0, 0)));
  assert.deepEqual(recount(zswaps[1], totals, []), []);
  zswaps[1].memcgParent.objcg?.charge(8);
  zswaps[1].memcgs[0].objcg?.charge(8);
  assert.deepEqual(recount(zswaps[1], totals, []), [
    'pages charged to parent is 192, counted anew 128',
    'bytes of pages charged to memcg0 is 524288, counted anew 524280',
  ]);
});
