import { STEP_POINTS } from '../../model/zswap/step-hooks.js';
import {
  type CaseConditions,
  type CheckCase,
  type CheckTask,
  type Fault,
  NO_LIMITS,
} from '../check-case.js';
import { coveringArray } from './covering-array.js';

/** A case and the number of its kernel preset, which the subject may lack. */
export interface ConditionCase {
  readonly plan: CheckCase;
  readonly kernelNumber: number;
}

/** More than any compressor may return for a page that it compresses. */
const TOO_LONG = 4200;

/** Lengths of a page that does not compress, at every position; 4096 is the longest that some kernels store. */
export const INCOMPRESSIBLE_PAGES: readonly CaseConditions['incompressible'][] = [
  undefined,
  undefined,
  ...[0, 1, 2, 3].map((index) => ({ index, bytes: TOO_LONG })),
  { index: 0, bytes: 4096 },
  { index: 3, bytes: 4096 },
];

/** Room below a limit. Most cases have none, or their stores would end at the first check. */
const ROOMS = [null, null, null, null, 0, 1, 2] as const;
const POOL_REPLACED_AT = [undefined, undefined, undefined, 0, 1] as const;
const POINTS = [null, ...STEP_POINTS] as const;
const OCCURRENCES = [0, 1, 2, 3] as const;
const NO_YES = [false, true] as const;

/** Second tasks; they take the first store's page count. */
const SECOND: readonly ((pageCount: number, steps: number) => CheckTask | null)[] = [
  () => null,
  (pageCount) => ({ kind: 'store', pageCount, page: pageCount, older: true, memcg: 0 }),
  (pageCount) => ({ kind: 'store', pageCount, page: pageCount, older: false, memcg: 1 }),
  (_, steps) => ({ kind: 'shrink', shrinks: steps, memcg: 0 }),
  (_, steps) => ({ kind: 'shrink', shrinks: steps, memcg: 1 }),
  (_, steps) => ({ kind: 'load', pages: steps }),
  (_, steps) => ({ kind: 'free', pages: steps }),
];

const LIMITED_PAGES = [1, 4] as const;
const LIMITED_ROOMS = [0, 1, 2] as const;
const LIMITS = ['roomPages', 'memcgRoomPages', 'parentRoomPages'] as const;

const LARGE_POOL_PAGES = 128;
const HYSTERESIS_ROOMS = [1, 2] as const;

/** Number of kernel presets that the array tells apart. */
const KERNEL_NUMBERS = 8;

/**
 * Cases in which every pair of conditions occurs: kernel, writeback, incompressible page, limits, older entries, second task.
 *
 * @param steps of a second task that stores nothing
 */
export function conditionCases(
  folioPages: readonly number[],
  seed: number,
  steps = 8,
): ConditionCase[] {
  const sizes = [
    KERNEL_NUMBERS,
    NO_YES.length,
    INCOMPRESSIBLE_PAGES.length,
    folioPages.length,
    NO_YES.length,
    NO_YES.length,
    ROOMS.length,
    ROOMS.length,
    ROOMS.length,
    SECOND.length,
    POOL_REPLACED_AT.length,
    POINTS.length,
    OCCURRENCES.length,
  ];
  return coveringArray(sizes, seed).map((row) => {
    const [kernelNumber, writeback, incompressible, pages, older, memcg, ...more] = row;
    const [room, memcgRoom, parentRoom, second, replaced, point, occurrence] = more;
    const pageCount = folioPages[pages];
    const tasks: CheckTask[] = [{ kind: 'store', pageCount, page: 0, older: NO_YES[older], memcg }];
    const other = SECOND[second](pageCount, steps);
    if (other !== null) tasks.push(other);
    const plan = {
      tasks,
      faults: faultAt(POINTS[point], OCCURRENCES[occurrence]),
      roomPages: ROOMS[room],
      memcgRoomPages: ROOMS[memcgRoom],
      parentRoomPages: ROOMS[parentRoom],
      ...conditionsOf({
        writeback: NO_YES[writeback],
        incompressible: INCOMPRESSIBLE_PAGES[incompressible],
        poolReplacedAt: POOL_REPLACED_AT[replaced],
      }),
    };
    return { plan, kernelNumber };
  });
}

/**
 * Cases in which a store finds the pool between the accept threshold and the limit after another has found it full. A band
 * of whole pages needs a large pool: the older entries of the first store make it one.
 */
export function hysteresisCases(): ConditionCase[] {
  return HYSTERESIS_ROOMS.map((roomPages, kernelNumber) => {
    const tasks: CheckTask[] = [
      { kind: 'store', pageCount: LARGE_POOL_PAGES, page: 0, older: true, memcg: 0 },
      { kind: 'store', pageCount: 1, page: 0, older: false, memcg: 0 },
      { kind: 'store', pageCount: 1, page: 1, older: true, memcg: 1 },
    ];
    const faults: Fault[] = [{ task: 1, point: 'pool_limit', occurrence: 0 }];
    return { plan: { ...NO_LIMITS, tasks, faults, roomPages }, kernelNumber };
  });
}

/** Cases of one store near one limit, without faults, so that its refusal and its shrinks follow from the limit alone. */
export function limitCases(): ConditionCase[] {
  const plans = LIMITED_PAGES.flatMap((pageCount) =>
    NO_YES.flatMap((older) =>
      LIMITS.flatMap((limit) =>
        LIMITED_ROOMS.map((room): CheckCase => {
          const tasks: CheckTask[] = [{ kind: 'store', pageCount, page: 0, older, memcg: 0 }];
          return { ...NO_LIMITS, tasks, faults: [], [limit]: room };
        }),
      ),
    ),
  );
  return plans.map((plan, kernelNumber) => ({ plan, kernelNumber }));
}

/** Returns conditions without the usual ones. */
export function conditionsOf({
  writeback,
  incompressible,
  poolReplacedAt,
}: {
  readonly writeback: boolean;
  readonly incompressible: CaseConditions['incompressible'] | undefined;
  readonly poolReplacedAt: number | undefined;
}): CaseConditions {
  return {
    ...(writeback ? {} : { writeback: false }),
    ...(incompressible === undefined ? {} : { incompressible }),
    ...(poolReplacedAt === undefined ? {} : { poolReplacedAt }),
  };
}

function faultAt(point: (typeof POINTS)[number], occurrence: number): Fault[] {
  return point === null ? [] : [{ task: 0, point, occurrence }];
}
