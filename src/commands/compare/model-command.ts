import { rerunArguments, wholeGrid } from '../../cli/rerun-command.js';
import { userNames } from '../../cli/user-names.js';
import { shellWords } from '../../output/shell.js';
import type { ResultDocument } from '../../result/document.js';
import { kernelReleases } from '../../result/kernel-strategy.js';

/** Returns the command that runs the cells of a real kernel in its model; null for a result of the model. */
export function modelCommand(result: ResultDocument): string | null {
  const { config } = result;
  const { strategies, kernel } = config;
  if (kernelReleases(strategies)?.length !== 1) return null;
  const part = { ...wholeGrid(config), strategies: [`mainline-${kernel}`] };
  const names = { ...userNames(result), strategies: [] };
  const { args } = rerunArguments({ ...config, strategies: part.strategies }, part, names);
  return shellWords(['zswap-bench', 'run', ...args, '--json', '-o', 'model.json']);
}
