import type { StepHooks, StepPoint } from '../model/zswap/step-hooks.js';
import type { Fault } from './check-case.js';
import { CoverageRecorder } from './coverage/covered-steps.js';

/** Fails the steps that a case names, each once, and the pool's references while it is replaced. */
export class FaultInjector implements StepHooks {
  /** Faults injected so far. */
  injected = 0;
  /** Task that takes the current step; -1 during setup. */
  acting = -1;
  readonly coverage = new CoverageRecorder();
  /** Faults, and how often their task will reach the point before they are injected. */
  readonly #pending: { readonly fault: Fault; left: number }[];
  readonly #injectedAt = new Map<StepPoint, number>();
  /** References to the pool that are granted before it is replaced. */
  #poolRefsLeft: number;

  constructor(faults: readonly Fault[], poolReplacedAt = Number.POSITIVE_INFINITY) {
    this.#pending = faults.map((fault) => ({ fault, left: fault.occurrence }));
    this.#poolRefsLeft = poolReplacedAt;
  }

  at(point: StepPoint): boolean {
    this.coverage.step(point);
    let fails = point === 'pool_ref' && this.acting >= 0 && this.#poolRefsLeft-- <= 0;
    for (const pending of this.#pending) {
      if (pending.fault.point !== point || pending.fault.task !== this.acting) continue;
      if (pending.left-- === 0) fails = true;
    }
    if (fails) {
      this.injected++;
      this.coverage.fault(point);
      this.#injectedAt.set(point, this.injectedAt(point) + 1);
    }
    return fails;
  }

  /** Returns the number of faults injected at some points. */
  injectedAt(...points: readonly StepPoint[]): number {
    return points.reduce((sum, point) => sum + (this.#injectedAt.get(point) ?? 0), 0);
  }
}
