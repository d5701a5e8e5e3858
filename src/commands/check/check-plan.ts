import { folioPagesOf, namesOf } from '../../cli/run-plan.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { selectCorpora } from '../../corpus/corpus.js';
import { KERNELS } from '../../model/zswap/kernel-presets.js';
import { presetOf } from '../../model/zswap/kernel-releases.js';
import { SETTINGS } from '../../result/option-table.js';
import { resolveStrategy } from '../../strategy/resolve.js';
import { STRATEGIES } from '../../strategy/strategies.js';
import { strategyOfKernel } from '../../strategy/strategy-of-kernel.js';
import type { CheckPlan } from './check-strategies.js';
import { parseReplay } from './replay.js';

/** Parsed options of `check`. */
export interface CheckPlanOptions {
  readonly strategies?: readonly string[];
  readonly kernel?: string;
  readonly folioSizes: readonly string[];
  readonly corpora: readonly string[];
  readonly schedules: number;
  readonly exhaustive?: true;
  readonly seed: number;
  readonly jobs: number;
  readonly replay?: string;
}

/** Returns all presets, the given one first. */
function everyKernel(first: string): string[] {
  return [first, ...[...KERNELS.keys()].filter((other) => other !== first)];
}

/** Checks options against what there is. */
export async function planCheck(options: CheckPlanOptions, terminal: Terminal): Promise<CheckPlan> {
  const given = options.kernel ?? SETTINGS.kernel.standard;
  const kernel = presetOf(given, (text) => note(terminal, text));
  const asked =
    options.strategies ?? (options.kernel === undefined ? ['all'] : [strategyOfKernel(kernel)]);
  const strategies = await Promise.all(
    namesOf(asked, STRATEGIES).map(async (name) => ({
      asked: name,
      ...(await resolveStrategy(name)),
    })),
  );
  return {
    corpora: selectCorpora(options.corpora),
    strategies,
    kernels: options.kernel === undefined ? everyKernel(kernel) : [kernel],
    folioPages: folioPagesOf(options.folioSizes),
    schedules: options.schedules,
    exhaustive: options.exhaustive === true,
    seed: options.seed,
    jobs: options.jobs,
    replay: options.replay === undefined ? null : parseReplay(options.replay),
  };
}
