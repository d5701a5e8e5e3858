import { type Failure, usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';
import type { Mix } from '../result/document.js';
import { loadStrategy, namesModule } from './load-module.js';
import { uncheckedFolio } from './overshoot-bound.js';
import { split } from './path/split.js';
import { STRATEGIES } from './strategies.js';
import type { Strategy } from './strategy.js';

/** A strategy under the name that cells carry. */
export interface NamedStrategy {
  readonly name: string;
  readonly strategy: Strategy;
  /** How it was asked for, if not by its name alone: what another thread finds it by. */
  readonly origin?: AskedStrategy;
  /** What its name was put together from; absent of a strategy with its own policies. */
  readonly mix?: Mix;
}

/** What the options that choose a strategy say, as plain data. */
export interface AskedStrategy {
  readonly strategy: string;
  readonly global?: string | undefined;
  readonly memcg?: string | undefined;
}

/** Finds what was asked for, policies of other strategies included. */
export async function resolveAsked(asked: AskedStrategy): Promise<NamedStrategy> {
  const { strategy, global, memcg } = asked;
  return { ...withPolicies(await resolveStrategy(strategy), global, memcg), origin: asked };
}

const SPLIT = 'split:';

/** Finds what `--strategy` names: a registered strategy, `split:NAME`, or the path of a module. */
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

/** A strategy with another policy for one of the limits, or both. */
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
  const strategy: Strategy = {
    ...base.strategy,
    global: ofGlobal.global,
    memcg: ofMemcg.memcg,
    // The base's own bound was that of its own policy; this one holds for any.
    ...(global === undefined ? {} : { overshootBound: uncheckedFolio }),
    ...(ofGlobal.clairvoyant || ofMemcg.clairvoyant ? { clairvoyant: true } : {}),
  };
  const mix = { path: base.name, global: global ?? null, memcg: memcg ?? null };
  return { name: `${global ?? base.name}+${memcg ?? base.name}`, strategy, mix };
}
