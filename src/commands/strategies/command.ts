import { Command } from 'commander';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';

/** Creates `zswap-bench strategies`: the names of --strategy. */
export function strategiesCommand(terminal: Terminal): Command {
  const command = new Command('strategies').description('list the store strategies');
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command.action(async (options: OutputOptions) => {
    const { STRATEGIES } = await import('../../strategy/strategies.js');
    const { strategiesReport } = await import('./tables.js');
    const strategies = [...STRATEGIES].map(([name, { summary, knownDrift }]) => ({
      name,
      summary,
      knownDrift,
    }));
    await print(terminal, options, strategiesReport(strategies));
  });
}
