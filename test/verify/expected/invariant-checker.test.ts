import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Memcg } from '../../../src/model/zswap/memcg.js';
import { setUpCase } from '../../../src/verify/case-setup.js';
import { type CheckCase, NO_LIMITS } from '../../../src/verify/check-case.js';
import type { CheckedZswap } from '../../../src/verify/expected/checked-zswap.js';
import { ExpectedCounters } from '../../../src/verify/expected/expected-counters.js';
import { InvariantChecker } from '../../../src/verify/expected/invariant-checker.js';
import { FaultInjector } from '../../../src/verify/fault-injector.js';
import { caseOf, caseParts, store, subjectOf } from '../../support/check-cases.js';

function inspected(plan: CheckCase = caseOf([store(1)]), kernel = '6.18') {
  const expectedCounters = new ExpectedCounters();
  const faults = new FaultInjector(plan.faults);
  const setup = setUpCase(
    subjectOf('batch', [1000], kernel),
    plan,
    caseParts(expectedCounters, faults),
  );
  return {
    expectedCounters,
    faults,
    ...setup,
    checker: new InvariantChecker(setup.zswap, expectedCounters, faults),
  };
}

test('invariant checker: no violation after setup', () => {
  const { checker } = inspected();
  checker.afterStep(1);
  checker.atRest(1);
  assert.deepEqual(checker.violations(), []);
});

/** Charges a memcg and not its parent. */
function chargeAlone(memcg: Memcg, bytes: number, pages: number): void {
  memcg.parent?.charge(-bytes, -pages);
  memcg.charge(bytes, pages);
}

/** Ways to put one thing off by hand, and what must be said of each. */
const TAMPERINGS: [
  string,
  number,
  (zswap: CheckedZswap, expectedCounters: ExpectedCounters) => void,
][] = [
  ['stored_pages', -1, ({ gauges }) => gauges.add(-1, 0)],
  ['stored_incompressible_pages', 1, ({ gauges }) => gauges.add(0, 1)],
  ['zswpout', 3, ({ counters }) => (counters.zswpout += 3)],
  ['zswpin', 1, ({ counters }) => counters.zswpin++],
  ['zswpwb', 1, ({ counters }) => counters.zswpwb++],
  ['written_back_pages', 1, ({ counters }) => counters.written_back_pages++],
  ['pool_limit_hit', 1, ({ counters }) => counters.pool_limit_hit++],
  ['memcg_zswap', -5, ({ memcgParent }) => memcgParent.charge(-5, 0)],
  ['memcg_zswapped', 2, ({ memcgParent }) => memcgParent.charge(0, 2)],
  ['memcg_zswap of memcg1', 7, ({ memcgs }) => chargeAlone(memcgs[1], 7, 0)],
  ['memcg_zswapped of memcg0', -1, ({ memcgs }) => chargeAlone(memcgs[0], 0, -1)],
  ['lru_entries', -1, ({ memcgs }) => memcgs[0].lru.remove(memcgs[0].lru.oldest)],
  ['pool_refs', 1, (zswap) => zswap.entryPoolRefs++],
  ['compressed bytes', -1000, (zswap) => (zswap.compressedBytes -= 1000)],
  ['pool_pages', 1, ({ pool }) => pool.malloc(4096)],
  ['written back while stored', 1, (_, expectedCounters) => expectedCounters.writtenBackInFlight++],
  ['checks of the pool limit', -1, (zswap) => zswap.wrongPoolChecks--],
  ['checks of the memcg limit', 1, (zswap) => zswap.wrongMemcgChecks++],
  ['compressions', 1, (zswap) => zswap.wrongCompressions++],
  ['LRU walks', 1, (zswap) => zswap.shrinks.wrongWalks++],
  ['reject_reclaim_fail', 1, ({ counters }) => counters.reject_reclaim_fail++],
  ['full flag', 1, ({ limit }) => (limit.full = true)],
  ['pages stored without the pool', 1, (_, { stores }) => stores.withoutPool++],
  ['stores that hold the pool', -1, (_, { stores }) => stores.poolHolders++],
  ['pool bytes reserved', 4096, ({ reservations }) => reservations.release(-4096)],
  ['pages stored without a limit check', 1, (_, { stores }) => stores.withoutCheck++],
  ['pages of limit checks', 1, (_, { stores }) => stores.wrongChecks++],
  ['refusals ignored', 1, (_, { stores }) => stores.ignoredRefusals++],
  ['shrinks', 1, ({ shrinks }) => shrinks.wrongShrinks++],
  ['results of steps', 1, (zswap) => zswap.wrongResults++],
  ['contents of entries', 1, (zswap) => zswap.wrongEntries++],
  ['average length', 1, (zswap) => zswap.wrongAverages++],
  ['answers to reservations', 1, ({ expectedReservations: all }) => all.wrongAnswers++],
  ['stores past a limit', 1, (_, expectedCounters) => expectedCounters.storesPastLimit++],
  ['memcg bytes reserved', 10, ({ memcgs }) => (memcgs[1].reservedBytes += 10)],
  ['memcg bytes reserved', 10, ({ memcgParent }) => (memcgParent.reservedBytes += 10)],
];

for (const [subject, off, tamper] of TAMPERINGS) {
  test(`after a step: ${subject} off by ${off}`, () => {
    const { zswap, expectedCounters, checker } = inspected();
    tamper(zswap, expectedCounters);
    checker.afterStep(4);
    assert.deepEqual(checker.violations(), [{ subject, off, step: 4 }]);
  });
}

const LEFT_OVER: [
  string,
  number,
  (zswap: CheckedZswap, expectedCounters: ExpectedCounters) => void,
][] = [
  ['entries in use', 1, ({ entries }) => entries.allocate()],
  [
    'objects in the pool',
    1,
    ({ pool }, expectedCounters) => expectedCounters.allocated(pool.malloc(1000), 1000),
  ],
  [
    'stores that tell no end',
    1,
    (_, expectedCounters) => expectedCounters.began(0, { slot: 0, page: 0, pageCount: 1 }),
  ],
  ['index', 1, ({ entries, memcgs }) => (entries.length[memcgs[0].lru.oldest] = 999)],
  ['LRU order', 1, ({ entries, memcgs }) => (entries.referenced[memcgs[0].lru.oldest] = 1)],
  ['LRU order', 4, (_, { lrus }) => lrus[0].walk()],
  ['reject_kmemcache_fail', 1, ({ counters }) => counters.reject_kmemcache_fail++],
  ['reject_alloc_fail', 1, ({ counters }) => counters.reject_alloc_fail++],
  ['reject_compress_fail', 1, ({ counters }) => counters.reject_compress_fail++],
  ['reject_compress_poor', 1, ({ counters }) => counters.reject_compress_poor++],
  ['reject_compress_fail', -1, ({ failedCompressions }) => failedCompressions.compress_fail++],
];

for (const [subject, off, tamper] of LEFT_OVER) {
  test(`at rest and not before: ${subject} ${off}`, () => {
    const { zswap, expectedCounters, checker } = inspected();
    tamper(zswap, expectedCounters);
    checker.afterStep(1);
    assert.deepEqual(checker.violations(), []);
    checker.atRest(null);
    assert.deepEqual(checker.violations(), [{ subject, off, step: null }]);
  });
}

test('invariant checker: a pool reference is a violation only at rest', () => {
  const { zswap, folios, checker } = inspected();
  assert.ok(folios[0]);
  zswap.getPool(folios[0]);
  checker.afterStep(1);
  assert.deepEqual(checker.violations(), []);
  checker.atRest(1);
  assert.deepEqual(checker.violations(), [
    { subject: 'stores that hold the pool', off: 1, step: 1 },
  ]);
});

test('invariant checker: a page of a store in flight may be counted or not', () => {
  const { zswap, expectedCounters, folios, checker } = inspected();
  const folio = folios[0];
  assert.ok(folio);
  expectedCounters.acting = 0;
  for (const limit of ['global', 'memcg'] as const) {
    const checked = { pages: 1, counts: true, refused: null, folioPages: 1 };
    expectedCounters.stores.checkedLimit(limit, checked);
  }
  zswap.getPool(folio);
  const entry = zswap.entries.allocate();
  zswap.insert(entry, folio, 0, 1000);
  zswap.publish(entry, folio);
  checker.afterStep(1);
  zswap.account(entry);
  zswap.addToLru(entry);
  zswap.counters.zswpout++;
  checker.afterStep(2);
  assert.deepEqual(checker.violations(), []);
  // Two for one page are one too many, even while it is in flight.
  zswap.counters.zswpout++;
  checker.afterStep(3);
  assert.deepEqual(checker.violations(), [{ subject: 'zswpout', off: 1, step: 3 }]);
});

test('invariant checker: keeps the first step of a violation, and its value at rest', () => {
  const { zswap, checker } = inspected();
  zswap.counters.zswpwb = 1;
  checker.afterStep(2);
  zswap.counters.zswpwb = 5;
  checker.afterStep(3);
  assert.deepEqual(checker.violations(), [{ subject: 'zswpwb', off: 1, step: 2 }]);
  checker.atRest(3);
  assert.deepEqual(checker.violations(), [{ subject: 'zswpwb', off: 5, step: 2 }]);
});

test('invariant checker: each injected fault must increment its reject counter', () => {
  for (const [point, kernel, subject] of [
    ['entry_alloc', '6.18', 'reject_kmemcache_fail'],
    ['zs_malloc', '6.18', 'reject_alloc_fail'],
    ['index_node', '6.18', 'reject_alloc_fail'],
    ['incompressible', '6.18', null],
    ['pool_ref', '6.14', null],
  ] as const) {
    const plan = {
      ...caseOf([store(1)]),
      ...NO_LIMITS,
      faults: [{ task: 0, point, occurrence: 0 }],
    };
    const { faults, checker } = inspected(plan, kernel);
    faults.acting = 0;
    assert.equal(faults.at(point), true);
    checker.atRest(null);
    const expected = subject === null ? [] : [{ subject, off: -1, step: null }];
    assert.deepEqual(checker.violations(), expected, `${point} on ${kernel}`);
  }
});
