import { type AdvisedSetting, changedSettings } from './advised-settings.js';
import type { PoolExchange } from './document.js';
import type { Trial } from './trial.js';

/** Computes the mean pool and the mean pages kept by max_pool_percent, with all other settings standard. */
export function poolExchange(
  settings: readonly AdvisedSetting[],
  trials: readonly Trial[],
): PoolExchange[] {
  const [pool] = settings.filter(({ name }) => name === 'max_pool_percent');
  const others = settings.filter((setting) => setting !== pool);
  return pool.values.map((value) => {
    const own = trials.filter(
      ({ values, scenario }) =>
        scenario === 'fill' &&
        values.max_pool_percent === value &&
        changedSettings(values, others).length === 0,
    );
    const mean = (of: (trial: Trial) => number) =>
      Math.round(own.reduce((sum, trial) => sum + of(trial), 0) / own.length);
    return {
      maxPoolPercent: Number(value),
      poolPages: mean(({ figures }) => figures.ramPages),
      keptPages: mean(({ figures }) => figures.keptPages),
    };
  });
}
