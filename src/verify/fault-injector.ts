import type { StepHooks, StepPoint } from '../model/zswap/step-hooks.js';
import type { Fault } from './check-case.js';

/** Fails the steps that a case names, each once. */
export class FaultInjector implements StepHooks {
  /** Faults injected so far. */
  injected = 0;
  /** Task that takes the current step; -1 during setup. */
  acting = -1;
  /** Faults, and how often their task will reach the point before they are injected. */
  readonly #pending: { readonly fault: Fault; left: number }[];
  readonly #injectedAt = new Map<StepPoint, number>();

  constructor(faults: readonly Fault[]) {
    this.#pending = faults.map((fault) => ({ fault, left: fault.occurrence }));
  }

  at(point: StepPoint): boolean {
    let fails = false;
    for (const pending of this.#pending) {
      if (pending.fault.point !== point || pending.fault.task !== this.acting) continue;
      if (pending.left-- === 0) fails = true;
    }
    if (fails) {
      this.injected++;
      this.#injectedAt.set(point, this.injectedAt(point) + 1);
    }
    return fails;
  }

  /** Returns the number of faults injected at some points. */
  injectedAt(...points: readonly StepPoint[]): number {
    return points.reduce((sum, point) => sum + (this.#injectedAt.get(point) ?? 0), 0);
  }
}
