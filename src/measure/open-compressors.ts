import type { PageCompressor } from '../compressor/compressor.js';
import type { RunPlan } from './cell.js';

/** Creates one instance of each compressor of a plan, by its name in the plan. */
export async function createCompressors(
  plan: Pick<RunPlan, 'compressors'>,
): Promise<ReadonlyMap<string, PageCompressor>> {
  const compressors = new Map<string, PageCompressor>();
  for (const { name, create } of plan.compressors) compressors.set(name, await create());
  return compressors;
}
