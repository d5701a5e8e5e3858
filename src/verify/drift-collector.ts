import type { CaseResult, CheckCase, Violation } from './check-case.js';
import type { Failing } from './shrink.js';

/** Range of the drift of one counter for one cause of failure. */
export interface CounterDrift {
  /** Name of the counter or property. */
  readonly subject: string;
  /** Cause of the failed store, or `no failure`. */
  readonly cause: string;
  readonly lowest: number;
  readonly highest: number;
  readonly cases: number;
}

/** Collects violations; keeps the first failing case of each counter, with and without a failed store. */
export class DriftCollector {
  readonly #drifts = new Map<string, CounterDrift>();
  readonly #first = new Map<string, { failing: Failing; violation: Violation }>();

  add(plan: CheckCase, result: CaseResult): void {
    const cause = causeOf(plan, result);
    for (const violation of result.violations) {
      const { subject, off } = violation;
      const key = `${subject}\n${cause}`;
      const known = this.#drifts.get(key);
      this.#drifts.set(key, {
        subject,
        cause,
        lowest: Math.min(off, known?.lowest ?? off),
        highest: Math.max(off, known?.highest ?? off),
        cases: (known?.cases ?? 0) + 1,
      });
      // Drift after a success and drift after a failure are separate findings.
      const kind = `${subject}\n${result.causes.length > 0}`;
      if (!this.#first.has(kind)) this.#first.set(kind, { failing: { plan, result }, violation });
    }
  }

  drifts(): CounterDrift[] {
    return [...this.#drifts.values()];
  }

  firstFailures(): { failing: Failing; violation: Violation }[] {
    return [...this.#first.values()];
  }
}

/** Returns the injected fault point, or else the reject cause. */
function causeOf(plan: CheckCase, { injected, causes }: CaseResult): string {
  const points = [...new Set(injected > 0 ? plan.faults.map(({ point }) => point) : causes)];
  if (points.length === 0) return 'no failure';
  return points.length === 1 ? points[0] : 'several';
}
