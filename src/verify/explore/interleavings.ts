import { runCase } from '../case-runner.js';
import type { Subject } from '../case-setup.js';
import { ABANDONED, type CaseResult, type CheckCase, type Scheduler } from '../check-case.js';
import { AVERAGE, areDependent, type Footprint, UNKNOWN_FOOTPRINT } from '../touched-state.js';
import { footprintObserver } from './footprints.js';
import { addBacktracks, type Choice } from './races.js';

// Dynamic partial-order reduction. A schedule is run, and only at the first step of each of its races another task is tried (source
// sets: Abdulla, Aronis, Jonsson and Sagonas, Optimal Dynamic Partial Order Reduction, POPL 2014, after Flanagan and Godefroid,
// Dynamic Partial-Order Reduction for Model Checking Software, POPL 2005). Sleep sets (Godefroid, Partial-Order Methods for the
// Verification of Concurrent Systems, 1996) end a schedule that differs from an earlier one in the order of independent steps only.

/** Maximum of schedules per case. */
export const MAX_SCHEDULES = 10_000;
/** Likewise of two tasks of up to two pages: more than any case of a built-in strategy has. */
const MAX_SCHEDULES_OF_TWO = 100_000;
const TWO_PAGES = 2;

/** Extent of a search. */
export interface Explored {
  readonly schedules: number;
  readonly steps: number;
  /** Whether every distinguishable schedule was run. */
  readonly complete: boolean;
}

/** Called after each schedule. */
type Found = (result: CaseResult) => 'stop' | 'go on';

/** Runs a case under every distinguishable order of steps, until `found` returns 'stop'. */
export function exploreAll(subject: Subject, plan: CheckCase, found: Found): Explored {
  // Most strategies never read the average of lengths, and the order of compressions is of no consequence.
  return (
    new Exploration(subject, plan, AVERAGE).run(found) ??
    (new Exploration(subject, plan, 0).run(found) as Explored)
  );
}

class Exploration {
  readonly #subject: Subject;
  readonly #plan: CheckCase;
  /** State that is assumed not to be read. */
  readonly #unread: number;
  #isRead = false;
  readonly #choices: Choice[] = [];

  constructor(subject: Subject, plan: CheckCase, unread: number) {
    this.#subject = subject;
    this.#plan = plan;
    this.#unread = unread;
  }

  /** Returns null as soon as state is read that was assumed not to be. */
  run(found: Found): Explored | null {
    const choices = this.#choices;
    const maxSchedules = maxSchedulesOf(this.#plan);
    let schedules = 0;
    let steps = 0;
    do {
      const first = Math.max(0, choices.length - 1);
      const result = this.#runOnce();
      if (this.#isRead) return null;
      addBacktracks(choices, first);
      if (result === null) continue;
      schedules++;
      steps += result.steps;
      const goesOn = found(result) === 'go on';
      const more = choices.some((choice) => nextOf(choice) !== undefined);
      if (!goesOn || (more && schedules >= maxSchedules)) {
        return { schedules, steps, complete: goesOn && !more };
      }
    } while (advance(choices));
    return { schedules, steps, complete: true };
  }

  /** Runs the chosen steps, then the first task that is awake at each; null if none was awake before the end. */
  #runOnce(): CaseResult | null {
    const choices = this.#choices;
    let isAbandoned = false;
    let stepped = 0;
    const scheduler: Scheduler = {
      pick: (runnable, step) => {
        if (step < choices.length) return choices[step].task;
        const asleep = asleepAfter(choices.at(-1));
        const task = runnable.find((each) => !asleep.has(each));
        isAbandoned = task === undefined;
        if (task === undefined) return ABANDONED;
        // A step that ends the case by an error is not observed.
        choices.push({
          task,
          footprint: UNKNOWN_FOOTPRINT,
          backtrack: 1 << task,
          asleep,
          clock: [],
        });
        return task;
      },
    };
    const observer = footprintObserver(this.#subject, this.#plan, ({ reads, writes, adds }) => {
      if ((reads & this.#unread) !== 0) this.#isRead = true;
      const hidden = ~this.#unread;
      choices[stepped++].footprint = { reads: reads & hidden, writes: writes & hidden, adds };
    });
    const result = runCase(this.#subject, this.#plan, scheduler, observer);
    return isAbandoned ? null : result;
  }
}

function maxSchedulesOf({ tasks }: CheckCase): number {
  const small = tasks.every((task) => task.kind !== 'store' || task.pageCount <= TWO_PAGES);
  return tasks.length <= 2 && small ? MAX_SCHEDULES_OF_TWO : MAX_SCHEDULES;
}

/** Returns the tasks that stay asleep after a step: those whose step is independent of it. */
function asleepAfter(last: Choice | undefined): Map<number, Footprint> {
  if (last === undefined) return new Map();
  const { asleep, footprint } = last;
  return new Map([...asleep].filter(([, other]) => !areDependent(other, footprint)));
}

/** Returns the next task to choose at a step. */
function nextOf({ asleep, backtrack, task }: Choice): number | undefined {
  for (let other = 0; backtrack >> other !== 0; other++) {
    if ((backtrack & (1 << other)) !== 0 && other !== task && !asleep.has(other)) return other;
  }
  return undefined;
}

/** Turns to the next schedule; returns false after the last. */
function advance(choices: Choice[]): boolean {
  for (let last = choices.at(-1); last !== undefined; last = choices.at(-1)) {
    const next = nextOf(last);
    if (next !== undefined) {
      last.asleep.set(last.task, last.footprint);
      last.task = next;
      last.footprint = UNKNOWN_FOOTPRINT;
      return true;
    }
    choices.pop();
  }
  return false;
}
