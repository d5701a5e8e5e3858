import type { StepPoint } from '../../model/zswap/step-hooks.js';
import { runCase, type StepObserver } from '../case-runner.js';
import type { Subject } from '../case-setup.js';
import type { CaseResult, CheckCase, Scheduler } from '../check-case.js';

// Sleep sets (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996): of schedules that
// differ only in the order of adjacent independent steps, only one is run.

/** State that a step touches, as bits. */
type Footprint = number;

/** Usage, or its comparison with a limit. */
const USAGE = 1;
/** Entries on LRUs, their order and their charges. */
const ENTRIES = 2;

/** Points at which usage is compared with a limit. */
const LIMITS: readonly StepPoint[] = ['pool_limit', 'memcg_limit'];

/** Maximum of schedules per case. */
export const MAX_SCHEDULES = 2000;
/** Likewise of two tasks of up to two pages: of the built-in strategies `recheck` alone has more. */
const MAX_SCHEDULES_OF_TWO = 10_000;
const TWO_PAGES = 2;

/** Extent of a search. */
export interface Explored {
  readonly schedules: number;
  readonly steps: number;
  /** Whether every distinguishable schedule was run. */
  readonly complete: boolean;
}

/** Step of the current schedule, and the choices at it. */
interface Choice {
  /** Tasks that could take the step, but for those asleep at it. */
  readonly awake: readonly number[];
  /** Tasks whose step here leads to schedules that were run, with the state that it touches. */
  readonly asleep: Map<number, Footprint>;
  task: number;
  footprint: Footprint;
}

/** Runs a case under every distinguishable order of steps, until `found` returns 'stop'. */
export function exploreAll(
  subject: Subject,
  plan: CheckCase,
  found: (result: CaseResult) => 'stop' | 'go on',
): Explored {
  const choices: Choice[] = [];
  const maxSchedules = maxSchedulesOf(plan);
  let schedules = 0;
  let steps = 0;
  do {
    const { result, blocked } = runOnce(subject, plan, choices);
    if (blocked) continue;
    schedules++;
    steps += result.steps;
    const goesOn = found(result) === 'go on';
    const more = choices.some(hasMore);
    if (!goesOn || (more && schedules >= maxSchedules)) {
      return { schedules, steps, complete: goesOn && !more };
    }
  } while (advance(choices));
  return { schedules, steps, complete: true };
}

function maxSchedulesOf({ tasks }: CheckCase): number {
  const small = tasks.every((task) => task.kind !== 'store' || task.pageCount <= TWO_PAGES);
  return tasks.length <= 2 && small ? MAX_SCHEDULES_OF_TWO : MAX_SCHEDULES;
}

/** Runs the schedule of `choices`, then the first task that is awake at each step, and adds these choices. */
function runOnce(
  subject: Subject,
  plan: CheckCase,
  choices: Choice[],
): { result: CaseResult; blocked: boolean } {
  let blocked = false;
  const scheduler: Scheduler = {
    pick: (runnable, step) => {
      if (blocked) return runnable[0];
      if (step < choices.length) return choices[step].task;
      const asleep = asleepAfter(choices.at(-1));
      const awake = runnable.filter((task) => !asleep.has(task));
      blocked = awake.length === 0;
      if (blocked) return runnable[0];
      choices.push({ awake, asleep, task: awake[0], footprint: 0 });
      return awake[0];
    },
  };
  let step = 0;
  const touched = (footprint: Footprint) => {
    if (step < choices.length) choices[step].footprint = footprint;
    step++;
  };
  return { result: runCase(subject, plan, scheduler, footprintsOf(plan, touched)), blocked };
}

/** Returns the tasks that stay asleep after a step: those whose step is independent of it. */
function asleepAfter(last: Choice | undefined): Map<number, Footprint> {
  if (last === undefined) return new Map();
  const { asleep, footprint } = last;
  return new Map([...asleep].filter(([, other]) => (other & footprint) === 0));
}

/** Turns to the next schedule; returns false after the last. */
function advance(choices: Choice[]): boolean {
  for (let last = choices.at(-1); last !== undefined; last = choices.at(-1)) {
    const { awake, asleep, task, footprint } = last;
    asleep.set(task, footprint);
    const next = awake.find((other) => !asleep.has(other));
    if (next !== undefined) {
      last.task = next;
      return true;
    }
    choices.pop();
  }
  return false;
}

function hasMore({ awake, asleep, task }: Choice): boolean {
  return awake.some((other) => other !== task && !asleep.has(other));
}

function footprintsOf(plan: CheckCase, touched: (footprint: Footprint) => void): StepObserver {
  const { roomPages, memcgRoomPages, parentRoomPages, faults } = plan;
  const rooms = [roomPages, memcgRoomPages, parentRoomPages];
  const limited =
    rooms.some((room) => room !== null) || faults.some(({ point }) => LIMITS.includes(point));
  let before = '';
  let entriesBefore = '';
  return {
    stepped(task, zswap, points) {
      const { counters, pool, memcgParent, memcgs, reservations } = zswap;
      const reserved = `${reservations.bytes} ${memcgParent.reservedBytes}`;
      const usage = `${pool.pagesAllocated} ${memcgParent.zswapBytes} ${reserved}`;
      const lruSizes = memcgs.map(({ lruEntries }) => lruEntries).join(' ');
      const charged = `${counters.stored_pages} ${memcgParent.zswapped} ${memcgParent.zswapBytes}`;
      const entries = `${lruSizes} ${charged}`;
      const checkedLimits = LIMITS.some((point) => points.has(point));
      const compressed = points.has('compress_error');
      let footprint = 0;
      // Estimates follow recent compressions; a refused store may shrink its memcg.
      if (limited && (checkedLimits || compressed || usage !== before)) footprint |= USAGE;
      if (limited && checkedLimits) footprint |= ENTRIES;
      // A published page may replace an older entry, which leaves all sizes unchanged.
      if (points.has('index_node') || entries !== entriesBefore) footprint |= ENTRIES;
      if (plan.tasks[task].kind !== 'store') footprint |= USAGE | ENTRIES;
      touched(footprint);
      before = usage;
      entriesBefore = entries;
    },
  };
}
