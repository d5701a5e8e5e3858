import { Command } from 'commander';
import { readNotedResult } from '../../cli/noted-result.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';

const EXAMPLES = `
Examples:
  zswap-bench compare old.json new.json                    two files of run --json -o FILE
  zswap-bench compare old.json new.json --format markdown  for a pull request`;

/** Creates `zswap-bench compare`: differences of two results. */
export function compareCommand(terminal: Terminal): Command {
  const command = new Command('compare')
    .description(
      'compare two results: exact figures exactly, timed figures with a significance test',
    )
    .argument('<old>', 'result document')
    .argument('<new>', 'result document to compare with it');
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((old: string, now: string, options: OutputOptions) =>
      compareAction(old, now, options, terminal),
    );
}

async function compareAction(
  old: string,
  now: string,
  options: OutputOptions,
  terminal: Terminal,
): Promise<void> {
  const { compareResults } = await import('./comparison.js');
  const { comparisonReport } = await import('./tables.js');
  const results = [
    await readNotedResult(old, terminal),
    await readNotedResult(now, terminal),
  ] as const;
  if (options.output !== undefined) await checkWritable(options.output);
  await print(terminal, options, comparisonReport(compareResults(...results)));
}
