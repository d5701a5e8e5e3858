import { runCase } from './case-runner.js';
import type { Subject } from './case-setup.js';
import type { CheckCase } from './check-case.js';
import { type CounterSnapshot, counterSnapshot, movements } from './counter-snapshot.js';
import { replaying } from './explore/schedulers.js';

/** One step of a case, for a message. */
export interface TraceLine {
  readonly step: number;
  /** Last of several steps in a row that reached nothing and changed nothing. */
  readonly until?: number;
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
  let step = 0;
  runCase(subject, plan, replaying(schedule), {
    started(zswap) {
      before = counterSnapshot(zswap);
    },
    stepped(task, zswap, { points }) {
      const now = counterSnapshot(zswap);
      const who = `${plan.tasks[task].kind} ${task}`;
      const line = { step: ++step, who, did: [...points], moved: movements(before, now) };
      const last = lines.at(-1);
      if (last !== undefined && isIdle(line) && isIdle(last) && last.who === who) {
        lines[lines.length - 1] = { ...last, until: step };
      } else {
        lines.push(line);
      }
      before = now;
    },
  });
  return lines;
}

function isIdle({ did, moved }: TraceLine): boolean {
  return did.length === 0 && moved.length === 0;
}
