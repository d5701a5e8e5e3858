import type { CaseResult, CheckCase, Violation } from './check-case.js';
import type { Failing } from './shrink.js';
import { violationKind } from './violation-kind.js';

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

/** First failing case of a counter, and its violation. */
export interface FirstFailure {
  readonly failing: Failing;
  readonly violation: Violation;
}

/** Violations of some cases, as plain data, each in the order of its first case. */
export interface CollectedDrift {
  readonly drifts: ReadonlyMap<string, CounterDrift>;
  readonly first: ReadonlyMap<string, FirstFailure>;
}

/** Collects violations; keeps the first failing case of each counter, with and without a failed store. */
export class DriftCollector {
  readonly #drifts = new Map<string, CounterDrift>();
  readonly #first = new Map<string, FirstFailure>();

  add(plan: CheckCase, result: CaseResult): void {
    const cause = causeOf(plan, result);
    for (const violation of result.violations) {
      const { subject, off } = violation;
      this.#addDrift({ subject, cause, lowest: off, highest: off, cases: 1 });
      // Drift after a success and drift after a failure are separate findings.
      this.#addFailure(`${violationKind(subject)}\n${result.causes.length > 0}`, {
        failing: { plan, result },
        violation,
      });
    }
  }

  /** Adds the violations of later cases. */
  addAll({ drifts, first }: CollectedDrift): void {
    for (const drift of drifts.values()) this.#addDrift(drift);
    for (const [kind, failure] of first) this.#addFailure(kind, failure);
  }

  collected(): CollectedDrift {
    return { drifts: this.#drifts, first: this.#first };
  }

  drifts(): CounterDrift[] {
    return [...this.#drifts.values()];
  }

  firstFailures(): FirstFailure[] {
    return [...this.#first.values()];
  }

  #addDrift(drift: CounterDrift): void {
    const { subject, cause, lowest, highest, cases } = drift;
    const key = `${violationKind(subject)}\n${cause}`;
    const known = this.#drifts.get(key);
    this.#drifts.set(key, {
      subject: known?.subject ?? subject,
      cause,
      lowest: Math.min(lowest, known?.lowest ?? lowest),
      highest: Math.max(highest, known?.highest ?? highest),
      cases: (known?.cases ?? 0) + cases,
    });
  }

  #addFailure(kind: string, failure: FirstFailure): void {
    if (!this.#first.has(kind)) this.#first.set(kind, failure);
  }
}

/** Returns the injected fault point, or else the reject cause. */
function causeOf(plan: CheckCase, { injected, causes }: CaseResult): string {
  const byFault = injected > 0 && plan.poolReplacedAt === undefined;
  const points = [...new Set(byFault ? plan.faults.map(({ point }) => point) : causes)];
  if (points.length === 0) return 'no failure';
  return points.length === 1 ? points[0] : 'several';
}
