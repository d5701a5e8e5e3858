import type { RunPlan } from '../../measure/cell.js';
import { folioSizeName } from '../../model/folio/folio.js';
import { settingsOf } from '../../result/settings.js';
import { advisedSettings } from './advised-settings.js';
import { decideSetting } from './decide-setting.js';
import { ADVICE_SCHEMA, type Advice } from './document.js';
import { kernelSettings } from './kernel-settings.js';
import { poolExchange } from './pool-exchange.js';
import type { TrialRun } from './run-trials.js';
import { trialsAbout } from './views.js';
import { CPU_UNIT_NS, type Weights } from './weights.js';

/** Trials, their plan, and the weights of costs. */
export interface AdviceInput extends TrialRun {
  readonly plan: RunPlan;
  readonly weights: Weights;
  readonly version: string;
}

/** Decides each setting by the costs of the trials. */
export function advise({ plan, trials, corpora, weights, version }: AdviceInput): Advice {
  const settings = advisedSettings(plan);
  const decided = settings.map((setting) =>
    decideSetting(trialsAbout(setting, settings, trials), weights),
  );
  const { scenario: _scenario, timeSeconds: _time, ...options } = settingsOf(plan);
  return {
    schema: ADVICE_SCHEMA,
    tool: { version },
    config: {
      strategies: plan.strategies.map(({ name }) => name),
      compressors: plan.compressors.map(({ name }) => name),
      folioSizes: plan.folioPages.map(folioSizeName),
      corpora,
      ...options,
    },
    weights,
    cpuUnitNs: CPU_UNIT_NS,
    trials: trials.length,
    settings: decided,
    poolExchange: poolExchange(settings, trials),
    commands: kernelSettings(decided),
  };
}
