import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../src/common/random.js';
import { runCase } from '../../src/verify/case-runner.js';
import type { Subject } from '../../src/verify/case-setup.js';
import type { CheckCase } from '../../src/verify/check-case.js';
import { NOTHING_REACHED } from '../../src/verify/coverage/covered-steps.js';
import { randomCase } from '../../src/verify/explore/random-cases.js';
import { alternating, SEQUENTIAL, uniform } from '../../src/verify/explore/schedulers.js';
import { failsOn, shrinkCase } from '../../src/verify/shrink.js';
import { caseOf, fault, store, subjectOf } from '../support/check-cases.js';

const LENGTHS = [600, 1300, 2700, 3400, 900];

/** Random cases that fail, each under a schedule of its own. */
function* failing(subject: Subject, cases: number) {
  for (let number = 0; number < cases; number++) {
    const random = new Random('shrink test', number);
    const plan = randomCase(random, [1, 4, 16], LENGTHS.length);
    const result = runCase(subject, plan, uniform(random));
    for (const violation of result.violations) yield { failing: { plan, result }, violation };
  }
}

/** How large a case is: never more in a shrunk one. */
function sizes({ tasks, faults }: CheckCase) {
  const pages = tasks.map((task) => {
    if (task.kind === 'store') return task.pageCount;
    return task.kind === 'shrink' ? task.shrinks : task.pages;
  });
  return { tasks: tasks.length, faults: faults.length, pages: pages.reduce((a, b) => a + b, 0) };
}

for (const name of ['incremental', 'mainline-6.13']) {
  const subject = subjectOf(name, LENGTHS);

  test(`${name}: a shrunk case still fails on the same subject with the same sign, and is no larger`, () => {
    let tried = 0;
    for (const { failing: found, violation } of failing(subject, 90)) {
      const small = shrinkCase(subject, found, violation);
      assert.ok(failsOn(small.result, violation));
      const [before, after] = [sizes(found.plan), sizes(small.plan)];
      assert.ok(after.tasks <= before.tasks && after.faults <= before.faults);
      assert.ok(after.pages <= before.pages);
      assert.deepEqual(shrinkCase(subject, found, violation), small, 'the same again');
      // The reported result is the result of its schedule.
      const again = runCase(subject, small.plan, {
        pick: (_, step) => small.result.schedule[step],
      });
      assert.deepEqual(again, small.result);
      tried++;
    }
    assert.ok(tried > 20, `${tried} failing cases`);
  });

  test(`${name}: a shrunk case is a smallest one, tried by hand`, () => {
    for (const { failing: found, violation } of failing(subject, 25)) {
      const { plan } = shrinkCase(subject, found, violation);
      for (const smaller of cutDown(plan)) {
        const { violations } = runCase(subject, smaller, SEQUENTIAL);
        const still = violations.some(
          (each) =>
            each.subject === violation.subject && Math.sign(each.off) === Math.sign(violation.off),
        );
        assert.ok(!still, `${JSON.stringify(smaller)} of ${JSON.stringify(plan)}`);
      }
    }
  });
}

/** A case with one thing less: a task, a fault, a limit, a page, an older entry. Written apart from the shrinker. */
function* cutDown(plan: CheckCase): Generator<CheckCase> {
  for (let gone = 0; gone < plan.tasks.length && plan.tasks.length > 1; gone++) {
    yield {
      ...plan,
      tasks: plan.tasks.filter((_, task) => task !== gone),
      faults: plan.faults.flatMap((each) => {
        if (each.task === gone) return [];
        return [{ ...each, task: each.task < gone ? each.task : each.task - 1 }];
      }),
    };
  }
  for (const each of plan.faults) {
    yield { ...plan, faults: plan.faults.filter((other) => other !== each) };
  }
  for (const room of ['roomPages', 'memcgRoomPages', 'parentRoomPages'] as const) {
    if (plan[room] !== null) yield { ...plan, [room]: null };
  }
  for (const each of plan.tasks) {
    const with_ = (task: typeof each) => ({
      ...plan,
      tasks: plan.tasks.map((other) => (other === each ? task : other)),
    });
    if (each.kind === 'shrink') {
      if (each.shrinks > 1) yield with_({ ...each, shrinks: each.shrinks - 1 });
      continue;
    }
    if (each.kind !== 'store') {
      if (each.pages > 1) yield with_({ ...each, pages: each.pages - 1 });
      continue;
    }
    if (each.pageCount > 1) yield with_({ ...each, pageCount: each.pageCount - 1 });
    if (each.older) yield with_({ ...each, older: false });
  }
}

// ZSWPOUT of one page needs two pages and a failure at the second: nothing smaller drifts.
test('shrink: the smallest case of v7 is two pages, of which the second fails', () => {
  const subject = subjectOf('incremental', LENGTHS);
  const plan = caseOf(
    [store(4, { memcg: 1, older: true, page: 3 }), store(16, { older: true, page: 2 }), store(1)],
    { faults: [fault('zs_malloc', 11, 1), fault('pool_ref', 0, 2)], roomPages: 90 },
  );
  const result = runCase(subject, plan, alternating());
  const [violation] = result.violations;
  assert.equal(violation.subject, 'zswpout');
  const small = shrinkCase(subject, { plan, result }, violation);
  assert.deepEqual(small.plan, caseOf([store(2)], { faults: [fault('zs_malloc', 1)] }));
});

test('shrink: a violation is the same if counter and sign are', () => {
  const result = {
    ...{ steps: 0, injected: 0, causes: [], schedule: [], reached: NOTHING_REACHED },
    violations: [{ subject: 'zswpout', off: 3, step: 1 }],
  };
  assert.equal(failsOn(result, { subject: 'zswpout', off: 1, step: null }), true);
  assert.equal(failsOn(result, { subject: 'zswpout', off: -1, step: null }), false);
  assert.equal(failsOn(result, { subject: 'zswpin', off: 1, step: null }), false);
});
