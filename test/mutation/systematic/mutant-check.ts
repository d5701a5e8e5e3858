import { Random } from '../../../src/common/random.js';
import type { Kernel } from '../../../src/model/zswap/kernel-presets.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import type { runCase } from '../../../src/verify/case-runner.js';
import type { Subject } from '../../../src/verify/case-setup.js';
import type { ReachedBits } from '../../../src/verify/check-case.js';
import { joinReached, NOTHING_REACHED } from '../../../src/verify/coverage/covered-steps.js';
import { PlannedCases } from '../../../src/verify/explore/planned-cases.js';
import { violationKind } from '../../../src/verify/violation-kind.js';
import { SourceModules } from './changed-program.js';

const ROOTS = ['verify/case-runner.ts', 'strategy/strategies.ts', 'model/zswap/kernel-presets.ts'];
const KERNEL = '6.18';

// Few size classes, so that each has several zspages, and odd lengths beside them.
const LENGTHS = (() => {
  const random = new Random('systematic mutants');
  const common = [600, 1300, 1310, 2000, 2700, 3400];
  return Uint16Array.from({ length: 256 }, () =>
    random.below(4) === 0 ? 1 + random.below(4095) : common[random.below(common.length)],
  );
})();

const PLANNED = new PlannedCases({ folioPages: [1, 4, 16], schedules: 400, seed: 1 });
/** Cases are taken in steps of a prime, so that every kind comes early. */
const STRIDE = 1009;

/** Findings of a check of a strategy. */
interface Findings {
  /** Smallest and greatest drift of each subject. */
  readonly ranges: Map<string, { readonly low: number; readonly high: number }>;
  reached: ReachedBits;
}

interface Program {
  readonly runCase: typeof runCase;
  readonly strategies: ReadonlyMap<string, Strategy>;
  readonly kernels: ReadonlyMap<string, Kernel>;
}

/** A changed file of the program. */
export interface ChangedFile {
  readonly file: string;
  readonly text: string;
}

/** Runs the cases of `check` with changed programs. */
export class MutantCheck {
  readonly #modules = new SourceModules();
  /** Findings in the unchanged program, by strategy and share. */
  readonly #usual = new Map<string, Findings>();

  /**
   * Returns whether a check of a strategy finds the change: a violation that the unchanged program does not have, another range of
   * a declared drift, or a step that is no longer reached, without which no strategy is called exact.
   *
   * @param share runs one case of so many
   */
  finds(change: ChangedFile, strategy: string, share: number): boolean {
    const usual = this.#usualFindings(strategy, share);
    try {
      const findings = this.#run(this.#load(change), { strategy, share, usual });
      return findings === null || !isEqual(findings, usual);
    } catch {
      // The program does not load, or a case cannot be set up.
      return true;
    }
  }

  #usualFindings(strategy: string, share: number): Findings {
    const key = `${strategy} ${share}`;
    const known =
      this.#usual.get(key) ?? this.#run(this.#load(null), { strategy, share, usual: null });
    if (known === null) throw new Error('a check without a comparison ends early');
    this.#usual.set(key, known);
    return known;
  }

  #load(change: ChangedFile | null): Program {
    const [runner, strategies, kernels] = this.#modules.load(ROOTS, change);
    return {
      runCase: runner.runCase as typeof runCase,
      strategies: strategies.STRATEGIES as Program['strategies'],
      kernels: kernels.KERNELS as Program['kernels'],
    };
  }

  /** Returns the findings; null as soon as one is outside the usual. */
  #run(
    { runCase, strategies, kernels }: Program,
    { strategy: name, share, usual }: { strategy: string; share: number; usual: Findings | null },
  ): Findings | null {
    const findings: Findings = { ranges: new Map(), reached: NOTHING_REACHED };
    const strategy = strategies.get(name) as Strategy;
    const subject: Subject = {
      name,
      strategy,
      kernel: kernels.get(strategy.kernel ?? KERNEL) as Kernel,
      kernels: strategy.kernel === undefined ? [...kernels.keys()] : [],
      lengths: LENGTHS,
    };
    for (let i = 0; i < PLANNED.count; i += share) {
      const { plan, schedulers } = PLANNED.at((i * STRIDE) % PLANNED.count, subject);
      for (const scheduler of schedulers) {
        this.#modules.startCase();
        const { violations, reached } = runCase(subject, plan, scheduler);
        findings.reached = joinReached(findings.reached, reached);
        for (const { subject: on, off } of violations) {
          if (!isUsual(violationKind(on), off, findings, usual)) return null;
        }
      }
    }
    return findings;
  }
}

/** Adds a drift; returns whether it is within the usual range. */
function isUsual(kind: string, off: number, { ranges }: Findings, usual: Findings | null): boolean {
  const { low, high } = ranges.get(kind) ?? { low: off, high: off };
  ranges.set(kind, { low: Math.min(low, off), high: Math.max(high, off) });
  if (usual === null) return true;
  const range = usual.ranges.get(kind);
  return range !== undefined && off >= range.low && off <= range.high;
}

function isEqual(found: Findings, usual: Findings): boolean {
  const texts = [found, usual].map(({ ranges, reached }) =>
    JSON.stringify([[...ranges].sort(), reached]),
  );
  return texts[0] === texts[1];
}
