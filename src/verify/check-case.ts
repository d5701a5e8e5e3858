import type { StepPoint } from '../model/zswap/step-hooks.js';

/** A task that stores one folio. */
export interface StoreTask {
  readonly kind: 'store';
  readonly pageCount: number;
  /** Its first page in the corpus. */
  readonly page: number;
  /** Whether older entries stand at its swap slots. */
  readonly older: boolean;
  /** Whose pages these are, of {@link MEMCGS}. */
  readonly memcg: number;
}

/** A task that runs shrink_memcg() a few times: writeback racing with stores. */
export interface ShrinkTask {
  readonly kind: 'shrink';
  readonly shrinks: number;
  readonly memcg: number;
}

/** Siblings below one parent, so that what goes to the wrong one shows. */
export const MEMCGS = 2;

export type CheckTask = StoreTask | ShrinkTask;

/** One step that fails: the `occurrence`-th time, from 0, that a task's store comes to a point. */
export interface Fault {
  readonly task: number;
  readonly point: StepPoint;
  readonly occurrence: number;
}

/** Everything that decides what happens, but the order of steps. */
export interface CheckCase {
  readonly tasks: readonly CheckTask[];
  readonly faults: readonly Fault[];
  /** Pages that the pool has below its limit at the start; null for no limit. */
  readonly roomPages: number | null;
  /** Pages that the fuller memcg has below its limit at the start; null for no limit. */
  readonly memcgRoomPages: number | null;
  /** Pages that their parent has below its limit at the start; null for no limit. */
  readonly parentRoomPages: number | null;
}

/** For a case whose stores fail by faults alone. */
export const NO_LIMITS = { roomPages: null, memcgRoomPages: null, parentRoomPages: null } as const;

/** Chooses who steps next. */
export interface Scheduler {
  /** One of `runnable`, task numbers in rising order. */
  pick(runnable: readonly number[], step: number): number;
}

/** Something that is not as it must be. */
export interface Violation {
  /** A counter, or what else was looked at. */
  readonly subject: string;
  /** What was found minus what must be. */
  readonly off: number;
  /** The step after which it was first seen; null for the end, when all entries were freed. */
  readonly step: number | null;
}

/** How a case went. */
export interface CaseResult {
  readonly steps: number;
  /** Faults that injected. */
  readonly injected: number;
  /** Why stores were refused. */
  readonly causes: readonly string[];
  /** Who stepped, step by step. */
  readonly schedule: readonly number[];
  readonly violations: readonly Violation[];
}
