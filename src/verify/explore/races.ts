import { areDependent, type Footprint } from '../touched-state.js';

/** Step of a schedule, and the choices at it. */
export interface Choice {
  task: number;
  footprint: Footprint;
  /** Tasks to choose here, as bits, with those chosen before. */
  backtrack: number;
  /** Tasks whose step here leads to schedules that were run, with its footprint. */
  readonly asleep: Map<number, Footprint>;
  /** Of each task, the number of its steps that happen before this one, and this one. */
  clock: number[];
}

// A race is a pair of dependent steps of two tasks with no step between them that happens after the one and before the
// other: they may change places. Happens-before is the order of dependent steps, and of the steps of a task.

/**
 * Finds the races of the steps from `first` on, and adds to the choices at each race a task that leads to the other order,
 * unless one is there: an initial of the steps that do not depend on the earlier one.
 */
export function addBacktracks(choices: readonly Choice[], first: number): void {
  for (let at = first; at < choices.length; at++) {
    const step = choices[at];
    const { task } = step;
    const own = lastOf(choices, task, at);
    const clock = own < 0 ? [] : [...choices[own].clock];
    clock[task] = (clock[task] ?? 0) + 1;
    for (let other = at - 1; other >= 0; other--) {
      const earlier = choices[other];
      if (earlier.task === task || happensBefore(earlier, clock)) continue;
      if (!areDependent(earlier.footprint, step.footprint)) continue;
      step.clock = clock;
      addBacktrack(choices, other, at);
      for (const [each, count] of earlier.clock.entries()) {
        if ((count ?? 0) > (clock[each] ?? 0)) clock[each] = count;
      }
    }
    step.clock = clock;
  }
}

/** Adds a choice at step `from` that leads to an execution in which step `to` comes before it. */
function addBacktrack(choices: readonly Choice[], from: number, to: number): void {
  const raced = choices[from];
  const between: Choice[] = [];
  let firstInitial = -1;
  let seen = 0;
  for (let at = from + 1; at <= to; at++) {
    const step = choices[at];
    // Up to the race, the clock of the last step has what comes before it without the race.
    if (at < to && happensBefore(raced, step.clock)) continue;
    const isInitial =
      (seen & (1 << step.task)) === 0 &&
      !between.some((before) => happensBefore(before, step.clock));
    seen |= 1 << step.task;
    between.push(step);
    if (!isInitial) continue;
    if ((raced.backtrack & (1 << step.task)) !== 0) return;
    if (firstInitial < 0) firstInitial = step.task;
  }
  raced.backtrack |= 1 << firstInitial;
}

/** Returns whether a step happens before the one with a clock, or is that one. */
function happensBefore({ task, clock }: Choice, later: readonly number[]): boolean {
  return (later[task] ?? 0) >= clock[task];
}

/** Returns the last step of a task before a step; -1 for none. */
function lastOf(choices: readonly Choice[], task: number, before: number): number {
  let at = before - 1;
  while (at >= 0 && choices[at].task !== task) at--;
  return at;
}
