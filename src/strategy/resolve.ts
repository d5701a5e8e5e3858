import { type Failure, usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';
import type { Mix } from '../result/document.js';
import { loadStrategy, namesModule } from './load-module.js';
import { uncheckedFolio } from './overshoot-bound.js';
import { split } from './path/split.js';
import { STRATEGIES } from './strategies.js';
import type { Strategy } from './strategy.js';

/** A strategy and its name in cells. */
export interface NamedStrategy {
  readonly name: string;
  readonly strategy: Strategy;
  /** Options that chose it, for other threads; absent if its name is enough. */
  readonly origin?: AskedStrategy;
  /** Parts of a combined name; absent for a strategy with its own policies. */
  readonly mix?: Mix;
}

/** Options that choose a strategy, as plain data. */
export interface AskedStrategy {
  readonly strategy: string;
  readonly global?: string | undefined;
  readonly memcg?: string | undefined;
}

/** Finds a strategy, and applies the policies of other strategies. */
export async function resolveAsked(asked: AskedStrategy): Promise<NamedStrategy> {
  const { strategy, global, memcg } = asked;
  return { ...withPolicies(await resolveStrategy(strategy), global, memcg), origin: asked };
}

const SPLIT = 'split:';

/** Finds the strategy of `--strategy`: a registered name, `split:NAME`, or the path of a module. */
export async function resolveStrategy(asked: string): Promise<NamedStrategy> {
  if (namesModule(asked)) return loadStrategy(asked);
  if (!asked.startsWith(SPLIT)) {
    return { name: asked, strategy: findKnown('--strategy', asked, STRATEGIES) };
  }
  const base = findKnown('--strategy', asked.slice(SPLIT.length), STRATEGIES);
  if (base.splits === true) throw splitTwice(asked);
  const summary = `${base.summary}; split where a folio fails`;
  return { name: asked, strategy: { ...base, summary, path: split(base.path), splits: true } };
}

function splitTwice(asked: string): Failure {
  return usageFailure({
    subject: '--strategy',
    expected: `${SPLIT}NAME with a base that does not split folios itself`,
    found: `'${asked}'`,
    remedy: `name ${asked.slice(SPLIT.length)} alone`,
  });
}

/** Returns a strategy with another policy for one or both limits. */
export function withPolicies(
  base: NamedStrategy,
  global: string | undefined,
  memcg: string | undefined,
): NamedStrategy {
  if (global === undefined && memcg === undefined) return base;
  const policyOf = (option: string, name: string | undefined) =>
    name === undefined ? base.strategy : findKnown(option, name, STRATEGIES);
  const ofGlobal = policyOf('--global-strategy', global);
  const ofMemcg = policyOf('--memcg-strategy', memcg);
  const { endsWithin, ...unpromised } = base.strategy;
  const strategy: Strategy = {
    ...unpromised,
    global: ofGlobal.global,
    memcg: ofMemcg.memcg,
    // The base's bound depends on its own policy; this bound holds for every policy.
    ...(global === undefined ? {} : { overshootBound: uncheckedFolio }),
    ...(ofGlobal.clairvoyant || ofMemcg.clairvoyant ? { clairvoyant: true } : {}),
  };
  const mix = { path: base.name, global: global ?? null, memcg: memcg ?? null };
  return { name: `${global ?? base.name}+${memcg ?? base.name}`, strategy, mix };
}
