import type {
  AdvisedSetting,
  AdvisedValues,
} from '../../../src/commands/advise/advised-settings.js';
import type { Trial } from '../../../src/commands/advise/trial.js';
import type { TrialFigures } from '../../../src/commands/advise/trial-figures.js';

/** Two compressors; every other setting has the values that a case gives it. */
export const COMPRESSORS: AdvisedSetting = {
  name: 'compressor',
  standard: 'lzo',
  values: ['lzo', 'zstd'],
};

export const POOL: AdvisedSetting = {
  name: 'max_pool_percent',
  standard: '20',
  values: ['10', '20', '30'],
};

export const ACCEPT: AdvisedSetting = {
  name: 'accept_threshold_percent',
  standard: '90',
  values: ['80', '90', '100'],
};

const STANDARD: AdvisedValues = {
  compressor: 'lzo',
  max_pool_percent: '20',
  accept_threshold_percent: '90',
  'folio size': '4K',
  strategy: 'batch',
};

/** Costs of 100 pages offered: pages of RAM, pages to the device, units of CPU time. */
export type MadeCosts = readonly [ram: number, io: number, cpu: number];

export function figures([ram, io, cpu]: MadeCosts): TrialFigures {
  return {
    offeredPages: 100,
    ramPages: ram,
    ioPages: io,
    cpuNs: cpu * 100_000,
    keptPages: 100 - io,
  };
}

export interface Conditions extends Partial<Omit<Trial, 'values' | 'figures'>> {
  readonly values?: Partial<AdvisedValues>;
}

/** Creates a trial of scenario fill with one task. */
export function trial(costs: MadeCosts, { values, ...conditions }: Conditions = {}): Trial {
  return {
    scenario: 'fill',
    pages: 'a 1/2',
    tasks: '1',
    repetition: 0,
    ...conditions,
    values: { ...STANDARD, ...values },
    figures: figures(costs),
  };
}
