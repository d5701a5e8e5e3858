import type { ShrinkResult } from '../../model/zswap/shrink-result.js';
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
  /** Pages that it made visible. */
  readonly published: number;
  /** Whether the pool was expected to be full. */
  readonly full: boolean;
}

/** A limit check of a store. */
export interface CheckedPages {
  /** Pages for which the limit is checked. */
  readonly pages: number;
  /** Whether they may be stored after this answer. */
  readonly counts: boolean;
  readonly refused: RejectCause | null;
  /** Pages of the folio. */
  readonly folioPages: number;
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
  /** Pages put into the pool, and pages made visible. */
  inserted = 0;
  published = 0;
  /** Cause for which a policy refused last, unless it accepted since or shrinking made room. */
  standing: RejectCause | null = null;
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
  /** Limit checks for no page, or for more pages than the store has left. */
  wrongChecks = 0;
  /** Stores that succeeded although a policy refused. */
  ignoredRefusals = 0;
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

  published(): void {
    this.#current.published++;
  }

  checkedLimit(
    limit: keyof LimitPolicies,
    { pages, counts, refused, folioPages }: CheckedPages,
  ): void {
    const current = this.#current;
    if (counts) current.checked[limit] += pages;
    if (pages < 1 || pages > folioPages - current.inserted) this.wrongChecks++;
    if (refused !== null) current.limitRefusals[limit]++;
    this.policyAnswered(refused);
  }

  /** Notes the answer of a policy, which it returns. */
  policyAnswered(refused: RejectCause | null): RejectCause | null {
    const current = this.#current;
    if (refused !== null || current.standing !== null) current.failed = refused;
    current.standing = refused;
    return refused;
  }

  /** Notes that a policy undoes its admission. */
  uncheckedLimit(limit: keyof LimitPolicies): void {
    this.#current.checked[limit] = 0;
  }

  shrunk(result: ShrinkResult): void {
    const current = this.#current;
    current.shrinks.push(result);
    if (result !== 'written') return;
    current.standing = null;
    current.failed = null;
  }

  ended(accepted: boolean, full: boolean): void {
    const current = this.#current;
    const { failed, compressed, published, standing } = current;
    current.ends.push({ accepted, failed, compressed, published, full });
    if (accepted && standing !== null) this.ignoredRefusals++;
    if (!accepted && current.unused > 0) this.#coverage.step('unused entry released');
    if (current.holdsPool) this.poolHolders--;
    current.holdsPool = false;
    current.failed = null;
    current.compressed = 0;
    current.unused = 0;
    current.inserted = 0;
    current.published = 0;
    current.standing = null;
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
