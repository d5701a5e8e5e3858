import { runCase } from './case-runner.js';
import type { Subject } from './case-setup.js';
import type { CheckCase, ReachedBits, Violation } from './check-case.js';
import {
  type CaseCounts,
  CheckCases,
  type CheckedRange,
  type CheckOptions,
} from './check-cases.js';
import { joinReached, NOTHING_REACHED } from './coverage/covered-steps.js';
import { type CollectedDrift, type CounterDrift, DriftCollector } from './drift-collector.js';
import { replaying } from './explore/schedulers.js';
import { type Failing, shrinkCase } from './shrink.js';
import { withoutTail } from './shrink-schedule.js';
import { type TraceLine, traceCase } from './trace.js';
import { violationKind } from './violation-kind.js';

/** Smallest case found for a violation, with all its violations. */
export interface CheckFinding {
  readonly violations: readonly Violation[];
  readonly plan: CheckCase;
  /** Task of each step, as far as it is not the first that can run from there on. */
  readonly schedule: readonly number[];
  readonly trace: readonly TraceLine[];
}

/** Result of checking one strategy. */
export interface StrategyCheck extends CaseCounts {
  readonly drifts: readonly CounterDrift[];
  readonly findings: readonly CheckFinding[];
  readonly reached: ReachedBits;
}

/** Checks one strategy on this thread. */
export async function checkStrategy(
  subject: Subject,
  options: CheckOptions,
): Promise<StrategyCheck> {
  const cases = new CheckCases(options);
  const checked: CheckedRange[] = [];
  for (const range of cases.ranges()) {
    const part = await cases.check(subject, range);
    checked.push(part);
    if (options.untilFound === true && part.collected.first.size > 0) break;
  }
  const { counts, collected, reached } = joinedRanges(checked);
  return {
    ...counts,
    drifts: [...collected.drifts.values()],
    findings: smallestCases(subject, collected),
    reached,
  };
}

/** Joins the results of consecutive ranges. */
export function joinedRanges(ranges: readonly CheckedRange[]): CheckedRange {
  const collector = new DriftCollector();
  for (const { collected } of ranges) collector.addAll(collected);
  const sumOf = (name: keyof CaseCounts) =>
    ranges.reduce((sum, { counts }) => sum + counts[name], 0);
  return {
    counts: {
      cases: sumOf('cases'),
      schedules: sumOf('schedules'),
      steps: sumOf('steps'),
      faults: sumOf('faults'),
      searched: sumOf('searched'),
      complete: sumOf('complete'),
    },
    collected: collector.collected(),
    reached: ranges.reduce((all, { reached }) => joinReached(all, reached), NOTHING_REACHED),
  };
}

/** Returns a smallest case for each violation, without repetition. */
export function smallestCases(subject: Subject, { first }: CollectedDrift): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const { failing, violation } of first.values()) {
    const known = findings.some(({ violations, plan }) => {
      const sameKind = plan.faults.length > 0 === failing.plan.faults.length > 0;
      const kind = violationKind(violation.subject);
      return sameKind && violations.some((other) => violationKind(other.subject) === kind);
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

function describe(subject: Subject, { plan, result }: Failing): CheckFinding {
  const { violations } = result;
  const trace = traceCase(subject, plan, result.schedule);
  return { violations, plan, schedule: shortest(subject, plan, result.schedule), trace };
}

/** Returns the schedule without its last steps, if a replay takes these by itself. */
function shortest(
  subject: Subject,
  plan: CheckCase,
  schedule: readonly number[],
): readonly number[] {
  const short = withoutTail(schedule);
  const replayed = runCase(subject, plan, replaying(short)).schedule;
  const same = replayed.length === schedule.length && replayed.every((t, i) => t === schedule[i]);
  return same ? short : schedule;
}
