import { folioPagesOf, namesOf } from '../../cli/run-plan.js';
import { findKnown } from '../../common/known-names.js';
import { selectCorpora } from '../../corpus/corpus.js';
import { KERNELS } from '../../model/zswap/kernel-presets.js';
import { SETTINGS } from '../../result/option-table.js';
import { resolveStrategy } from '../../strategy/resolve.js';
import { STRATEGIES } from '../../strategy/strategies.js';
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
  readonly replay?: string;
}

/** Strategy of each kernel. */
const STRATEGY_OF_KERNEL: Readonly<Record<string, string>> = {
  v7: 'incremental',
  '6.12': 'mainline-6.12',
  '6.13': 'mainline-6.13',
  '6.14': 'mainline-6.14',
  '6.18': 'mainline-6.18',
  next: 'mainline-6.18',
};

/** Validates options and resolves their names. */
export async function planCheck(options: CheckPlanOptions): Promise<CheckPlan> {
  const kernel = options.kernel ?? SETTINGS.kernel.standard;
  findKnown('--kernel', kernel, KERNELS);
  const asked =
    options.strategies ?? (options.kernel === undefined ? ['all'] : [STRATEGY_OF_KERNEL[kernel]]);
  const strategies = await Promise.all(
    namesOf(asked, STRATEGIES).map(async (name) => ({
      asked: name,
      ...(await resolveStrategy(name)),
    })),
  );
  return {
    corpora: selectCorpora(options.corpora),
    strategies,
    kernel,
    folioPages: folioPagesOf(options.folioSizes),
    schedules: options.schedules,
    exhaustive: options.exhaustive === true,
    seed: options.seed,
    replay: options.replay === undefined ? null : parseReplay(options.replay),
  };
}
