import { chooseCompressor } from '../../compressor/compressors.js';
import type { AdvisedSetting } from './advised-settings.js';
import type { AdviceVerdict, Alternative, SettingAdvice, View } from './document.js';
import { costOf } from './trial-figures.js';
import {
  bestOf,
  type CostView,
  cheapest,
  costViews,
  partsByValue,
  type SettingTrials,
} from './views.js';
import type { Weights } from './weights.js';

interface Decision {
  readonly verdict: AdviceVerdict;
  readonly value: string;
  readonly reason: string;
}

/** Decides one setting: a value is advised only where all views agree. */
export function decideSetting(about: SettingTrials, weights: Weights): SettingAdvice {
  const { setting } = about;
  const { name, standard, values } = setting;
  if (values.length === 1) {
    const reason = 'a single value was given';
    return {
      setting: name,
      standard,
      verdict: 'given',
      value: standard,
      reason,
      alternatives: [],
      views: [],
    };
  }
  const views = costViews(about, weights);
  const decision = decide(setting, views);
  return {
    setting: name,
    standard,
    ...decision,
    alternatives: alternativesOf(about, { views, weights, advised: decision.value }),
    views: views.map(
      (view): View => ({ kind: view.kind, name: view.name, best: bestOf(view, standard) }),
    ),
  };
}

function decide(setting: AdvisedSetting, views: readonly CostView[]): Decision {
  const { standard, values } = setting;
  const stays = (verdict: AdviceVerdict, reason: string) => ({ verdict, value: standard, reason });
  const tied = views.map((view) => new Set(cheapest(view)));
  if (tied.every(({ size }) => size === values.length)) {
    return stays('no-evidence', 'the values differ by less than 1% in every view');
  }
  if (setting.name === 'max_pool_percent') return stays('no-evidence', EXCHANGE);
  if (tied.every((set) => set.has(standard))) {
    return stays('keep', `no other is better in any of ${views.length} views`);
  }
  const [all] = views;
  const always = values.filter((value) => tied.every((set) => set.has(value)));
  if (always.length === 0 || tied.some((set) => set.has(standard))) {
    return stays('undecided', disagreement(views, standard));
  }
  const value = bestOf(
    { ...all, costs: new Map(always.map((v) => [v, all.costs.get(v) ?? 0])) },
    '',
  );
  const obstacle = obstacleTo(setting, value);
  if (obstacle !== null) return stays('undecided', `${value} is best, but ${obstacle}`);
  const scenarios = views.filter(({ kind }) => kind === 'scenario');
  const where = scenarios.length === 1 ? `, of scenario ${scenarios[0].name} alone` : '';
  const reason = `better than ${standard} in all ${views.length} views${where}`;
  return { verdict: 'change', value, reason };
}

const EXCHANGE =
  'more of it keeps more pages and takes more RAM, at one rate (below): the optimum would be an end of the list';

/** Returns why a value cannot be recommended; null if it can. */
function obstacleTo({ name, values }: AdvisedSetting, value: string): string | null {
  if (name === 'compressor' && chooseCompressor(value).kernelName !== value) {
    return 'no kernel setting selects it';
  }
  if (name !== 'accept_threshold_percent') return null;
  const numbers = values.map(Number);
  const isEnd = [Math.min(...numbers), Math.max(...numbers)].includes(Number(value));
  return isEnd && value !== '100' ? 'it is an end of the list' : null;
}

const MAX_NAMED = 3;

/** Names the views of each value that is best in some, the standard value last. */
function disagreement(views: readonly CostView[], standard: string): string {
  const byBest = new Map<string, string[]>();
  for (const view of views) {
    const best = bestOf(view, standard);
    if (best !== standard) byBest.set(best, [...(byBest.get(best) ?? []), view.name]);
  }
  const parts = [...byBest].map(([value, names]) => {
    const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
    return `${value} in ${names.slice(0, MAX_NAMED).join(', ')}${more}`;
  });
  const others = views.length - [...byBest.values()].flat().length;
  return `best: ${[...parts, ...(others === 0 ? [] : [`${standard} in ${others}`])].join('; ')}`;
}

interface Compared {
  readonly views: readonly CostView[];
  readonly weights: Weights;
  readonly advised: string;
}

function alternativesOf(
  about: SettingTrials,
  { views, weights, advised }: Compared,
): Alternative[] {
  const lossIn = ({ costs }: CostView, value: string) => {
    const [own, other] = [costs.get(value) ?? 0, costs.get(advised) ?? 0];
    return other === 0 ? null : own / other - 1;
  };
  return [...partsByValue(about)].map(([value, parts]) => {
    const losses = views.map((view) => lossIn(view, value)).filter((loss) => loss !== null);
    return {
      value,
      ...parts,
      cost: costOf(parts, weights),
      loss: lossIn(views[0], value),
      lossRange: losses.length === 0 ? null : [Math.min(...losses), Math.max(...losses)],
    };
  });
}
