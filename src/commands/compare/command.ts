import { Command, Option } from 'commander';
import { readNotedResult } from '../../cli/noted-result.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';
import { usageFailure } from '../../common/errors.js';
import type { Report } from '../../output/report.js';
import { COMPARED_BY, type ComparedBy } from '../../result/compared-by.js';
import type { ResultDocument } from '../../result/document.js';

const EXAMPLES = `
Examples:
  zswap-bench compare old.json new.json                    two files of run --json -o FILE
  zswap-bench compare old.json new.json --format markdown  for a pull request
  zswap-bench compare --by strategy result.json            strategies of one run`;

interface CompareOptions extends OutputOptions {
  readonly by?: ComparedBy;
}

/** Creates `zswap-bench compare`: differences of two results, or within one. */
export function compareCommand(terminal: Terminal): Command {
  const command = new Command('compare')
    .description(
      'compare two results: exact figures exactly, timed figures with a significance test',
    )
    .argument('<old>', 'result document')
    .argument('[new]', 'result document to compare with it; none with --by')
    .addOption(
      new Option('--by <property>', 'compare timed cells of one result instead').choices(
        COMPARED_BY,
      ),
    );
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((old: string, now: string | undefined, options: CompareOptions) =>
      compareAction(old, now, options, terminal),
    );
}

async function compareAction(
  old: string,
  now: string | undefined,
  options: CompareOptions,
  terminal: Terminal,
): Promise<void> {
  const { by } = options;
  if ((by === undefined) !== (now !== undefined)) throw wrongNumber(by, now);
  const results = [await readNotedResult(old, terminal)];
  if (now !== undefined) results.push(await readNotedResult(now, terminal));
  const report = await reportOf(results, by, old);
  if (options.output !== undefined) await checkWritable(options.output);
  await print(terminal, options, report);
}

async function reportOf(
  [old, now]: readonly ResultDocument[],
  by: ComparedBy | undefined,
  path: string,
): Promise<Report> {
  if (by !== undefined) {
    const { compareBy, comparisonByReport } = await import('./by.js');
    return comparisonByReport(compareBy(old, by, path));
  }
  const { compareResults } = await import('./comparison.js');
  const { comparisonReport } = await import('./tables.js');
  return comparisonReport(compareResults(old, now));
}

function wrongNumber(by: ComparedBy | undefined, now: string | undefined) {
  return usageFailure({
    subject: 'compare',
    expected: by === undefined ? 'two results, or one with --by' : 'one result with --by',
    found: now === undefined ? 'one' : 'two',
    remedy: by === undefined ? 'name a second result, or pass --by strategy' : 'leave one out',
  });
}
