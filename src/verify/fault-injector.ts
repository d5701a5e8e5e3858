import type { FaultPoint, Faults } from '../model/zswap/faults.js';
import type { Fault } from './check-case.js';

/** Makes the faults of a case strike, each once, and remembers at which points the latest step came by. */
export class FaultInjector implements Faults {
  /** Faults that have struck. */
  struck = 0;
  /** Points that were passed since this was last emptied. */
  readonly passed = new Set<FaultPoint>();
  /** The task whose store steps; -1 while the scene is set. */
  acting = -1;
  /** Faults, and how often their task has yet to come to their point. */
  readonly #pending: { readonly fault: Fault; left: number }[];
  readonly #struckAt = new Map<FaultPoint, number>();
  readonly #observed: boolean;

  /** @param observed whether {@link passed} is wanted */
  constructor(faults: readonly Fault[], observed: boolean) {
    this.#observed = observed;
    this.#pending = faults.map((fault) => ({ fault, left: fault.occurrence }));
  }

  strikes(point: FaultPoint): boolean {
    if (this.#observed) this.passed.add(point);
    let strikes = false;
    for (const pending of this.#pending) {
      if (pending.fault.point !== point || pending.fault.task !== this.acting) continue;
      if (pending.left-- === 0) strikes = true;
    }
    if (strikes) {
      this.struck++;
      this.#struckAt.set(point, this.struckAt(point) + 1);
    }
    return strikes;
  }

  /** Faults that have struck at some points. */
  struckAt(...points: readonly FaultPoint[]): number {
    return points.reduce((sum, point) => sum + (this.#struckAt.get(point) ?? 0), 0);
  }
}
