import type { StepPoint } from '../../model/zswap/step-hooks.js';
import { runCase, type StepObserver } from '../case-runner.js';
import type { Subject } from '../case-setup.js';
import type { CaseResult, CheckCase } from '../check-case.js';

// Sleep sets (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996): of schedules that
// differ only in the order of neighbouring steps that touch nothing in common, one is run.

/** What a step touched, as bits. */
type Footprint = number;

/** Usage that a limit is compared with, or the comparison. */
const USAGE = 1;
/** Entries that writeback may take: who is on an LRU, and where; what is charged for them. */
const ENTRIES = 2;

/** Points at which usage is compared with a limit. */
const LIMITS: readonly StepPoint[] = ['pool_limit', 'memcg_limit'];

/** The search gives up on a case after so many schedules. */
export const MOST_SCHEDULES = 2000;

/** How far a search got. */
export interface Explored {
  readonly schedules: number;
  readonly steps: number;
  /** Whether every schedule that can make a difference was run. */
  readonly complete: boolean;
}

/** Runs a case under every order of steps that can make a difference, until `found` says to stop. */
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
      open = found(result) === 'go on' && schedules < MOST_SCHEDULES;
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

/** Runs a case along a prefix of a schedule, and then to its end in any order. */
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
      const looked = LIMITS.some((point) => points.has(point));
      const compressed = points.has('compress_error');
      let footprint = 0;
      // Estimates follow what was compressed of late; a store that is refused may shrink its memcg.
      if (limited && (looked || compressed || usage !== before)) footprint |= USAGE;
      if (limited && looked) footprint |= ENTRIES;
      // Who is published may take the place of an older entry, which leaves the sizes as they were.
      if (points.has('index_node') || entries !== entriesBefore) footprint |= ENTRIES;
      if (plan.tasks[task].kind === 'shrink') footprint |= USAGE | ENTRIES;
      footprints.push(footprint);
      before = usage;
      entriesBefore = entries;
    },
  };
}
