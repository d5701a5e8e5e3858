import type { StepHooks, StepPoint } from '../model/zswap/step-hooks.js';
import type { Fault } from './check-case.js';

/** Fails the steps that a case names, each once. */
export class FaultInjector implements StepHooks {
  /** Faults injected so far. */
  injected = 0;
  /** The task whose store steps; -1 while the case is set up. */
  acting = -1;
  /** Faults, and how often their task has yet to reach their point. */
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

  /** Faults injected at some points. */
  injectedAt(...points: readonly StepPoint[]): number {
    return points.reduce((sum, point) => sum + (this.#injectedAt.get(point) ?? 0), 0);
  }
}
