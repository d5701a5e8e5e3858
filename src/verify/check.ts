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

/** What is tried. */
export interface CheckOptions {
  /** Sizes of folios, in pages. */
  readonly folioPages: readonly number[];
  /** Random cases, each under a schedule of its own. */
  readonly schedules: number;
  /** Also every order of steps of small cases. */
  readonly exhaustive: boolean;
  readonly seed: number;
  /** Whether to stop at the first case in which something is off. */
  readonly untilFound?: true;
}

/** The smallest case found for something that is off, and all that is off in it. */
export interface CheckFinding {
  readonly violations: readonly Violation[];
  readonly plan: CheckCase;
  readonly schedule: readonly number[];
  readonly trace: readonly TraceLine[];
}

/** What came of checking one strategy. */
export interface StrategyCheck {
  readonly strategy: string;
  readonly cases: number;
  readonly schedules: number;
  readonly steps: number;
  /** Faults that injected. */
  readonly faults: number;
  readonly drifts: readonly CounterDrift[];
  readonly findings: readonly CheckFinding[];
}

// Steps between two looks at the event loop.
const SLICE_STEPS = 50_000;

/** Tries one strategy. */
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
  const goesOn = () => options.untilFound !== true || collector.firstFailures().length === 0;
  for (const { plan, schedulers } of attempts(subject, options)) {
    if (!goesOn()) break;
    counts.cases++;
    for (const scheduler of schedulers) note(plan, runCase(subject, plan, scheduler));
    await pause();
  }
  if (options.exhaustive) {
    for (const plan of smallCases()) {
      if (!goesOn()) break;
      counts.cases++;
      exploreAll(subject, plan, (result) => {
        note(plan, result);
        return goesOn() ? 'go on' : 'stop';
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

/** Every fault, pairs of faults, and cases drawn at random. */
function* attempts(
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

/** A smallest case for everything that is off, each once. */
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

/** Runs one case again, as it was found. */
export function replayCase(
  subject: Subject,
  plan: CheckCase,
  schedule: readonly number[],
): CheckFinding {
  return describe(subject, { plan, result: runCase(subject, plan, replaying(schedule)) });
}

/** Every second one uniform, the others by priorities. */
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
