import type { ShrinkResult } from '../../model/zswap/shrink-memcg.js';
import type { RejectCause } from '../../result/reject-causes.js';
import type { LimitPolicies } from '../../strategy/limit-policy.js';
import type { CoverageRecorder } from '../coverage/covered-steps.js';

/** One end of a store: of a folio, or of one page of a split folio. */
export interface StoreEnd {
  readonly accepted: boolean;
  /** Cause of the primitive that failed last, with none successful after it. */
  readonly failed: RejectCause | null;
  /** Compressions of the store. */
  readonly compressed: number;
  /** Whether the pool was expected to be full. */
  readonly full: boolean;
}

/** Progress of a task's current store, from its calls of primitives. */
export class StoreProgress {
  holdsPool = false;
  failed: RejectCause | null = null;
  compressed = 0;
  /** Entries allocated and without an object in the pool. */
  unused = 0;
  /** Pages for which each limit was checked. */
  readonly checked = { global: 0, memcg: 0 };
  /** Pages put into the pool. */
  inserted = 0;
  readonly ends: StoreEnd[] = [];
  /** Refusals by each policy before the store. */
  readonly limitRefusals = { global: 0, memcg: 0 };
  /** Results of shrink_memcg(), also after the end of the store. */
  readonly shrinks: ShrinkResult[] = [];
}

/** Expected causes, wasted compressions and pool references of stores, by task, from calls of zswap's primitives. */
export class ExpectedStores {
  /** Task that takes the current step; -1 outside all tasks. */
  acting = -1;
  /** Stores that hold a reference to the pool. */
  poolHolders = 0;
  /** Pages stored without a reference. */
  withoutPool = 0;
  /** Pages stored for which a limit was not checked. */
  withoutCheck = 0;
  readonly #progress: StoreProgress[] = [];
  readonly #coverage: CoverageRecorder;

  constructor(coverage: CoverageRecorder) {
    this.#coverage = coverage;
  }

  /** Notes a primitive's result: the cause for which it failed, or null. */
  primitive(failed: RejectCause | null): void {
    this.#current.failed = failed;
  }

  tookPool(): void {
    if (!this.#current.holdsPool) this.poolHolders++;
    this.#current.holdsPool = true;
  }

  compressed(): void {
    this.#current.compressed++;
  }

  allocated(): void {
    this.#current.unused++;
  }

  inserted(): void {
    const current = this.#current;
    current.unused--;
    if (this.acting < 0) return;
    if (!current.holdsPool) this.withoutPool++;
    const { global, memcg } = current.checked;
    if (++current.inserted > Math.min(global, memcg)) this.withoutCheck++;
  }

  checkedLimit(limit: keyof LimitPolicies, pages: number): void {
    this.#current.checked[limit] += pages;
  }

  limitRefused(limit: keyof LimitPolicies): void {
    this.#current.limitRefusals[limit]++;
  }

  /** Notes that a policy undoes its admission. */
  uncheckedLimit(limit: keyof LimitPolicies): void {
    this.#current.checked[limit] = 0;
  }

  shrunk(result: ShrinkResult): void {
    this.#current.shrinks.push(result);
  }

  ended(accepted: boolean, full: boolean): void {
    const current = this.#current;
    const { failed, compressed } = current;
    current.ends.push({ accepted, failed, compressed, full });
    if (!accepted && current.unused > 0) this.#coverage.step('unused entry released');
    if (current.holdsPool) this.poolHolders--;
    current.holdsPool = false;
    current.failed = null;
    current.compressed = 0;
    current.unused = 0;
    current.inserted = 0;
    current.checked.global = 0;
    current.checked.memcg = 0;
  }

  endsOf(task: number): readonly StoreEnd[] {
    return this.#of(task).ends;
  }

  shrinksOf(task: number): Pick<StoreProgress, 'shrinks' | 'limitRefusals'> {
    return this.#of(task);
  }

  get #current(): StoreProgress {
    return this.#of(this.acting);
  }

  #of(task: number): StoreProgress {
    this.#progress[task + 1] ??= new StoreProgress();
    return this.#progress[task + 1];
  }
}
