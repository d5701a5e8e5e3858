import type { Kernel } from '../../model/zswap/kernel-presets.js';
import { STEP_POINTS } from '../../model/zswap/step-hooks.js';
import { REJECT_CAUSES } from '../../result/reject-causes.js';
import type { ReachedBits } from '../check-case.js';
import { COVERED_STEPS, reachedNames } from './covered-steps.js';

/** A refusal, fault point or step that no case can reach. */
export interface Unreachable {
  readonly name: string;
  readonly reason: string;
}

/** Names of one list by coverage. */
export interface CoveredNames {
  readonly reached: readonly string[];
  /** Reachable, but not reached. */
  readonly missed: readonly string[];
  readonly unreachable: readonly Unreachable[];
}

/** Coverage of one strategy. */
export interface Coverage {
  /** Reject causes. */
  readonly refusals: CoveredNames;
  /** Step points at which a fault was injected. */
  readonly faultPoints: CoveredNames;
  readonly steps: CoveredNames;
}

/** Kernels that a strategy ran on. */
export interface CoveredKernels {
  /** For a reason. */
  readonly name: string;
  readonly kernels: readonly Kernel[];
}

/** Returns the coverage of a strategy, with the reason for everything that no case can reach. */
export function coverageOf(reached: ReachedBits, kernels: CoveredKernels): Coverage {
  const steps = new Set<string>(reachedNames(COVERED_STEPS, reached.steps));
  const faults = new Set<string>(reachedNames(STEP_POINTS, reached.faults));
  const refusals = new Set<string>(reachedNames(REJECT_CAUSES, reached.refusals));
  const reasons = reasonsFor({ steps, refusals }, kernels);
  return {
    refusals: covered(REJECT_CAUSES, refusals, reasons),
    faultPoints: covered(STEP_POINTS, faults, reasons),
    steps: covered(COVERED_STEPS, steps, reasons),
  };
}

/** Returns whether everything reachable was reached. */
export function isComplete({ refusals, faultPoints, steps }: Coverage): boolean {
  return [refusals, faultPoints, steps].every(({ missed }) => missed.length === 0);
}

function covered(
  names: readonly string[],
  reached: ReadonlySet<string>,
  reasons: ReadonlyMap<string, string>,
): CoveredNames {
  const others = names.filter((name) => !reached.has(name));
  return {
    reached: names.filter((name) => reached.has(name)),
    missed: others.filter((name) => !reasons.has(name)),
    unreachable: others.flatMap((name) => {
      const reason = reasons.get(name);
      return reason === undefined ? [] : [{ name, reason }];
    }),
  };
}

/** Returns reasons by name; that of a name which was reached is of no consequence. */
function reasonsFor(
  { steps, refusals }: { steps: ReadonlySet<string>; refusals: ReadonlySet<string> },
  { name, kernels }: CoveredKernels,
): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const because = (reason: string, ...names: readonly string[]) => {
    for (const each of names) reasons.set(each, reason);
  };
  because('never returned by this strategy', 'headroom', 'large_folio');
  if (!kernels.some(({ lzoOverruns }) => lzoOverruns)) {
    because(`unreachable on ${name}`, 'compress_poor');
  }
  if (!kernels.some(({ keepsIncompressible }) => keepsIncompressible)) {
    because(`unreachable on ${name}`, 'incompressible page kept');
  }
  if (!steps.has('pool_limit')) {
    because('no check of the pool limit', 'pool_limit', 'hysteresis', 'full flag set');
    because('no check of the pool limit', 'full flag cleared', 'worker queued');
  }
  if (!steps.has('memcg_limit')) because('no check of the memcg limit', 'memcg_limit');
  if (refusals.has('large_folio')) {
    because('a folio of one page has no second page that could fail', 'published entry erased');
  }
  return reasons;
}
