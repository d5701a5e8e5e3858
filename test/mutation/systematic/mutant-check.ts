import { Random } from '../../../src/common/random.js';
import type { Kernel } from '../../../src/model/zswap/kernel-presets.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import type { runCase } from '../../../src/verify/case-runner.js';
import type { Subject } from '../../../src/verify/case-setup.js';
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

const PLANNED = new PlannedCases({ folioPages: [1, 4, 16], schedules: 1500, seed: 1 });
/** Cases are taken in steps of a prime, so that every kind comes early. */
const STRIDE = 1009;

/** Smallest and greatest drift of each subject. */
type DriftRanges = Map<string, { low: number; high: number }>;

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
  /** Drift of the unchanged program, by strategy. */
  readonly #usual = new Map<string, DriftRanges>();
  /** Cases run so far. */
  cases = 0;

  /**
   * Returns whether a check of a strategy finds the change: a violation that the unchanged program does not have, or, of a strategy with declared
   * drift, another range of it.
   *
   * @param share runs one case of so many
   */
  finds(change: ChangedFile, strategy: string, share = 1): boolean {
    const usual = this.#usualDrift(strategy, share);
    const program = this.#load(change);
    if (program === null) return true;
    const ranges: DriftRanges = new Map();
    return this.#run(program, strategy, { ranges, usual, share }) || !equalRanges(ranges, usual);
  }

  #usualDrift(strategy: string, share: number): DriftRanges {
    const key = `${strategy} ${share}`;
    const known = this.#usual.get(key);
    if (known !== undefined) return known;
    const ranges: DriftRanges = new Map();
    this.#run(this.#load(null) as Program, strategy, { ranges, usual: null, share });
    this.#usual.set(key, ranges);
    return ranges;
  }

  /** Returns null for a change with which the program does not load. */
  #load(change: ChangedFile | null): Program | null {
    try {
      const [runner, strategies, kernels] = this.#modules.load(ROOTS, change);
      return {
        runCase: runner.runCase as typeof runCase,
        strategies: strategies.STRATEGIES as Program['strategies'],
        kernels: kernels.KERNELS as Program['kernels'],
      };
    } catch (error) {
      if (change === null) throw error;
      return null;
    }
  }

  /** Adds to `ranges`; stops and returns true at drift outside the usual. */
  #run(
    { runCase, strategies, kernels }: Program,
    name: string,
    { ranges, usual, share }: { ranges: DriftRanges; usual: DriftRanges | null; share: number },
  ): boolean {
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
        this.cases++;
        for (const { subject: on, off } of runCase(subject, plan, scheduler).violations) {
          const kind = violationKind(on);
          const known = ranges.get(kind) ?? { low: off, high: off };
          ranges.set(kind, { low: Math.min(known.low, off), high: Math.max(known.high, off) });
          const range = usual?.get(kind);
          if (usual === null) continue;
          if (range === undefined || off < range.low || off > range.high) return true;
        }
      }
    }
    return false;
  }
}

function equalRanges(one: DriftRanges, other: DriftRanges): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([kind, { low, high }]) => {
    const range = other.get(kind);
    return range?.low === low && range.high === high;
  });
}
