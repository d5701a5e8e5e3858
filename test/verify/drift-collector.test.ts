import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseResult, Violation } from '../../src/verify/check-case.js';
import { NOTHING_REACHED } from '../../src/verify/coverage/covered-steps.js';
import { DriftCollector } from '../../src/verify/drift-collector.js';
import { caseOf, fault, store } from '../support/check-cases.js';

function result(violations: [string, number][], more: Partial<CaseResult> = {}): CaseResult {
  return {
    steps: 1,
    injected: 0,
    causes: [],
    schedule: [0],
    reached: NOTHING_REACHED,
    violations: violations.map(([subject, off]): Violation => ({ subject, off, step: 1 })),
    ...more,
  };
}

const plain = caseOf([store(1)]);
const injected = { injected: 1, causes: ['alloc_fail'] };

test('drift collector: range of drift by counter and cause', () => {
  const collector = new DriftCollector();
  const atPool = caseOf([store(2)], { faults: [fault('zs_malloc', 1)] });
  collector.add(atPool, result([['zswpout', 1]], injected));
  collector.add(atPool, result([['zswpout', 5]], injected));
  collector.add(atPool, result([['zswpout', 3]], injected));
  collector.add(plain, result([['zswpout', -2]]));
  assert.deepEqual(collector.drifts(), [
    { subject: 'zswpout', cause: 'zs_malloc', lowest: 1, highest: 5, cases: 3 },
    { subject: 'zswpout', cause: 'no failure', lowest: -2, highest: -2, cases: 1 },
  ]);
});

test('drift collector: cause is the injected fault, else the reject cause, else no failure', () => {
  const causeOf = (plan = plain, more: Partial<CaseResult> = {}) => {
    const collector = new DriftCollector();
    collector.add(plan, result([['zswpin', 1]], more));
    return collector.drifts()[0].cause;
  };
  const one = caseOf([store(2)], { faults: [fault('index_node', 1)] });
  const two = caseOf([store(2)], { faults: [fault('index_node', 1), fault('pool_ref', 0)] });
  assert.equal(causeOf(one, injected), 'index_node');
  assert.equal(causeOf(two, { injected: 2, causes: ['pool_ref', 'alloc_fail'] }), 'several');
  assert.equal(causeOf(one, { causes: ['pool_limit'] }), 'pool_limit');
  assert.equal(causeOf(plain, { causes: ['pool_limit', 'memcg_limit'] }), 'several');
  assert.equal(causeOf(one), 'no failure');
});

test('drift collector: keeps the first failing case of each counter, with and without a failed store', () => {
  const collector = new DriftCollector();
  const second = caseOf([store(4)]);
  collector.add(plain, result([['zswpout', 1]]));
  collector.add(second, result([['zswpout', 1]]));
  collector.add(
    second,
    result(
      [
        ['zswpout', 1],
        ['zswpwb', 1],
      ],
      injected,
    ),
  );
  const kept = collector
    .firstFailures()
    .map(({ failing, violation }) => [failing.plan, violation.subject]);
  assert.deepEqual(kept, [
    [plain, 'zswpout'],
    [second, 'zswpout'],
    [second, 'zswpwb'],
  ]);
});

test('drift collector: parts that follow each other give what all cases together give', () => {
  const later = caseOf([store(4)]);
  const cases = [
    [plain, result([['zswpout', 3]])],
    [plain, result([['zswpwb', 1]], injected)],
    [later, result([['zswpwb', 2]])],
    [later, result([['zswpout', -1]])],
    [later, result([['zswpout', 9]], injected)],
  ] as const;
  const whole = new DriftCollector();
  for (const [plan, found] of cases) whole.add(plan, found);
  for (let cut = 0; cut <= cases.length; cut++) {
    const joined = new DriftCollector();
    for (const part of [cases.slice(0, cut), cases.slice(cut)]) {
      const collector = new DriftCollector();
      for (const [plan, found] of part) collector.add(plan, found);
      joined.addAll(structuredClone(collector.collected()));
    }
    assert.deepEqual(joined.drifts(), whole.drifts());
    assert.deepEqual(joined.firstFailures(), whole.firstFailures());
  }
});
