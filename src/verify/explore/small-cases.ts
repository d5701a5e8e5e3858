import { STEP_POINTS } from '../../model/zswap/step-hooks.js';
import { type CheckCase, type CheckTask, NO_LIMITS } from '../check-case.js';
import { type ConditionCase, conditionCases } from './condition-cases.js';

// Pages below a limit, so that limits are reached in the middle of a case; null for no limit.
const ROOMS = [null, 0, 1, 2] as const;

/** Steps of a second task that stores nothing. */
const OTHER_STEPS = 2;
/** The pairs of conditions do not depend on the seed of a check. */
const ARRAY_SEED = 1;

/** Cases of two or three tasks with up to four pages each, small enough for every order of steps: limits, faults, and every pair of conditions. */
export function smallCases(): ConditionCase[] {
  const usual = [...limitsAndFaults()].map((plan) => ({ plan, kernelNumber: 0 }));
  const pairs = conditionCases([1, 2], ARRAY_SEED, OTHER_STEPS);
  return [...usual, ...pairs.filter(({ plan }) => plan.tasks.length > 1)];
}

function* limitsAndFaults(): Generator<CheckCase> {
  const mixes: CheckTask[][] = [
    [store(2, 0), store(2, 2)],
    [store(4, 0), store(2, 4)],
    [store(2, 0), { kind: 'shrink', shrinks: 2, memcg: 0 }],
    [store(2, 0), store(2, 2), { kind: 'shrink', shrinks: 1, memcg: 0 }],
    [store(2, 0), store(2, 2), store(2, 4)],
  ];
  for (const tasks of mixes) {
    for (const roomPages of ROOMS) {
      for (const memcgRoomPages of ROOMS) {
        yield { ...NO_LIMITS, tasks, faults: [], roomPages, memcgRoomPages };
      }
    }
    for (const point of STEP_POINTS) {
      const faults = [{ task: 0, point, occurrence: 1 }];
      yield { ...NO_LIMITS, tasks, faults };
    }
  }
}

function store(pageCount: number, page: number): CheckTask {
  return { kind: 'store', pageCount, page, older: page === 0, memcg: 0 };
}
