import { Random } from '../../common/random.js';
import type { CheckCase, Scheduler } from '../check-case.js';
import { faultPairs, singleFaults } from './fault-cases.js';
import { randomCase } from './random-cases.js';
import { alternating, byPriority, SEQUENTIAL, uniform } from './schedulers.js';

/** A case and the schedulers that it runs under. */
export interface PlannedCase {
  readonly plan: CheckCase;
  readonly schedulers: readonly Scheduler[];
}

/** Extent of the planned cases. */
export interface PlannedExtent {
  /** Sizes of folios, in pages. */
  readonly folioPages: readonly number[];
  /** Number of random cases, each with its own schedule. */
  readonly schedules: number;
  readonly seed: number;
}

/** Single faults, pairs of faults, and random cases, by number. They do not depend on the strategy. */
export class PlannedCases {
  readonly #extent: PlannedExtent;
  readonly #singles: readonly CheckCase[];
  readonly #pairs: readonly CheckCase[] = [...faultPairs()];

  constructor(extent: PlannedExtent) {
    this.#extent = extent;
    this.#singles = [...singleFaults(extent.folioPages, extent.seed)];
  }

  get count(): number {
    return this.#singles.length + this.#pairs.length + this.#extent.schedules;
  }

  /** Pages that all cases store, about. */
  get pages(): number {
    const { folioPages, schedules } = this.#extent;
    const largestPages = Math.max(...folioPages);
    const fixed = [...this.#singles, ...this.#pairs].flatMap(({ tasks }) => tasks);
    return fixed.reduce(
      (sum, task) => sum + (task.kind === 'store' ? task.pageCount : 0),
      schedules * largestPages,
    );
  }

  /** Returns a case with new schedulers. */
  at(number: number, corpusPages: number): PlannedCase {
    if (number < this.#singles.length) {
      return { plan: this.#singles[number], schedulers: [SEQUENTIAL] };
    }
    const pair = number - this.#singles.length;
    if (pair < this.#pairs.length) {
      return { plan: this.#pairs[pair], schedulers: [SEQUENTIAL, alternating()] };
    }
    const { seed, folioPages } = this.#extent;
    const draw = pair - this.#pairs.length;
    const random = new Random('check', seed, draw);
    const plan = randomCase(random, folioPages, corpusPages);
    return { plan, schedulers: [randomScheduler(random, plan, draw)] };
  }
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
