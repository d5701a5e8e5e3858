import { measure } from '../../cli/measured-run.js';
import type { Terminal } from '../../cli/terminal.js';
import type { RunPlan } from '../../measure/cell.js';
import { folioSizeName } from '../../model/folio/folio.js';
import type { Cell, ResultDocument } from '../../result/document.js';
import { OWN_LAUNCHER, runBaseline } from './baseline-program.js';

/** One round of measuring: the current program, and the baseline's where that is at hand. */
export interface Round {
  readonly current: ResultDocument;
  readonly baseline: ResultDocument | null;
}

/** A way to measure, round by round, until nothing is unsettled. */
export interface Measuring {
  readonly timed: boolean;
  readonly fewestRounds: number;
  readonly mostRounds: number;
  /** Measures all cells, or those again that are not settled. */
  round(unsettled: readonly Cell[] | null): Promise<Round>;
}

/** The current program, within this process. What seems slower is measured again before it is said to be. */
export function measureCurrent(plan: RunPlan, terminal: Terminal): Measuring {
  return {
    timed: plan.timeSeconds !== null,
    fewestRounds: 1,
    mostRounds: 6,
    async round(unsettled) {
      const part = unsettled === null ? plan : { ...partOf(plan, unsettled), verify: false };
      return { current: await measure(part, terminal), baseline: null };
    },
  };
}

/** The smallest grid that has all of these cells. Lists that are part of keys stay whole. */
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

/**
 * The baseline's program and this one in turn, a process each, so that what disturbs the machine disturbs both.
 *
 * @param args of `run`
 */
export function measureBoth(program: string, args: readonly string[]): Measuring {
  let forwards = false;
  return {
    timed: true,
    fewestRounds: 2,
    mostRounds: 8,
    async round(unsettled) {
      const all = unsettled === null ? args : [...args, '--no-verify'];
      forwards = !forwards;
      if (forwards) {
        const baseline = await runBaseline(program, all);
        return { baseline, current: await runBaseline(OWN_LAUNCHER, all) };
      }
      const current = await runBaseline(OWN_LAUNCHER, all);
      return { current, baseline: await runBaseline(program, all) };
    },
  };
}
