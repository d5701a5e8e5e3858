import type { Random } from '../../common/random.js';
import type { Scheduler } from '../check-case.js';

/** Runs one task after another. */
export const SEQUENTIAL: Scheduler = { pick: (runnable) => runnable[0] };

/** Alternates between tasks, one step each. */
export function alternating(): Scheduler {
  let last = -1;
  return {
    pick: (runnable) => {
      last = runnable.find((task) => task > last) ?? runnable[0];
      return last;
    },
  };
}

/** Draws a task at each step. */
export function uniform(random: Random): Scheduler {
  return { pick: (runnable) => runnable[random.below(runnable.length)] };
}

/**
 * Picks the task of highest priority. Priorities are drawn at the start and lowered at a few random steps. Finds bugs that
 * need few switches with a known probability. Source: Burckhardt et al., A Randomized Scheduler with
 * Probabilistic Guarantees of CheckFinding Bugs, ASPLOS 2010 (PCT).
 *
 * @param steps approximate number of steps
 * @param switches number of steps at which a priority is lowered
 */
export function byPriority(
  random: Random,
  tasks: number,
  steps: number,
  switches: number,
): Scheduler {
  const priority = Array.from({ length: tasks }, () => 1 + random.below(1 << 20));
  const lowerAt = new Set(Array.from({ length: switches }, () => random.below(Math.max(1, steps))));
  let lowest = 0;
  return {
    pick: (runnable, step) => {
      let best = runnable[0];
      for (const task of runnable) if (priority[task] > priority[best]) best = task;
      if (lowerAt.has(step)) priority[best] = lowest--;
      return best;
    },
  };
}

/** Replays a schedule; picks the first runnable task where the schedule has none. */
export function replaying(schedule: readonly number[]): Scheduler {
  return {
    pick: (runnable, step) => (runnable.includes(schedule[step]) ? schedule[step] : runnable[0]),
  };
}
