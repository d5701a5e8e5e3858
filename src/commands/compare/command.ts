import { Command, Option } from 'commander';
import { readNotedResult } from '../../cli/noted-result.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { usageFailure } from '../../common/errors.js';
import type { Report } from '../../output/report.js';
import { COMPARED_BY, type ComparedBy } from '../../result/compared-by.js';
import type { NamedResult } from './side-by-side.js';

const EXAMPLES = `
Examples:
  zswap-bench compare old.json new.json                    two files of run --json -o FILE
  zswap-bench compare old.json new.json --format markdown  for a pull request
  zswap-bench compare --by strategy result.json            strategies of one run
  zswap-bench compare before.json after.json model.json --format lkml  for a cover letter`;

interface CompareOptions extends OutputOptions {
  readonly by?: ComparedBy;
}

/** Creates `zswap-bench compare`: differences of two results, within one, or up to three in a column each. */
export function compareCommand(terminal: Terminal): Command {
  const command = new Command('compare')
    .description(
      'compare two results: exact figures exactly, timed figures with a significance test',
    )
    .argument('<old>', 'result document')
    .argument('[new]', 'result document to compare with it; none with --by')
    .argument('[ref]', "the model's result: print exact figures in columns before, after and model")
    .addOption(
      new Option('--by <property>', 'compare timed cells of one result instead').choices(
        COMPARED_BY,
      ),
    );
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((old: string, ...rest: [string | undefined, string | undefined, CompareOptions]) => {
      const [now, model, options] = rest;
      const paths = [old, now, model].filter((path) => path !== undefined);
      return compareAction(paths, options, terminal);
    });
}

async function compareAction(
  paths: readonly string[],
  options: CompareOptions,
  terminal: Terminal,
): Promise<void> {
  const { by } = options;
  if ((by === undefined) !== paths.length > 1) throw wrongNumber(by, paths.length);
  const results: NamedResult[] = [];
  for (const path of paths) results.push({ path, result: await readNotedResult(path, terminal) });
  if (options.output !== undefined) await checkWritable(options.output);
  await print(terminal, options, await reportOf(results, by));
  if (results.length !== 2) return;
  const { modelCommand } = await import('./model-command.js');
  const command = modelCommand(results[0].result);
  if (command !== null) note(terminal, `a third result, of the model: ${command}`);
}

async function reportOf(
  results: readonly NamedResult[],
  by: ComparedBy | undefined,
): Promise<Report> {
  const [{ result: old, path }] = results;
  if (by !== undefined) {
    const { compareBy, comparisonByReport } = await import('./by.js');
    return comparisonByReport(compareBy(old, by, path), old);
  }
  const { compareSideBySide, haveOtherStrategies } = await import('./side-by-side.js');
  const now = results[1].result;
  if (results.length === 2 && !haveOtherStrategies(old, now)) {
    const { compareResults } = await import('./comparison.js');
    const { comparisonReport } = await import('./tables.js');
    return comparisonReport(compareResults(old, now), now);
  }
  const { sideBySideReport } = await import('./side-by-side-tables.js');
  return sideBySideReport(compareSideBySide(results), old);
}

function wrongNumber(by: ComparedBy | undefined, found: number) {
  return usageFailure({
    subject: 'compare',
    expected: by === undefined ? 'two or three results, or one with --by' : 'one result with --by',
    found: `${found}`,
    remedy:
      by === undefined ? 'name a second result, or pass --by strategy' : 'leave the others out',
  });
}
