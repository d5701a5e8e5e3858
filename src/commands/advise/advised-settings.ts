import { chooseCompressor } from '../../compressor/compressors.js';
import type { CellPlan, RunPlan } from '../../measure/cell.js';
import { folioSizeName } from '../../model/folio/folio.js';
import { resolveAsked } from '../../strategy/resolve.js';
import { strategyOfKernel } from '../../strategy/strategy-of-kernel.js';

export type AdvisedName =
  | 'compressor'
  | 'max_pool_percent'
  | 'accept_threshold_percent'
  | 'folio size'
  | 'strategy';

/** A setting that advice is about. */
export interface AdvisedSetting {
  readonly name: AdvisedName;
  /** Value without advice: the kernel's default, or the only one that was given. */
  readonly standard: string;
  readonly values: readonly string[];
}

/** A value of each setting. */
export type AdvisedValues = Readonly<Record<AdvisedName, string>>;

// Defaults of a kernel built from its own Kconfig: CONFIG_ZSWAP_COMPRESSOR_DEFAULT is lzo, mm/zswap.c has 20 and 90, and all
// sizes of multi-size THP are `never`.
const KERNEL = { compressor: 'lzo', maxPoolPercent: 20, acceptThresholdPercent: 90, folioPages: 1 };

/** Returns a plan whose lists of several values have the kernel's default too. */
export async function withKernelDefaults(plan: RunPlan): Promise<RunPlan> {
  const { compressors, folioPages, strategies } = plan;
  const strategy = strategyOfKernel(plan.kernel);
  const lacksStrategy = strategies.length > 1 && !strategies.some(({ name }) => name === strategy);
  const lacksCompressor =
    compressors.length > 1 && !compressors.some(({ name }) => name === KERNEL.compressor);
  return {
    ...plan,
    compressors: lacksCompressor
      ? [chooseCompressor(KERNEL.compressor), ...compressors]
      : compressors,
    folioPages: rising(folioPages, KERNEL.folioPages),
    strategies: lacksStrategy ? [await resolveAsked({ strategy }), ...strategies] : strategies,
    maxPoolPercent: rising(plan.maxPoolPercent, KERNEL.maxPoolPercent),
    acceptThresholdPercent: rising(plan.acceptThresholdPercent, KERNEL.acceptThresholdPercent),
  };
}

function rising(values: readonly number[], standard: number): number[] {
  const all = values.length === 1 ? values : new Set([...values, standard]);
  return [...all].sort((a, b) => a - b);
}

/** Returns the settings of a plan of {@link withKernelDefaults}, in the order of the report. */
export function advisedSettings(plan: RunPlan): AdvisedSetting[] {
  const setting = (name: AdvisedName, values: readonly (string | number)[], standard: unknown) => {
    const texts = values.map(String);
    return { name, values: texts, standard: texts.length === 1 ? texts[0] : String(standard) };
  };
  return [
    setting(
      'compressor',
      plan.compressors.map(({ name }) => name),
      KERNEL.compressor,
    ),
    setting('max_pool_percent', plan.maxPoolPercent, KERNEL.maxPoolPercent),
    setting('accept_threshold_percent', plan.acceptThresholdPercent, KERNEL.acceptThresholdPercent),
    setting('folio size', plan.folioPages.map(folioSizeName), folioSizeName(KERNEL.folioPages)),
    setting(
      'strategy',
      plan.strategies.map(({ name }) => name),
      strategyOfKernel(plan.kernel),
    ),
  ];
}

export function valuesOf(cell: CellPlan): AdvisedValues {
  return {
    compressor: cell.compressor.name,
    max_pool_percent: String(cell.parameters['max-pool-percent']),
    accept_threshold_percent: String(cell.parameters['accept-threshold-percent']),
    'folio size': folioSizeName(cell.folioPages),
    strategy: cell.name,
  };
}

/** Returns the settings whose value is not the standard one. */
export function changedSettings(
  values: AdvisedValues,
  settings: readonly AdvisedSetting[],
): AdvisedSetting[] {
  return settings.filter(({ name, standard }) => values[name] !== standard);
}
