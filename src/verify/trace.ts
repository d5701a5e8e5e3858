import { runCase } from './case-runner.js';
import type { Subject } from './case-setup.js';
import type { CheckCase } from './check-case.js';
import { type CounterSnapshot, counterSnapshot, movements } from './counter-snapshot.js';
import { replaying } from './explore/schedulers.js';

/** One step of a case, for a message. */
export interface TraceLine {
  readonly step: number;
  /** `store 0`, `shrink 1`. */
  readonly who: string;
  /** Step points that the step reached. */
  readonly did: readonly string[];
  /** Signed changes of gauges and counters. */
  readonly moved: readonly string[];
}

/** Replays a case; returns the task, the step points and the changed counters of each step. */
export function traceCase(
  subject: Subject,
  plan: CheckCase,
  schedule: readonly number[],
): TraceLine[] {
  const lines: TraceLine[] = [];
  let before: CounterSnapshot = {};
  runCase(subject, plan, replaying(schedule), {
    started(zswap) {
      before = counterSnapshot(zswap);
    },
    stepped(task, zswap, points) {
      const now = counterSnapshot(zswap);
      const who = `${plan.tasks[task].kind} ${task}`;
      lines.push({ step: lines.length + 1, who, did: [...points], moved: movements(before, now) });
      before = now;
    },
  });
  return lines;
}
