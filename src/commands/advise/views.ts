import { type AdvisedSetting, changedSettings } from './advised-settings.js';
import type { Trial } from './trial.js';
import { type CostParts, costOf, meanParts } from './trial-figures.js';
import { neighbouringWeights, type Weights } from './weights.js';

/** Smaller differences of costs are ties: one 2M folio is about as much of the limit of 1 GiB of RAM. */
const TIE = 0.01;

/** Costs of the values of a setting over some trials. */
export interface CostView {
  readonly kind: string;
  readonly name: string;
  readonly costs: ReadonlyMap<string, number>;
}

/** Trials that tell about one setting: at most one other setting is changed. */
export interface SettingTrials {
  readonly setting: AdvisedSetting;
  readonly settings: readonly AdvisedSetting[];
  readonly trials: readonly Trial[];
}

/** Selects the trials about a setting. Every value has the same conditions there. */
export function trialsAbout(
  setting: AdvisedSetting,
  settings: readonly AdvisedSetting[],
  trials: readonly Trial[],
): SettingTrials {
  const others = settings.filter(({ name }) => name !== setting.name);
  // The accept threshold is varied in one scenario alone.
  const scenarios = new Set(
    trials
      .filter(({ values }) => values[setting.name] !== setting.standard)
      .map(({ scenario }) => scenario),
  );
  return {
    setting,
    settings,
    trials: trials.filter(
      ({ values, scenario }) =>
        changedSettings(values, others).length <= 1 && scenarios.has(scenario),
    ),
  };
}

/** Returns the mean cost parts of each value, over the trials that a predicate selects. */
export function partsByValue(
  { setting, trials }: SettingTrials,
  selects: (trial: Trial) => boolean = () => true,
): Map<string, CostParts> {
  const byValue = setting.values.map((value): [string, CostParts] => {
    const own = trials.filter((trial) => trial.values[setting.name] === value && selects(trial));
    return [value, meanParts(own.map(({ figures }) => figures))];
  });
  return new Map(byValue);
}

/** Returns the views: all trials, the trials of each condition, and all trials with other weights. */
export function costViews(about: SettingTrials, weights: Weights): CostView[] {
  const parts = partsByValue(about);
  const weighed = neighbouringWeights(weights).map(([name, each]) => ({
    kind: 'weights',
    name,
    costs: costsOf(parts, each),
  }));
  return [
    { kind: 'all', name: 'all trials', costs: weighed[0].costs },
    ...byCondition(),
    ...weighed,
  ];

  function byCondition(): CostView[] {
    return CONDITIONS.flatMap(([kind, nameOf]) => {
      const names = new Set(about.trials.map((trial) => nameOf(trial, about)));
      return [...names].map((name) => ({
        kind,
        name,
        costs: costsOf(
          partsByValue(about, (trial) => nameOf(trial, about) === name),
          weights,
        ),
      }));
    });
  }
}

const CONDITIONS: readonly [
  kind: string,
  nameOf: (trial: Trial, about: SettingTrials) => string,
][] = [
  ['seed', ({ repetition }) => `repetition ${repetition + 1}`],
  ['tasks', ({ tasks }) => `tasks ${tasks}`],
  ['pages', ({ pages }) => pages],
  ['scenario', ({ scenario }) => scenario],
  ['neighbour', neighbourName],
];

/** Names the one other setting that is changed. */
function neighbourName({ values }: Trial, { setting, settings }: SettingTrials): string {
  const others = settings.filter(({ name }) => name !== setting.name);
  const [changed] = changedSettings(values, others);
  return changed === undefined ? 'no other change' : `${changed.name} ${values[changed.name]}`;
}

function costsOf(parts: ReadonlyMap<string, CostParts>, weights: Weights): Map<string, number> {
  return new Map([...parts].map(([value, each]) => [value, costOf(each, weights)]));
}

/** Returns the values whose cost ties with the lowest. */
export function cheapest({ costs }: CostView): string[] {
  const lowest = Math.min(...costs.values());
  return [...costs].filter(([, cost]) => cost <= lowest * (1 + TIE)).map(([value]) => value);
}

/** Returns the best value of a view: the standard one if it ties with the lowest cost. */
export function bestOf(view: CostView, standard: string): string {
  const tied = cheapest(view);
  if (tied.includes(standard)) return standard;
  return tied.reduce((a, b) => ((view.costs.get(b) ?? 0) < (view.costs.get(a) ?? 0) ? b : a));
}
