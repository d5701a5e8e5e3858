import { STEP_POINTS, type StepPoint } from '../../model/zswap/step-hooks.js';
import { REJECT_CAUSES, type RejectCause } from '../../result/reject-causes.js';
import type { ReachedBits } from '../check-case.js';

/** Steps beside the step points, which only some cases reach. */
const STATE_STEPS = [
  'older entry replaced',
  'older entry erased',
  'published entry erased',
  'unpublished entry discarded',
  'unused entry released',
  'incompressible page kept',
  'full flag set',
  'full flag cleared',
  'worker queued',
  'page written back',
  'page in flight kept from writeback',
  'referenced bit cleared',
  'page loaded',
  'page freed',
] as const;

/** Every step that coverage counts. */
export const COVERED_STEPS = [...STEP_POINTS, ...STATE_STEPS] as const;

export type CoveredStep = (typeof COVERED_STEPS)[number];

const STEP_BITS = bitsOf(COVERED_STEPS);
const REFUSAL_BITS = bitsOf(REJECT_CAUSES);

/** Records what a case reaches. */
export class CoverageRecorder {
  #steps = 0;
  #faults = 0;
  #refusals = 0;

  step(step: CoveredStep): void {
    this.#steps |= STEP_BITS[step];
  }

  fault(point: StepPoint): void {
    this.#faults |= STEP_BITS[point];
  }

  refusal(cause: RejectCause): void {
    this.#refusals |= REFUSAL_BITS[cause];
  }

  reached(): ReachedBits {
    return { steps: this.#steps, faults: this.#faults, refusals: this.#refusals };
  }
}

export const NOTHING_REACHED: ReachedBits = { steps: 0, faults: 0, refusals: 0 };

/** Returns everything that either reached. */
export function joinReached(one: ReachedBits, other: ReachedBits): ReachedBits {
  return {
    steps: one.steps | other.steps,
    faults: one.faults | other.faults,
    refusals: one.refusals | other.refusals,
  };
}

/** Returns the names whose bits are set. */
export function reachedNames<Name extends string>(names: readonly Name[], bits: number): Name[] {
  return names.filter((_, at) => (bits & (1 << at)) !== 0);
}

function bitsOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, at) => [name, 1 << at])) as Record<Name, number>;
}
