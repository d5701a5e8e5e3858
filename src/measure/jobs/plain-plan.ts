import { chooseCompressor } from '../../compressor/compressors.js';
import { type AskedStrategy, resolveAsked } from '../../strategy/resolve.js';
import { codecsOf, type RunPlan } from '../cell.js';
import type { CompressorModules } from './exact-executor.js';

/** A plan as plain data, for other threads. */
export interface PlainPlan extends Omit<RunPlan, 'strategies' | 'compressors'> {
  readonly strategies: readonly AskedStrategy[];
  readonly compressors: readonly string[];
  readonly modules: CompressorModules;
}

/** Returns a plan as plain data: strategies and compressors as the user named them. */
export async function plainPlan(plan: RunPlan): Promise<PlainPlan> {
  const modules = new Map<string, WebAssembly.Module | undefined>();
  for (const { name, module } of codecsOf(plan)) {
    if (!modules.has(name)) modules.set(name, await module?.());
  }
  return {
    ...plan,
    strategies: plan.strategies.map(({ name, origin }) => origin ?? { strategy: name }),
    compressors: plan.compressors.map(({ name }) => name),
    modules,
  };
}

/** Returns the plan; loads strategy modules. */
export async function planOf({ modules: _, ...plain }: PlainPlan): Promise<RunPlan> {
  return {
    ...plain,
    strategies: await Promise.all(plain.strategies.map(resolveAsked)),
    compressors: plain.compressors.map(chooseCompressor),
  };
}
