import { Command } from 'commander';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';

/** Creates `zswap-bench corpus list`. */
export function listCommand(terminal: Terminal): Command {
  const command = new Command('list').description('list the shipped corpora');
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command.action(async (options: OutputOptions) => {
    const { shippedCorpora } = await import('../../corpus/shipped.js');
    const { corpusListReport } = await import('./list-table.js');
    const corpora = [...shippedCorpora().values()];
    await print(terminal, options, corpusListReport(corpora));
  });
}
