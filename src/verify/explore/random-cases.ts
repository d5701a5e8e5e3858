import type { Random } from '../../common/random.js';
import { STEP_POINTS } from '../../model/zswap/step-hooks.js';
import { type CheckCase, type CheckTask, type Fault, MEMCGS } from '../check-case.js';
import { conditionsOf, INCOMPRESSIBLE_PAGES } from './condition-cases.js';

const MAX_TASKS = 4;
const MAX_FAULTS = 2;
const MAX_SHRINKS = 8;
const MAX_TAKEN = 8;
/** Upper bound of the room below a limit, in pages per stored page. */
const ROOM_PER_PAGE = 1;

/** Draws a case of two to four tasks with limits, faults, writeback and other conditions; folio sizes are from `folioPages`. */
export function randomCase(
  random: Random,
  folioPages: readonly number[],
  corpusPages: number,
): CheckCase {
  const taskCount = 2 + random.below(MAX_TASKS - 1);
  const tasks = Array.from({ length: taskCount }, (): CheckTask => {
    const memcg = random.below(MEMCGS);
    const other = random.below(8);
    if (other <= 1) return { kind: 'shrink', shrinks: 1 + random.below(MAX_SHRINKS), memcg };
    if (other === 2) {
      const kind = random.below(2) === 0 ? 'load' : 'free';
      return { kind, pages: 1 + random.below(MAX_TAKEN) };
    }
    return {
      kind: 'store',
      pageCount: folioPages[random.below(folioPages.length)],
      page: random.below(corpusPages),
      older: random.below(2) === 0,
      memcg,
    };
  });
  const pages = tasks.reduce((sum, task) => sum + (task.kind === 'store' ? task.pageCount : 0), 0);
  const room = () =>
    random.below(2) === 0 ? null : random.below(Math.max(1, pages * ROOM_PER_PAGE));
  const faults = Array.from(
    { length: random.below(MAX_FAULTS + 1) },
    (): Fault => ({
      task: random.below(taskCount),
      point: STEP_POINTS[random.below(STEP_POINTS.length)],
      occurrence: random.below(Math.max(1, Math.min(16, pages))),
    }),
  );
  const rooms = { roomPages: room(), memcgRoomPages: room(), parentRoomPages: room() };
  const conditions = conditionsOf({
    writeback: random.below(4) > 0,
    incompressible:
      random.below(4) === 0
        ? INCOMPRESSIBLE_PAGES[random.below(INCOMPRESSIBLE_PAGES.length)]
        : undefined,
    poolReplacedAt: random.below(16) === 0 ? random.below(taskCount) : undefined,
  });
  return { tasks, faults, ...rooms, ...conditions };
}
