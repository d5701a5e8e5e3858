import { measurePlan, withProgress } from '../../cli/measured-run.js';
import type { Terminal } from '../../cli/terminal.js';
import type { RunPlan } from '../../measure/cell.js';
import { folioSizeName } from '../../model/folio/folio.js';
import type { Cell, ResultDocument } from '../../result/document.js';
import { OWN_LAUNCHER, runBaselineProgram } from './baseline-program.js';

/** Results of one round: of the current program, and of the baseline's program if there is one. */
export interface Round {
  readonly current: ResultDocument;
  readonly baseline: ResultDocument | null;
}

/** Measures round by round, until no cell is undecided. */
export interface Measurement {
  readonly timed: boolean;
  readonly minRounds: number;
  readonly maxRounds: number;
  /** Measures all cells (null), or the undecided ones again. */
  round(undecided: readonly Cell[] | null): Promise<Round>;
}

/** Measures the current program, in this process. A cell that may be slower is measured again, up to six rounds. */
export function measureCurrent(plan: RunPlan, terminal: Terminal): Measurement {
  return {
    timed: plan.timeSeconds !== null,
    minRounds: 1,
    maxRounds: 6,
    async round(undecided) {
      const part = undecided === null ? plan : { ...partOf(plan, undecided), verify: false };
      return { current: await measurePlan(part, terminal), baseline: null };
    },
  };
}

/** Returns the smallest grid with all of these cells. Lists that are part of keys stay unchanged. */
function partOf(plan: RunPlan, cells: readonly Cell[]): RunPlan {
  const has = (field: 'corpus' | 'compressor' | 'strategy' | 'folioSize', name: string) =>
    cells.some((cell) => cell[field] === name);
  return {
    ...plan,
    corpora: plan.corpora.filter(({ name }) => has('corpus', name)),
    compressors: plan.compressors.filter(({ name }) => has('compressor', name)),
    strategies: plan.strategies.filter(({ name }) => has('strategy', name)),
    folioPages: plan.folioPages.filter((pages) => has('folioSize', folioSizeName(pages))),
  };
}

const SIDES = ['baseline', 'current'] as const;

/**
 * Measures the baseline's program and this one in turn, each in its own process, so that noise of the host affects both.
 *
 * @param args of `run`
 */
export function measureBoth(
  program: string,
  args: readonly string[],
  terminal: Terminal,
): Measurement {
  const measure = { baseline: program, current: OWN_LAUNCHER };
  let rounds = 0;
  return {
    timed: true,
    minRounds: 2,
    maxRounds: 8,
    async round(undecided) {
      const all = undecided === null ? args : [...args, '--no-verify'];
      const sides = rounds++ % 2 === 0 ? SIDES : SIDES.toReversed();
      return await withProgress(terminal, async (observer) => {
        observer.begin?.({ units: sides.length });
        const results = new Map<keyof Round, ResultDocument>();
        for (const [i, side] of sides.entries()) {
          observer.progress(`round ${rounds}: ${side} program`, { units: Math.min(1, i) });
          results.set(side, await runBaselineProgram(measure[side], all));
        }
        return Object.fromEntries(results) as unknown as Round;
      });
    },
  };
}
