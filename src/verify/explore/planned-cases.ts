import { Random } from '../../common/random.js';
import type { Subject } from '../case-setup.js';
import type { CheckCase, CheckTask, Scheduler } from '../check-case.js';
import {
  type ConditionCase,
  conditionCases,
  hysteresisCases,
  limitCases,
} from './condition-cases.js';
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

/** Largest folio of the cases of conditions, of which there are many, and a large folio adds nothing. */
const CONDITION_PAGES = 16;
const CONDITION_ARRAYS = 3;

/** Single faults, pairs of faults, pairs of conditions, and random cases, by number. They do not depend on the strategy. */
export class PlannedCases {
  readonly #extent: PlannedExtent;
  readonly #singles: readonly CheckCase[];
  readonly #pairs: readonly CheckCase[] = [...faultPairs()];
  readonly #conditions: readonly ConditionCase[];

  constructor(extent: PlannedExtent) {
    const { folioPages, seed } = extent;
    this.#extent = extent;
    this.#singles = [...singleFaults(folioPages, seed)];
    const small = folioPages.filter((pages) => pages <= CONDITION_PAGES);
    const pages = small.length > 0 ? small : [Math.min(...folioPages)];
    const arrays = Array.from({ length: CONDITION_ARRAYS }, (_, number) =>
      conditionCases(pages, seed * CONDITION_ARRAYS + number),
    );
    this.#conditions = [...arrays.flat(), ...hysteresisCases(), ...limitCases()];
  }

  get count(): number {
    return this.#fixed + this.#extent.schedules;
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
  at(number: number, subject: Subject): PlannedCase {
    const { seed, folioPages } = this.#extent;
    if (number < this.#singles.length) {
      const plan = onKernel(this.#singles[number], subject, number);
      return { plan, schedulers: [SEQUENTIAL] };
    }
    const pair = number - this.#singles.length;
    if (pair < this.#pairs.length) {
      const plan = onKernel(this.#pairs[pair], subject, pair);
      return { plan, schedulers: [SEQUENTIAL, alternating()] };
    }
    const condition = pair - this.#pairs.length;
    if (condition < this.#conditions.length) {
      const { plan, kernelNumber } = this.#conditions[condition];
      const random = new Random('conditions', seed, condition);
      return {
        plan: onKernel(plan, subject, kernelNumber),
        schedulers: schedulersOf(plan, random, condition),
      };
    }
    const draw = condition - this.#conditions.length;
    const random = new Random('check', seed, draw);
    const plan = randomCase(random, folioPages, subject.lengths.length);
    const scheduler = randomScheduler(random, plan, draw);
    return { plan: onKernel(plan, subject, draw), schedulers: [scheduler] };
  }

  get #fixed(): number {
    return this.#singles.length + this.#pairs.length + this.#conditions.length;
  }
}

/** Returns a case on one of the subject's kernels, which take turns. */
export function onKernel(plan: CheckCase, { kernels = [] }: Subject, number: number): CheckCase {
  return kernels.length === 0 ? plan : { ...plan, kernel: kernels[number % kernels.length] };
}

function schedulersOf(plan: CheckCase, random: Random, number: number): Scheduler[] {
  if (plan.tasks.length === 1) return [SEQUENTIAL];
  return [SEQUENTIAL, alternating(), randomScheduler(random, plan, number)];
}

/** Returns a uniform scheduler for even numbers, a priority scheduler for odd ones. */
function randomScheduler(random: Random, plan: CheckCase, number: number): Scheduler {
  if (number % 2 === 0) return uniform(random);
  const steps = plan.tasks.reduce((sum, task) => sum + stepsOf(task), 0);
  return byPriority(random, plan.tasks.length, steps, 1 + random.below(3));
}

/** Returns the steps of a task, about. */
function stepsOf(task: CheckTask): number {
  if (task.kind === 'store') return 2 * task.pageCount + 3;
  return (task.kind === 'shrink' ? task.shrinks : task.pages) + 1;
}
