import type { StepPoint } from '../../model/zswap/step-hooks.js';
import { runCase, type StepObserver } from '../case-runner.js';
import type { Subject } from '../case-setup.js';
import type { CaseResult, CheckCase } from '../check-case.js';

// Sleep sets (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996): of schedules that
// differ only in the order of adjacent independent steps, only one is run.

/** State that a step touches, as bits. */
type Footprint = number;

/** Usage, or its comparison with a limit. */
const USAGE = 1;
/** Entries on LRUs, their order and their charges. */
const ENTRIES = 2;

/** Points at which usage is compared with a limit. */
const LIMITS: readonly StepPoint[] = ['pool_limit', 'memcg_limit'];

/** Maximum of schedules per case. */
export const MAX_SCHEDULES = 2000;

/** Extent of a search. */
export interface Explored {
  readonly schedules: number;
  readonly steps: number;
  /** Whether every distinguishable schedule was run. */
  readonly complete: boolean;
}

/** Runs a case under every distinguishable order of steps, until `found` returns 'stop'. */
export function exploreAll(
  subject: Subject,
  plan: CheckCase,
  found: (result: CaseResult) => 'stop' | 'go on',
): Explored {
  let schedules = 0;
  let steps = 0;
  let open = true;
  const explore = (prefix: readonly number[], asleep: ReadonlyMap<number, Footprint>) => {
    const { runnable, result } = probe(subject, plan, prefix);
    if (runnable.length === 0) {
      schedules++;
      steps += result.steps;
      open = found(result) === 'go on' && schedules < MAX_SCHEDULES;
      return;
    }
    const done = new Map(asleep);
    for (const task of runnable) {
      if (!open) return;
      if (done.has(task)) continue;
      const next = [...prefix, task];
      const { footprint } = probe(subject, plan, next);
      const independent = [...done].filter(([, other]) => (other & footprint) === 0);
      explore(next, new Map(independent));
      done.set(task, footprint);
    }
  };
  explore([], new Map());
  return { schedules, steps, complete: open };
}

/** Runs a case along a prefix of a schedule, then to its end in any order. */
function probe(
  subject: Subject,
  plan: CheckCase,
  prefix: readonly number[],
): { runnable: readonly number[]; footprint: Footprint; result: CaseResult } {
  let atPrefix: readonly number[] = [];
  const scheduler = {
    pick: (runnable: readonly number[], step: number) => {
      if (step === prefix.length) atPrefix = runnable;
      return step < prefix.length ? prefix[step] : runnable[0];
    },
  };
  const footprints: Footprint[] = [];
  const result = runCase(subject, plan, scheduler, footprintsOf(plan, footprints));
  return { runnable: atPrefix, footprint: footprints[prefix.length - 1] ?? 0, result };
}

function footprintsOf(plan: CheckCase, footprints: Footprint[]): StepObserver {
  const { roomPages, memcgRoomPages, parentRoomPages, faults } = plan;
  const rooms = [roomPages, memcgRoomPages, parentRoomPages];
  const limited =
    rooms.some((room) => room !== null) || faults.some(({ point }) => LIMITS.includes(point));
  let before = '';
  let entriesBefore = '';
  return {
    stepped(task, zswap, points) {
      const { counters, pool, memcgParent, memcgs, reservations } = zswap;
      const reserved = `${reservations.bytes} ${memcgParent.reservedBytes}`;
      const usage = `${pool.pagesAllocated} ${memcgParent.zswapBytes} ${reserved}`;
      const lruSizes = memcgs.map(({ lruEntries }) => lruEntries).join(' ');
      const charged = `${counters.stored_pages} ${memcgParent.zswapped} ${memcgParent.zswapBytes}`;
      const entries = `${lruSizes} ${charged}`;
      const checkedLimits = LIMITS.some((point) => points.has(point));
      const compressed = points.has('compress_error');
      let footprint = 0;
      // Estimates follow recent compressions; a refused store may shrink its memcg.
      if (limited && (checkedLimits || compressed || usage !== before)) footprint |= USAGE;
      if (limited && checkedLimits) footprint |= ENTRIES;
      // A published page may replace an older entry, which leaves all sizes unchanged.
      if (points.has('index_node') || entries !== entriesBefore) footprint |= ENTRIES;
      if (plan.tasks[task].kind === 'shrink') footprint |= USAGE | ENTRIES;
      footprints.push(footprint);
      before = usage;
      entriesBefore = entries;
    },
  };
}
