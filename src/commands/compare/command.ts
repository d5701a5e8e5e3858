import { Command } from 'commander';
import { readNotedResult } from '../../cli/noted-result.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import type { Report } from '../../output/report.js';
import type { NamedResult } from './side-by-side.js';

const EXAMPLES = `
Examples:
  zswap-bench compare old.json new.json                    two files of run --json -o FILE
  zswap-bench compare old.json new.json --format markdown  for a pull request
  zswap-bench compare before.json after.json model.json --format lkml  for a cover letter`;

/** Creates `zswap-bench compare`: differences of two results, or up to three in a column each. */
export function compareCommand(terminal: Terminal): Command {
  const command = new Command('compare')
    .description(
      'compare two results: exact figures exactly, timed figures with a significance test',
    )
    .argument('<old>', 'result document')
    .argument('<new>', 'result document to compare with it')
    .argument(
      '[ref]',
      "the model's result: print exact figures in columns before, after and model",
    );
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((old: string, now: string, model: string | undefined, options: OutputOptions) =>
      compareAction(model === undefined ? [old, now] : [old, now, model], options, terminal),
    );
}

async function compareAction(
  paths: readonly string[],
  options: OutputOptions,
  terminal: Terminal,
): Promise<void> {
  const results: NamedResult[] = [];
  for (const path of paths) results.push({ path, result: await readNotedResult(path, terminal) });
  if (options.output !== undefined) await checkWritable(options.output);
  await print(terminal, options, await reportOf(results));
  const { modelCommand } = await import('./model-command.js');
  const command = results.length === 2 ? modelCommand(results[0].result) : null;
  if (command !== null) note(terminal, `a third result, of the model: ${command}`);
}

async function reportOf(results: readonly NamedResult[]): Promise<Report> {
  const { compareSideBySide, haveOtherStrategies } = await import('./side-by-side.js');
  const [{ result: old }, { result: now }] = results;
  if (results.length === 2 && !haveOtherStrategies(old, now)) {
    const { compareResults } = await import('./comparison.js');
    const { comparisonReport } = await import('./tables.js');
    return comparisonReport(compareResults(old, now));
  }
  const { sideBySideReport } = await import('./side-by-side-tables.js');
  return sideBySideReport(compareSideBySide(results), old);
}
