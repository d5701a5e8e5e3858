import type { StepPoint } from '../model/zswap/step-hooks.js';

/** A task that stores one folio. */
export interface StoreTask {
  readonly kind: 'store';
  readonly pageCount: number;
  /** First page in the corpus. */
  readonly page: number;
  /** Whether older entries occupy its swap slots. */
  readonly older: boolean;
  /** Owner of the pages, below {@link MEMCGS}. */
  readonly memcg: number;
}

/** A task that runs shrink_memcg() several times, so that writeback races with stores. */
export interface ShrinkTask {
  readonly kind: 'shrink';
  readonly shrinks: number;
  readonly memcg: number;
}

/** A task that reads pages back, or frees them, one by one: background pages, then pages of the first store once it has ended. */
export interface TakeTask {
  readonly kind: 'load' | 'free';
  readonly pages: number;
}

/** Number of memcgs. They are siblings, so that a charge to the wrong one is visible. */
export const MEMCGS = 2;

export type CheckTask = StoreTask | ShrinkTask | TakeTask;

/** An injected failure at the `occurrence`-th time, from 0, that a task's store reaches a point. */
export interface Fault {
  readonly task: number;
  readonly point: StepPoint;
  readonly occurrence: number;
}

/** Faults that change a compressed length, which a clairvoyant strategy knew before. */
export const LENGTH_FAULTS: readonly StepPoint[] = ['compress_error', 'incompressible'];

/** Settings of a case. One that is absent is the usual one. */
export interface CaseConditions {
  /** Kernel preset; absent: the subject's own. */
  readonly kernel?: string;
  /** memory.zswap.writeback of each memcg; absent: 1. */
  readonly writeback?: false;
  /** In each store, the page at `index`, modulo the folio's pages, compresses to `bytes`. */
  readonly incompressible?: { readonly index: number; readonly bytes: number };
  /** The pool is replaced: each reference is refused from this one on, counted from 0 over all stores. */
  readonly poolReplacedAt?: number;
  /** Pages in the pool before the first step, for writeback; absent: 4. */
  readonly backgroundPages?: number;
}

/** Input of a check, except the order of steps. */
export interface CheckCase extends CaseConditions {
  readonly tasks: readonly CheckTask[];
  readonly faults: readonly Fault[];
  /** Pages between the pool and its limit at the start; null for no limit. */
  readonly roomPages: number | null;
  /** Pages between the fuller memcg and its limit at the start; null for no limit. */
  readonly memcgRoomPages: number | null;
  /** Pages between their parent and its limit at the start; null for no limit. */
  readonly parentRoomPages: number | null;
}

/** Limits of a case whose stores fail by faults alone. */
export const NO_LIMITS = { roomPages: null, memcgRoomPages: null, parentRoomPages: null } as const;

/** Choice of a scheduler that ends a case at once, without the comparisons at its end. */
export const ABANDONED = -1;

/** Chooses the task that takes the next step. */
export interface Scheduler {
  /** Returns one of `runnable`, task numbers in rising order, or {@link ABANDONED}. */
  pick(runnable: readonly number[], step: number): number;
}

/** Difference between a found and an expected value. */
export interface Violation {
  /** Name of the counter or property. */
  readonly subject: string;
  /** Found minus expected value. */
  readonly off: number;
  /** Step after which it was first found; null for the check after all entries were freed. */
  readonly step: number | null;
}

/** Result of a case. */
export interface CaseResult {
  readonly steps: number;
  /** Number of injected faults. */
  readonly injected: number;
  /** Reject causes of the stores. */
  readonly causes: readonly string[];
  /** Task of each step. */
  readonly schedule: readonly number[];
  readonly violations: readonly Violation[];
  readonly reached: ReachedBits;
}

/** Bits of what was reached, in the order of the lists in coverage/. */
export interface ReachedBits {
  readonly steps: number;
  readonly faults: number;
  readonly refusals: number;
}
