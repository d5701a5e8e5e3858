import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../src/common/random.js';
import { batch } from '../../src/strategy/path/batch.js';
import type { StorePathFunction } from '../../src/strategy/strategy.js';
import { runCase } from '../../src/verify/case-runner.js';
import type { Violation } from '../../src/verify/check-case.js';
import { alternating, SEQUENTIAL, uniform } from '../../src/verify/explore/schedulers.js';
import { caseOf, fault, shrink, store, subjectOf } from '../support/check-cases.js';

function offs(violations: readonly Violation[]): Record<string, number> {
  return Object.fromEntries(violations.map(({ subject, off }) => [subject, off]));
}

/** `batch` with another store path. */
function subjectWith(path: StorePathFunction) {
  const subject = subjectOf('batch');
  return { ...subject, strategy: { ...subject.strategy, path } };
}

// `batch`: a step to the limit checks' yield; one that checks and goes to the entries' yield; one that allocates and goes to
// the first page; for each page one that compresses and one that publishes; one that counts. 2 N + 4.
test('case runner: the steps of a store are the yields of its path and its end', () => {
  for (const pages of [1, 2, 16]) {
    const { steps, schedule, violations } = runCase(
      subjectOf('batch'),
      caseOf([store(pages)]),
      SEQUENTIAL,
    );
    assert.equal(steps, 2 * pages + 4);
    assert.deepEqual(schedule, new Array(steps).fill(0));
    assert.deepEqual(violations, []);
  }
});

test('case runner: a shrink task takes one step per shrink, and one to start', () => {
  const { steps } = runCase(subjectOf('batch'), caseOf([shrink(3)]), SEQUENTIAL);
  assert.equal(steps, 4);
});

test('case runner: an injected fault gives a reject cause and no violation', () => {
  const plan = caseOf([store(4, { older: true })], { faults: [fault('index_node', 2)] });
  const { injected, causes, violations } = runCase(subjectOf('batch'), plan, SEQUENTIAL);
  assert.equal(injected, 1);
  assert.deepEqual(causes, ['alloc_fail']);
  assert.deepEqual(violations, []);
});

test('case runner: a case is reproducible', () => {
  const plan = caseOf([store(4), store(16, { memcg: 1 }), shrink(5)], { roomPages: 3 });
  const run = () =>
    runCase(subjectOf('mainline-6.13', [700, 3000]), plan, uniform(new Random('a')));
  assert.deepEqual(run(), run());
});

test('case runner: an observer gets the setup and every step with its step points', () => {
  const heard: string[] = [];
  runCase(subjectOf('mainline-6.14'), caseOf([store(1)]), SEQUENTIAL, {
    started: ({ counters }) => heard.push(`begins with ${counters.stored_pages}`),
    stepped: (task, { counters }, { points }) =>
      heard.push(`${task} ${counters.stored_pages} ${[...points].join(' ')}`),
  });
  assert.deepEqual(heard, [
    'begins with 4',
    '0 4 ',
    '0 4 memcg_limit pool_limit pool_ref',
    '0 4 entry_alloc compress_error incompressible zs_malloc',
    '0 5 index_node',
  ]);
});

test('case runner: an exception of a strategy is a violation with its message', () => {
  const subject = subjectWith(function* () {
    yield 1;
    throw new Error('cannot go on');
  });
  const { violations, steps } = runCase(subject, caseOf([store(1)]), SEQUENTIAL);
  assert.deepEqual(violations, [{ subject: 'error: cannot go on', off: 1, step: 1 + 1 }]);
  assert.equal(steps, 2);
});

test('case runner: a strategy that never ends is stopped', () => {
  const subject = subjectWith(function* () {
    for (;;) yield 1;
  });
  const { violations, steps } = runCase(subject, caseOf([store(1)]), SEQUENTIAL);
  assert.equal(steps, 1000 + 64 + 1);
  const [{ subject: found }] = violations;
  assert.match(
    found,
    /^error: expected path\(\) to end within 1064 steps; found it in flight at step 1065/,
  );
});

test('case runner: a pool reference left at the end is a violation', () => {
  const subject = subjectWith(function* (store) {
    const outcome = yield* batch(store);
    store.zswap.getPool(store.folio);
    return outcome;
  });
  const { violations } = runCase(subject, caseOf([store(1)]), SEQUENTIAL);
  assert.deepEqual(offs(violations), { 'stores that hold the pool': 1 });
});

test('case runner: a page missing at the end of its store is a violation', () => {
  const subject = subjectWith(function* (store) {
    const outcome = yield* batch(store);
    store.zswap.erase(store.folio.slot);
    return outcome;
  });
  const { violations } = runCase(subject, caseOf([store(1)]), SEQUENTIAL);
  assert.equal(offs(violations)['pages of the folio'], -1);
});

test('case runner: an older entry left by a refused store is a violation', () => {
  const subject = subjectWith(function* (store) {
    yield 1;
    return store.refuseUntouched('pool_limit');
  });
  const { violations } = runCase(subject, caseOf([store(2, { older: true })]), SEQUENTIAL);
  assert.deepEqual(offs(violations), { 'pages of the folio': 2, 'reject cause': 1 });
});

test('case runner: a wrong number of stored pages is a violation', () => {
  const subject = subjectWith(function* (store) {
    const outcome = yield* batch(store);
    return Object.assign(outcome, { storedPages: outcome.storedPages + 1 });
  });
  const { violations } = runCase(subject, caseOf([store(2)]), SEQUENTIAL);
  assert.deepEqual(offs(violations), { 'pages said to be stored': 1 });
});

// The store ends before the shrinks: its page has left the swap cache, and whether it is written back is not its concern.
test('case runner: pages may be written back once their store has ended', () => {
  const plan = caseOf([store(1), shrink(20)]);
  const { violations } = runCase(subjectOf('batch'), plan, SEQUENTIAL);
  assert.deepEqual(violations, []);
});

test('case runner: writeback of a folio in flight is a violation', () => {
  const subject = subjectWith((store) => {
    store.leaveSwapCache();
    return batch(store);
  });
  const plan = caseOf([store(1, { older: true }), shrink(20)]);
  const { violations } = runCase(subject, plan, { pick: (runnable) => runnable.at(-1) as number });
  assert.deepEqual(offs(violations), { 'written back while stored': 1, shrinks: 1 });
});

// Pages of 4096 bytes take a page each. 4 are there, 2 fit; two stores of 4 pages each look before either is in and both go
// on, as `batch` may: 6 past. With a declared bound of 5 it exceeds the bound by 1.
test('case runner: overshoot above the declared bound is a violation', () => {
  const plan = caseOf([store(4), store(4)], { roomPages: 2 });
  const subject = subjectOf('batch', [4096]);
  for (const [bound, expected] of [
    [6, {}],
    [5, { 'pool pages past the bound': 1 }],
  ] as const) {
    const strategy = { ...subject.strategy, overshootBound: () => bound };
    const { violations } = runCase({ ...subject, strategy }, plan, alternating());
    assert.deepEqual(offs(violations), expected);
  }
});

test('case runner: 6.12 may leave older entries of a refused large folio', () => {
  const { causes, violations } = runCase(
    subjectOf('mainline-6.12'),
    caseOf([store(4, { older: true })]),
    SEQUENTIAL,
  );
  assert.deepEqual(causes, ['large_folio']);
  assert.deepEqual(violations, []);
});

test('case runner: a split folio may be stored in part', () => {
  const plan = caseOf([store(4)], { faults: [fault('index_node', 1), fault('index_node', 2)] });
  const { causes, violations } = runCase(subjectOf('split'), plan, SEQUENTIAL);
  assert.deepEqual(causes, ['alloc_fail']);
  assert.deepEqual(violations, []);
});
