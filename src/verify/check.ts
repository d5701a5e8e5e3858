import { Random } from '../common/random.js';
import { runCase } from './case-runner.js';
import type { Subject } from './case-setup.js';
import type { CaseResult, CheckCase, Scheduler, Violation } from './check-case.js';
import { type CounterDrift, DriftCollector } from './drift-collector.js';
import { faultPairs, singleFaults } from './explore/fault-cases.js';
import { exploreAll } from './explore/interleavings.js';
import { randomCase } from './explore/random-cases.js';
import { alternating, byPriority, replaying, SEQUENTIAL, uniform } from './explore/schedulers.js';
import { smallCases } from './explore/small-cases.js';
import { type Failing, shrinkCase } from './shrink.js';
import { type TraceLine, traceCase } from './trace.js';

/** Extent of a check. */
export interface CheckOptions {
  /** Sizes of folios, in pages. */
  readonly folioPages: readonly number[];
  /** Number of random cases, each with its own schedule. */
  readonly schedules: number;
  /** Whether to run small cases under every order of steps. */
  readonly exhaustive: boolean;
  readonly seed: number;
  /** Whether to stop at the first violation. */
  readonly untilFound?: true;
}

/** Smallest case found for a violation, with all its violations. */
export interface CheckFinding {
  readonly violations: readonly Violation[];
  readonly plan: CheckCase;
  readonly schedule: readonly number[];
  readonly trace: readonly TraceLine[];
}

/** Result of checking one strategy. */
export interface StrategyCheck {
  readonly strategy: string;
  readonly cases: number;
  readonly schedules: number;
  readonly steps: number;
  /** Number of injected faults. */
  readonly faults: number;
  readonly drifts: readonly CounterDrift[];
  readonly findings: readonly CheckFinding[];
}

// Steps between two turns of the event loop.
const SLICE_STEPS = 50_000;

/** Checks one strategy. */
export async function checkStrategy(
  subject: Subject,
  options: CheckOptions,
): Promise<StrategyCheck> {
  const counts = { cases: 0, schedules: 0, steps: 0, faults: 0 };
  const collector = new DriftCollector();
  let nextPause = SLICE_STEPS;
  const pause = async () => {
    if (counts.steps < nextPause) return;
    nextPause = counts.steps + SLICE_STEPS;
    await new Promise(setImmediate);
  };
  const note = (plan: CheckCase, result: CaseResult) => {
    counts.schedules++;
    counts.steps += result.steps;
    counts.faults += result.injected;
    if (result.violations.length > 0) collector.add(plan, result);
  };
  const shouldContinue = () =>
    options.untilFound !== true || collector.firstFailures().length === 0;
  for (const { plan, schedulers } of plannedCases(subject, options)) {
    if (!shouldContinue()) break;
    counts.cases++;
    for (const scheduler of schedulers) note(plan, runCase(subject, plan, scheduler));
    await pause();
  }
  if (options.exhaustive) {
    for (const plan of smallCases()) {
      if (!shouldContinue()) break;
      counts.cases++;
      exploreAll(subject, plan, (result) => {
        note(plan, result);
        return shouldContinue() ? 'go on' : 'stop';
      });
      await pause();
    }
  }
  return {
    strategy: subject.name,
    ...counts,
    drifts: collector.drifts(),
    findings: smallestCases(subject, collector),
  };
}

interface Attempt {
  readonly plan: CheckCase;
  readonly schedulers: readonly Scheduler[];
}

/** Yields single faults, pairs of faults, and random cases. */
function* plannedCases(
  { lengths }: Subject,
  { folioPages, schedules, seed }: CheckOptions,
): Generator<Attempt> {
  for (const plan of singleFaults(folioPages, seed)) yield { plan, schedulers: [SEQUENTIAL] };
  for (const plan of faultPairs()) yield { plan, schedulers: [SEQUENTIAL, alternating()] };
  for (let number = 0; number < schedules; number++) {
    const random = new Random('check', seed, number);
    const plan = randomCase(random, folioPages, lengths.length);
    yield { plan, schedulers: [randomScheduler(random, plan, number)] };
  }
}

/** Returns a smallest case for each violation, without repetition. */
function smallestCases(subject: Subject, collector: DriftCollector): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const { failing, violation } of collector.firstFailures()) {
    const known = findings.some(({ violations, plan }) => {
      const sameKind = plan.faults.length > 0 === failing.plan.faults.length > 0;
      return sameKind && violations.some((other) => other.subject === violation.subject);
    });
    if (!known) findings.push(describe(subject, shrinkCase(subject, failing, violation)));
  }
  return findings;
}

/** Replays a case under a given schedule. */
export function replayCase(
  subject: Subject,
  plan: CheckCase,
  schedule: readonly number[],
): CheckFinding {
  return describe(subject, { plan, result: runCase(subject, plan, replaying(schedule)) });
}

/** Returns a uniform scheduler for even numbers, a priority scheduler for odd ones. */
function randomScheduler(random: Random, plan: CheckCase, number: number): Scheduler {
  if (number % 2 === 0) return uniform(random);
  const steps = plan.tasks.reduce(
    (sum, task) => sum + (task.kind === 'store' ? 2 * task.pageCount + 3 : task.shrinks + 1),
    0,
  );
  return byPriority(random, plan.tasks.length, steps, 1 + random.below(3));
}

function describe(subject: Subject, { plan, result }: Failing): CheckFinding {
  const { schedule, violations } = result;
  return { violations, plan, schedule, trace: traceCase(subject, plan, schedule) };
}
