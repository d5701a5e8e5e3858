import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usageFailure } from '../common/errors.js';
import { KERNELS } from '../model/zswap/kernel-presets.js';
import { isPlainName, PLAIN_NAME_IS } from '../result/name.js';
import { guardedPolicy } from './guarded-policy.js';
import { moduleFailure, thrownText } from './module-failure.js';
import { uncheckedFolio } from './overshoot-bound.js';
import type { Strategy } from './strategy.js';
import { type ModuleStrategy, STRATEGY_API, type StrategyModule } from './strategy-api.js';

const REQUIRED = ['path', 'global', 'memcg'] as const;

/** Returns whether an argument of `--strategy` is the path of a module. */
export function namesModule(asked: string): boolean {
  return /[/\\]|\.[cm]?js$/.test(asked);
}

/**
 * Loads a strategy module; its file name becomes the strategy's name.
 *
 * @throws Failure if it does not load or a part is missing
 */
export async function loadStrategy(
  module: string,
): Promise<{ readonly name: string; readonly strategy: Strategy }> {
  const name = basename(module).replace(/\.[cm]?js$/, '');
  // Results contain the name and are read back.
  if (!isPlainName(name)) {
    throw usageFailure({
      subject: '--strategy',
      expected: PLAIN_NAME_IS,
      found: `'${name}'`,
      remedy: 'rename the file',
    });
  }
  const parts = await partsOf(module);
  const missing = REQUIRED.filter((part) => typeof parts[part] !== 'function');
  if (missing.length > 0) {
    const expected = `a strategy with functions ${REQUIRED.join(', ')}`;
    throw moduleFailure(module, expected, `none for ${missing.join(', ')}`);
  }
  refuseWrongParts(module, parts);
  const strategy = parts as ModuleStrategy;
  return {
    name,
    strategy: {
      summary: module,
      knownDrift: [],
      overshootBound: uncheckedFolio,
      ...strategy,
      global: guardedPolicy(module, 'global', strategy.global),
      memcg: guardedPolicy(module, 'memcg', strategy.memcg),
      module,
    },
  };
}

async function partsOf(module: string): Promise<Partial<Strategy>> {
  let exported: unknown;
  try {
    exported = ((await import(pathToFileURL(module).href)) as { default?: unknown }).default;
  } catch (error) {
    throw moduleFailure(module, 'a module that loads', thrownText(error), error);
  }
  if (typeof exported !== 'function') {
    const expected = 'a default export of the form ({ strategies }) => ({ ...strategies.batch })';
    throw moduleFailure(module, expected, exported === undefined ? 'none' : `'${exported}'`);
  }
  let parts: unknown;
  try {
    parts = await (exported as StrategyModule)(STRATEGY_API);
  } catch (error) {
    throw moduleFailure(module, 'a default export that does not throw', thrownText(error), error);
  }
  if (typeof parts === 'object' && parts !== null) return parts;
  throw moduleFailure(module, 'a default export that returns a strategy', `'${parts}'`);
}

function refuseWrongParts(module: string, parts: Partial<Strategy>): void {
  const { kernel, knownDrift, overshootBound } = parts;
  if (kernel !== undefined && !KERNELS.has(kernel)) {
    throw moduleFailure(
      module,
      `kernel to be one of ${[...KERNELS.keys()].join(', ')}`,
      `'${kernel}'`,
    );
  }
  if (knownDrift !== undefined && !Array.isArray(knownDrift)) {
    throw moduleFailure(module, 'knownDrift to be an array of counters', `'${knownDrift}'`);
  }
  if (overshootBound !== undefined && typeof overshootBound !== 'function') {
    throw moduleFailure(module, 'overshootBound to be a function', `'${overshootBound}'`);
  }
}
