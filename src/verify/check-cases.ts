import { runCase } from './case-runner.js';
import type { Subject } from './case-setup.js';
import type { CaseResult, CheckCase, ReachedBits } from './check-case.js';
import { joinReached, NOTHING_REACHED } from './coverage/covered-steps.js';
import { type CollectedDrift, DriftCollector } from './drift-collector.js';
import type { ConditionCase } from './explore/condition-cases.js';
import { exploreAll } from './explore/interleavings.js';
import { onKernel, PlannedCases, type PlannedExtent } from './explore/planned-cases.js';
import { smallCases } from './explore/small-cases.js';

/** Extent of a check. */
export interface CheckOptions extends PlannedExtent {
  /** Whether to run small cases under every order of steps. */
  readonly exhaustive: boolean;
  /** Whether to stop at the first violation. */
  readonly untilFound?: true;
}

/** Consecutive cases: planned ones, or small ones, which run under every order of steps. */
export interface CaseRange {
  readonly set: 'planned' | 'small';
  readonly first: number;
  readonly end: number;
}

/** Numbers of what was run. */
export interface CaseCounts {
  readonly cases: number;
  readonly schedules: number;
  readonly steps: number;
  /** Number of injected faults. */
  readonly faults: number;
  /** Cases searched for every order of steps. */
  readonly searched: number;
  /** Of these, the ones in which no order was left out. */
  readonly complete: number;
}

/** Result of a range of cases, as plain data. */
export interface CheckedRange {
  readonly counts: CaseCounts;
  readonly collected: CollectedDrift;
  readonly reached: ReachedBits;
}

// Steps between two turns of the event loop.
const SLICE_STEPS = 50_000;
/** Large enough that a range outweighs its message, small enough that threads end at about the same time. */
const RANGE_CASES = 64;
const MAX_RANGES = 512;

const NO_CASES: CaseCounts = {
  cases: 0,
  schedules: 0,
  steps: 0,
  faults: 0,
  searched: 0,
  complete: 0,
};

/** The cases of a check, for any strategy. */
export class CheckCases {
  readonly planned: PlannedCases;
  readonly #options: CheckOptions;
  readonly #small: readonly ConditionCase[];

  constructor(options: CheckOptions) {
    this.#options = options;
    this.planned = new PlannedCases(options);
    this.#small = options.exhaustive ? smallCases() : [];
  }

  /** Returns all cases in order, in ranges. */
  ranges(): CaseRange[] {
    const { count } = this.planned;
    const each = Math.max(RANGE_CASES, Math.ceil(count / MAX_RANGES));
    return [...cut('planned', count, each), ...cut('small', this.#small.length, 1)];
  }

  /** Checks a strategy with a range of cases. The result depends on the arguments and the options only. */
  async check(subject: Subject, { set, first, end }: CaseRange): Promise<CheckedRange> {
    const counts = { ...NO_CASES };
    let reached = NOTHING_REACHED;
    const collector = new DriftCollector();
    let nextPause = SLICE_STEPS;
    const note = (plan: CheckCase, result: CaseResult) => {
      counts.schedules++;
      counts.steps += result.steps;
      counts.faults += result.injected;
      reached = joinReached(reached, result.reached);
      if (result.violations.length > 0) collector.add(plan, result);
    };
    const shouldContinue = () =>
      this.#options.untilFound !== true || collector.firstFailures().length === 0;
    for (let number = first; number < end && shouldContinue(); number++) {
      counts.cases++;
      if (set === 'small') {
        const { plan: usual, kernelNumber } = this.#small[number];
        const plan = onKernel(usual, subject, kernelNumber);
        const { complete } = exploreAll(subject, plan, (result) => {
          note(plan, result);
          return shouldContinue() ? 'go on' : 'stop';
        });
        counts.searched++;
        counts.complete += Number(complete);
      } else {
        const { plan, schedulers } = this.planned.at(number, subject);
        for (const scheduler of schedulers) note(plan, runCase(subject, plan, scheduler));
      }
      if (counts.steps < nextPause) continue;
      nextPause = counts.steps + SLICE_STEPS;
      await new Promise(setImmediate);
    }
    return { counts, collected: collector.collected(), reached };
  }
}

function cut(set: CaseRange['set'], count: number, each: number): CaseRange[] {
  return Array.from({ length: Math.ceil(count / each) }, (_, i) => ({
    set,
    first: i * each,
    end: Math.min(count, (i + 1) * each),
  }));
}
