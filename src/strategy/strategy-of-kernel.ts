import { STRATEGIES } from './strategies.js';

/** Returns the name of the strategy that reproduces the kernel of a preset. */
export function strategyOfKernel(preset: string): string {
  const name = `mainline-${preset}`;
  // Only the patch of preset v7 was never released.
  return STRATEGIES.has(name) ? name : 'incremental';
}
