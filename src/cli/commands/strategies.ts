import { Command } from 'commander';
import { OUTPUT_OPTIONS, type OutputOptions } from '../options.js';
import { print } from '../print.js';
import type { Terminal } from '../terminal.js';

/** `zswap-bench strategies`: what --strategy takes. */
export function strategiesCommand(terminal: Terminal): Command {
  const command = new Command('strategies').description('the store strategies, a line each');
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command.action(async (options: OutputOptions) => {
    const { STRATEGIES } = await import('../../strategy/registry.js');
    const { strategiesReport } = await import('../../report/strategies.js');
    const strategies = [...STRATEGIES].map(([name, { summary, knownDrift }]) => ({
      name,
      summary,
      knownDrift,
    }));
    await print(terminal, options, strategiesReport(strategies));
  });
}
