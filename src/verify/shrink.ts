import { Random } from '../common/random.js';
import { runCase } from './case-runner.js';
import type { Subject } from './case-setup.js';
import type { CaseResult, CheckCase, CheckTask, Scheduler, Violation } from './check-case.js';
import { alternating, replaying, SEQUENTIAL, uniform } from './explore/schedulers.js';
import { fewerSwitches, switchesOf } from './shrink-schedule.js';
import { violationKind } from './violation-kind.js';

/** Random schedules tried for each smaller case. */
const RANDOM_TRIES = 20;

/** A failing case, and its result with the schedule. */
export interface Failing {
  readonly plan: CheckCase;
  readonly result: CaseResult;
}

/** Reduces tasks, faults, pages and switches of a failing case as long as the same violation remains. */
export function shrinkCase(subject: Subject, failing: Failing, on: Violation): Failing {
  let smallest = failing;
  for (;;) {
    const smaller = firstThatFails(subject, smallest, on);
    if (smaller === null) return smallest;
    smallest = smaller;
  }
}

function firstThatFails(
  subject: Subject,
  { plan, result }: Failing,
  on: Violation,
): Failing | null {
  for (const candidate of smallerCases(plan)) {
    for (const scheduler of schedulesFor(result.schedule)) {
      const tried = runCase(subject, candidate, scheduler);
      if (failsOn(tried, on)) return { plan: candidate, result: tried };
    }
  }
  const most = switchesOf(result.schedule);
  for (const scheduler of schedulersWithFewerSwitches(result.schedule)) {
    const tried = runCase(subject, plan, scheduler);
    if (failsOn(tried, on) && switchesOf(tried.schedule) < most) return { plan, result: tried };
  }
  return null;
}

/** Returns whether a result has the violation with the same sign. */
export function failsOn(result: CaseResult, on: Violation): boolean {
  return result.violations.some(
    ({ subject, off }) =>
      violationKind(subject) === violationKind(on.subject) && Math.sign(off) === Math.sign(on.off),
  );
}

function* schedulesFor(schedule: readonly number[]): Generator<Scheduler> {
  yield SEQUENTIAL;
  yield replaying(schedule);
  yield alternating();
  for (let i = 0; i < RANDOM_TRIES; i++) yield uniform(new Random('shrink', i));
}

function* schedulersWithFewerSwitches(schedule: readonly number[]): Generator<Scheduler> {
  yield SEQUENTIAL;
  yield alternating();
  for (const fewer of fewerSwitches(schedule)) yield replaying(fewer);
}

/** Yields cases one step smaller, the most promising first. */
function* smallerCases(plan: CheckCase): Generator<CheckCase> {
  if (plan.tasks.length > 1) {
    for (let task = 0; task < plan.tasks.length; task++) yield withoutTask(plan, task);
  }
  for (let i = 0; i < plan.faults.length; i++) {
    yield { ...plan, faults: plan.faults.filter((_, j) => j !== i) };
  }
  if (plan.roomPages !== null) yield { ...plan, roomPages: null };
  if (plan.memcgRoomPages !== null) yield { ...plan, memcgRoomPages: null };
  if (plan.parentRoomPages !== null) yield { ...plan, parentRoomPages: null };
  yield* usualConditions(plan);
  for (let task = 0; task < plan.tasks.length; task++) {
    for (const smaller of smallerTasks(plan.tasks[task])) {
      yield { ...plan, tasks: plan.tasks.map((other, i) => (i === task ? smaller : other)) };
    }
  }
  for (let i = 0; i < plan.faults.length; i++) {
    const { occurrence } = plan.faults[i];
    for (const earlier of new Set([0, occurrence >> 1, occurrence - 1])) {
      if (earlier < 0 || earlier >= occurrence) continue;
      const faults = plan.faults.map((fault, j) =>
        j === i ? { ...fault, occurrence: earlier } : fault,
      );
      yield { ...plan, faults };
    }
  }
}

/** Yields cases with one condition fewer. The last kernel to try is the subject's own. */
function* usualConditions(plan: CheckCase): Generator<CheckCase> {
  const { kernel, writeback, incompressible, poolReplacedAt, ...rest } = plan;
  const conditions = { kernel, writeback, incompressible, poolReplacedAt };
  for (const name of ['writeback', 'incompressible', 'poolReplacedAt', 'kernel'] as const) {
    if (conditions[name] === undefined) continue;
    const kept = Object.entries(conditions).filter(
      ([other, value]) => other !== name && value !== undefined,
    );
    yield { ...rest, ...Object.fromEntries(kept) };
  }
  if (incompressible !== undefined && incompressible.index > 0) {
    yield { ...plan, incompressible: { ...incompressible, index: 0 } };
  }
  if (poolReplacedAt !== undefined && poolReplacedAt > 0) yield { ...plan, poolReplacedAt: 0 };
}

function withoutTask(plan: CheckCase, gone: number): CheckCase {
  return {
    ...plan,
    tasks: plan.tasks.filter((_, task) => task !== gone),
    faults: plan.faults
      .filter(({ task }) => task !== gone)
      .map((fault) => ({ ...fault, task: fault.task > gone ? fault.task - 1 : fault.task })),
  };
}

function* smallerTasks(task: CheckTask): Generator<CheckTask> {
  if (task.kind === 'shrink') {
    if (task.shrinks > 1) yield { ...task, shrinks: task.shrinks - 1 };
    if (task.memcg > 0) yield { ...task, memcg: 0 };
    return;
  }
  if (task.kind !== 'store') {
    if (task.pages > 1) yield { ...task, pages: task.pages - 1 };
    return;
  }
  for (const pageCount of new Set([1, task.pageCount >> 1, task.pageCount - 1])) {
    if (pageCount >= 1 && pageCount < task.pageCount) yield { ...task, pageCount };
  }
  if (task.older) yield { ...task, older: false };
  if (task.page > 0) yield { ...task, page: 0 };
  if (task.memcg > 0) yield { ...task, memcg: 0 };
}
