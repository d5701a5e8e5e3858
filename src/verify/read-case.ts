import { PAGE_SIZE } from '../common/page.js';
import { FOLIO_PAGES } from '../model/folio/folio.js';
import { STEP_POINTS } from '../model/zswap/step-hooks.js';
import {
  boolean,
  closedObject,
  integer,
  list,
  Mismatch,
  nullOr,
  oneOf,
  type Shape,
} from '../result/read-shapes.js';
import {
  type CheckCase,
  type CheckTask,
  type Fault,
  MEMCGS,
  type StoreTask,
} from './check-case.js';

/** Task of each step, as far as it is not the first that can run; or one step of each task in turn. */
export type WrittenSchedule = readonly number[] | 'alternating';

/** A case as JSON, with its schedule. */
export interface WrittenCase {
  readonly plan: CheckCase;
  readonly schedule: WrittenSchedule;
}

const MAX_PAGES = FOLIO_PAGES[FOLIO_PAGES.length - 1];
/** Swap slots of more tasks would be those of background pages. */
const MAX_TASKS = 2048;
const count = integer(0, 2 ** 31);
const memcgNumber = integer(0, MEMCGS - 1);
const room = { ifPresent: nullOr(count) };

/** A store, of which fields may be left out, and the number of stores like it, each by a task of its own. */
type WrittenStore = Pick<StoreTask, 'kind' | 'pageCount'> &
  Partial<StoreTask> & { readonly times?: number };

type WrittenTask = Exclude<CheckTask, StoreTask> | WrittenStore;

const storeTask = closedObject<WrittenStore>({
  kind: oneOf('store'),
  pageCount: integer(1, MAX_PAGES),
  page: { ifPresent: count },
  older: { ifPresent: boolean },
  memcg: { ifPresent: memcgNumber },
  times: { ifPresent: integer(1, MAX_TASKS) },
});

const TASKS: Readonly<Record<CheckTask['kind'], Shape<WrittenTask>>> = {
  store: storeTask,
  shrink: closedObject({ kind: oneOf('shrink'), shrinks: count, memcg: memcgNumber }),
  load: closedObject({ kind: oneOf('load'), pages: count }),
  free: closedObject({ kind: oneOf('free'), pages: count }),
};

const kind = oneOf('store', 'shrink', 'load', 'free');

const task: Shape<WrittenTask> = (value, path) =>
  TASKS[kind((value as { kind?: unknown } | null)?.kind, `${path}.kind`)](value, path);

const schedule: Shape<WrittenSchedule> = (value, path) =>
  value === 'alternating' ? value : list(count)(value, path);

type WrittenFields = Partial<Omit<CheckCase, 'tasks' | 'kernel'>> & {
  readonly tasks: readonly WrittenTask[];
  readonly schedule?: WrittenSchedule;
};

const fields = closedObject<WrittenFields>({
  tasks: list(task, MAX_TASKS),
  faults: {
    ifPresent: list(
      closedObject<Fault>({ task: count, point: oneOf(...STEP_POINTS), occurrence: count }),
    ),
  },
  roomPages: room,
  memcgRoomPages: room,
  parentRoomPages: room,
  writeback: { ifPresent: onlyFalse },
  incompressible: {
    ifPresent: closedObject({ index: count, bytes: integer(PAGE_SIZE, 2 * PAGE_SIZE) }),
  },
  poolReplacedAt: { ifPresent: count },
  backgroundPages: { ifPresent: integer(0, MAX_PAGES) },
  schedule: { ifPresent: schedule },
});

/** Checks a case as `--replay` has it; fills in fields that may be left out. Throws {@link Mismatch}. */
export function readCase(value: unknown, path: string): WrittenCase {
  const { schedule: written = [], ...rest } = fields(value, path);
  const tasks = rest.tasks.flatMap(expanded);
  const at = path === '' ? '' : `${path}.`;
  if (tasks.length < 1 || tasks.length > MAX_TASKS) {
    throw new Mismatch(`${at}tasks`, `1 to ${MAX_TASKS} tasks`, tasks);
  }
  const taskNumber = integer(0, tasks.length - 1);
  const { faults = [], roomPages = null, memcgRoomPages = null, parentRoomPages = null } = rest;
  faults.forEach((fault, i) => {
    taskNumber(fault.task, `${at}faults[${i}].task`);
  });
  if (written !== 'alternating') list(taskNumber)(written, `${at}schedule`);
  const rooms = { roomPages, memcgRoomPages, parentRoomPages };
  return { plan: { ...rest, tasks, faults, ...rooms }, schedule: written };
}

/** Returns the tasks of one that is written with `times`, with the fields in the order in which a finding prints them. */
function expanded(written: WrittenTask): CheckTask[] {
  if (written.kind !== 'store') return [written];
  const { kind: store, pageCount, page = 0, older = false, memcg = 0, times = 1 } = written;
  return new Array(times).fill({ kind: store, pageCount, page, older, memcg });
}

function onlyFalse(value: unknown, path: string): false {
  if (value !== false) throw new Mismatch(path, 'false, or no such field', value);
  return value;
}
