import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Zswap } from '../../src/model/zswap/zswap.js';
import type { LimitPolicies, LimitPolicy } from '../../src/strategy/limit-policy.js';
import { Store } from '../../src/strategy/store.js';
import type { RejectCause } from '../../src/strategy/store-outcome.js';
import {
  type BareOptions,
  bareZswap,
  DIGIT_COSTS,
  folioOf,
  lruOf,
  putPage,
} from '../support/bare-zswap.js';

const VISIT = DIGIT_COSTS.memcgVisitNs;
const CLEAR = VISIT + DIGIT_COSTS.scanNs;
const WRITE = CLEAR + DIGIT_COSTS.writebackNs;

/** A page that has had its second chance. */
function putOld(zswap: Zswap, slot: number): void {
  const entry = putPage(zswap, slot);
  zswap.entries.referenced[entry] = 0;
}

/** A policy with scripted answers that records its calls. */
function scripted(
  name: string,
  asked: string[],
  answers: (RejectCause | null)[] = [],
  rechecks = false,
): LimitPolicy {
  const answer = (question: string) => {
    asked.push(`${name} ${question}`);
    return answers.shift() ?? null;
  };
  return {
    admit: (_folio, pages) => answer(`admit ${pages}`),
    charge: (_folio, length) => answer(`charge ${length}`),
    settle: (_folio, bytes) => answer(`settle ${bytes}`),
    undo: () => {},
    rechecks,
  };
}

function storeOf(zswap: Zswap, policies: LimitPolicies, folio = folioOf(100, 4)): Store {
  return new Store(zswap, folio, policies, { clear() {} });
}

/** The check of both limits for a folio of four pages: what it yields, and why it refuses. */
function run(zswap: Zswap, policies: LimitPolicies, memcg = 0) {
  const steps = storeOf(zswap, policies, folioOf(100, 4, memcg)).checkLimits();
  const costs: number[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { costs, verdict: value?.refused ?? null };
    costs.push(value);
  }
}

/** The memcg's policy gives these answers, the pool's none that refuses. */
function setup(answers: (RejectCause | null)[], rechecks: boolean) {
  const asked: string[] = [];
  const limits = {
    memcg: scripted('memcg', asked, answers, rechecks),
    global: scripted('global', asked),
  };
  return { asked, limits };
}

test('store: checkLimits() checks the memcg first, then the pool, for the next pages', () => {
  const { asked, limits } = setup([null], false);
  assert.deepEqual(run(bareZswap(), limits), { costs: [1], verdict: null });
  assert.deepEqual(asked, ['memcg admit 4', 'global admit 4']);
});

test('store: a refusal of the pool ends the check without a shrink', () => {
  const asked: string[] = [];
  const limits = {
    memcg: scripted('memcg', asked),
    global: scripted('global', asked, ['hysteresis']),
  };
  const zswap = bareZswap();
  putPage(zswap, 0);
  assert.deepEqual(run(zswap, limits), { costs: [1], verdict: 'hysteresis' });
  assert.deepEqual(lruOf(zswap), ['0*']);
});

test('a memcg that refuses is shrunk once, and if that wrote nothing the pool is not asked', () => {
  // The oldest page loses its bit and goes to the other end.
  const zswap = bareZswap();
  putPage(zswap, 0);
  putPage(zswap, 1);
  const { asked, limits } = setup(['memcg_limit'], false);
  assert.deepEqual(run(zswap, limits), { costs: [1, CLEAR], verdict: 'memcg_limit' });
  assert.deepEqual(asked, ['memcg admit 4']);
  assert.deepEqual(lruOf(zswap), ['1*', '0']);
});

test('if a page was written back the store goes on without asking the memcg again', () => {
  const zswap = bareZswap();
  putOld(zswap, 0);
  const { asked, limits } = setup(['memcg_limit', 'memcg_limit'], false);
  assert.deepEqual(run(zswap, limits), { costs: [1, WRITE], verdict: null });
  assert.deepEqual(asked, ['memcg admit 4', 'global admit 4']);
});

test('store: a policy with rechecks is called again, but only after a page was written back', () => {
  const zswap = bareZswap();
  putPage(zswap, 0);
  const first = setup(['headroom', null], true);
  assert.deepEqual(run(zswap, first.limits), { costs: [1, CLEAR], verdict: 'headroom' });
  assert.deepEqual(first.asked, ['memcg admit 4']);
  // The page has lost its bit and is written back now; there is still no room.
  const second = setup(['headroom', 'memcg_limit'], true);
  assert.deepEqual(run(zswap, second.limits), { costs: [1, WRITE], verdict: 'memcg_limit' });
  assert.deepEqual(second.asked, ['memcg admit 4', 'memcg admit 4']);

  putOld(zswap, 1);
  const third = setup(['headroom', null], true);
  assert.deepEqual(run(zswap, third.limits), { costs: [1, WRITE], verdict: null });
  assert.deepEqual(third.asked, ['memcg admit 4', 'memcg admit 4', 'global admit 4']);
});

test('a memcg that has nothing, or may not write back, costs a visit', () => {
  for (const zswap of [bareZswap(), bareZswap({ writeback: false })]) {
    if (!zswap.memcgs[0].writebackEnabled) putOld(zswap, 0);
    const { limits } = setup(['memcg_limit'], false);
    assert.deepEqual(run(zswap, limits), { costs: [1, VISIT], verdict: 'memcg_limit' });
  }
});

test('store: shrinks the folio’s own memcg', () => {
  const zswap = bareZswap({ memcgs: 2 });
  putPage(zswap, 0, 100, 0);
  putPage(zswap, 1, 100, 1);
  run(zswap, setup(['memcg_limit'], false).limits, 1);
  assert.deepEqual([lruOf(zswap, 0), lruOf(zswap, 1)], [['0*'], ['1']]);
});

test('pages are written back for a store that the pool then refuses', () => {
  const zswap = bareZswap();
  putOld(zswap, 0);
  const asked: string[] = [];
  const limits = {
    memcg: scripted('memcg', asked, ['memcg_limit']),
    global: scripted('global', asked, ['pool_limit']),
  };
  assert.deepEqual(run(zswap, limits), { costs: [1, WRITE], verdict: 'pool_limit' });
  assert.equal(zswap.counters.written_back_pages, 1);
});

test('store: a failed check undoes both policies and erases older entries', () => {
  const zswap = bareZswap({ writeback: false });
  for (const slot of [99, 101]) putPage(zswap, slot);
  const { limits } = setup(['memcg_limit'], false);
  const undone: string[] = [];
  const watched = {
    memcg: { ...limits.memcg, undo: () => undone.push('memcg') },
    global: { ...limits.global, undo: () => undone.push('global') },
  };
  const store = storeOf(zswap, watched);
  const steps = store.checkLimits();
  for (let step = steps.next(); step.done !== true; step = steps.next());
  assert.deepEqual(store.outcome, {
    refused: 'memcg_limit',
    storedPages: 0,
    failingPage: 0,
    wasted: 0,
  });
  assert.deepEqual(undone, ['memcg', 'global']);
  assert.deepEqual([zswap.has(99), zswap.has(101)], [true, false]);
});

test('store: a probe of the limits has no side effect', () => {
  const zswap = bareZswap();
  putPage(zswap, 101);
  const asked: string[] = [];
  const undone: string[] = [];
  const policy = (name: string, answers: RejectCause[]) => ({
    ...scripted(name, asked, answers),
    undo: () => undone.push(name),
  });
  const store = storeOf(zswap, {
    memcg: policy('memcg', []),
    global: policy('global', ['headroom']),
  });
  assert.equal(store.probeLimits(), 'headroom');
  assert.deepEqual(asked, ['memcg admit 4', 'global admit 4']);
  assert.deepEqual(undone, ['memcg', 'global']);
  assert.deepEqual([store.outcome, zswap.has(101), zswap.workerQueued], [null, true, false]);
});

const OPEN: LimitPolicies = { memcg: scripted('memcg', []), global: scripted('global', []) };

function opened(options: BareOptions, pages = 2) {
  const heard: string[] = [];
  const zswap = bareZswap({
    ...options,
    events: {
      accepted: (pageCount) => heard.push(`accepted ${pageCount}`),
      refused: (pageCount) => heard.push(`refused ${pageCount}`),
    },
  });
  return { heard, zswap, store: storeOf(zswap, OPEN, folioOf(4, pages)) };
}

test('store: a store of all pages succeeds and is counted once', () => {
  const { heard, zswap, store } = opened({ lengths: [100] });
  assert.equal(store.getPool() ?? store.allocateEntries(), null);
  for (const index of [0, 1]) assert.equal(store.compress(index) ?? store.publish(index), null);
  assert.equal(store.account(), null);
  const outcome = store.stored();
  assert.deepEqual(outcome, { refused: null, storedPages: 2, failingPage: 2, wasted: 0 });
  assert.equal(store.outcome, outcome);
  assert.deepEqual(heard, ['accepted 2']);
  assert.deepEqual([zswap.counters.zswpout, zswap.counters.stored_pages], [2, 2]);
  assert.deepEqual([zswap.poolHolders.size, lruOf(zswap)], [0, ['4*', '5*']]);
});

test('pages may all be compressed before the first is published; a failure drops them all', () => {
  const { heard, zswap, store } = opened({ lengths: [100] }, 4);
  store.allocateEntries();
  for (let index = 0; index < 3; index++) store.compress(index);
  store.publish(0);
  const outcome = store.refuse('headroom');
  assert.deepEqual(outcome, { refused: 'headroom', storedPages: 0, failingPage: 1, wasted: 3 });
  assert.deepEqual([zswap.entries.inUse, zswap.pool.pagesAllocated], [0, 0]);
  assert.deepEqual([heard, zswap.has(4)], [['refused 4'], false]);
});

test('pages that were stored one by one are summed, and fail for the first cause', () => {
  const { zswap, store } = opened({ lengths: [100] });
  store.allocateEntries();
  store.compress(0);
  store.refuse('compress_fail');
  const [one, other] = [0, 1].map((index) => store.startPage(index));
  one.allocateEntries();
  one.compress(0);
  one.publish(0);
  one.account();
  one.stored();
  other.refuse('pool_limit');
  const outcome = store.endOfPages();
  assert.deepEqual(outcome, {
    refused: 'compress_fail',
    storedPages: 1,
    failingPage: 0,
    wasted: 1,
  });
  assert.deepEqual([zswap.has(4), zswap.has(5), store.outcome === outcome], [true, false, true]);
});

test('the worker is queued if the pool is full, whatever the cause, or if an estimate did not fit', () => {
  const queues = (cause: RejectCause, full: boolean) => {
    const { zswap, store } = opened({});
    zswap.limit.full = full;
    store.refuse(cause);
    return zswap.workerQueued;
  };
  const causes = ['pool_limit', 'hysteresis', 'memcg_limit', 'headroom', 'compress_fail'] as const;
  assert.ok(causes.every((cause) => queues(cause, true)));
  assert.deepEqual(
    causes.filter((cause) => queues(cause, false)),
    ['headroom'],
  );
});

/** Steps that no store can take in this order, each after two entries were allocated. */
const WRONG: readonly [string, (store: Store) => unknown][] = [
  ['allocateEntries()', (store) => store.allocateEntries(1)],
  ['compress(1)', (store) => store.compress(1)],
  ['compress(2)', (store) => store.compress(0) ?? store.compress(1) ?? store.compress(2)],
  ['publish(0)', (store) => store.publish(0)],
  ['publish(1)', (store) => store.compress(0) ?? store.compress(1) ?? store.publish(1)],
  ['accountPage()', (store) => store.accountPage()],
  ['stored()', (store) => store.compress(0) ?? store.publish(0) ?? store.stored()],
  ['compress(0)', (store) => [store.refuse('headroom'), store.compress(0)]],
  ['a second end of the store', (store) => [store.refuse('headroom'), store.refuse('headroom')]],
];

for (const [step, take] of WRONG) {
  test(`a step out of order throws and names itself: ${step}`, () => {
    const { store } = opened({ lengths: [100] });
    store.allocateEntries();
    assert.throws(() => take(store), { message: `${step} out of order` });
  });
}

test('store: charge and settle call the memcg policy first, and the pool policy if that accepts', () => {
  for (const [question, ask] of [
    ['charge 7', (store: Store) => store.allocateEntries() ?? store.compress(0)],
    ['settle 0', (store: Store) => store.account()],
  ] as const) {
    for (const [memcg, global, verdict, questions] of [
      [null, null, null, 2],
      [null, 'pool_limit', 'pool_limit', 2],
      ['memcg_limit', 'pool_limit', 'memcg_limit', 1],
    ] as const) {
      const asked: string[] = [];
      const policies = {
        memcg: scripted('memcg', asked, [memcg]),
        global: scripted('global', asked, [global]),
      };
      const store = storeOf(bareZswap({ lengths: [7] }), policies, folioOf(0, 1));
      assert.equal(ask(store)?.refused ?? null, verdict);
      const both = [`memcg ${question}`, `global ${question}`];
      assert.deepEqual(asked, both.slice(0, questions));
    }
  }
});
