import { Command } from 'commander';
import { noteAll } from '../../cli/correctness-exit.js';
import {
  axisOption,
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { withProgress } from '../../cli/measured-run.js';
import { maxInputOption, OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';
import { packageVersion } from '../../cli/version.js';
import { EXIT } from '../../common/errors.js';

type CompressorsOptions = GridOptions & OutputOptions;

const EXAMPLES = `
Examples:
  zswap-bench compressors --corpus redis               every compressor on one corpus
  zswap-bench compressors -c lz4,zstd:1,zstd:3,zstd:9  levels of one compressor
  zswap-bench compressors --corpus ./my.core.zst --no-timing`;

/** Creates `zswap-bench compressors`: size and speed of each compressor on each corpus. */
export function compressorsCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  const command = new Command('compressors')
    .description('compare size and speed of compressors on the pages of the corpora')
    .addOption(axisOption('compressors', { standard: ['all'] }))
    .addOption(axisOption('corpora'))
    .addOption(settingOption('holes'))
    .addOption(maxInputOption());
  const partial = settingOptions('dropPartial');
  const timing = settingOptions('timeSeconds', { help: 'time of the timed part', standard: 12 });
  for (const each of [...partial, ...timing, ...OUTPUT_OPTIONS()]) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: CompressorsOptions) => compressorsAction(options, terminal, setExitCode));
}

async function compressorsAction(
  options: CompressorsOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { selectCorpora } = await import('../../corpus/corpus.js');
  const { roundTripFaults, REFERENCE } = await import('./document.js');
  const { chosenCompressors } = await import('../../cli/run-plan.js');
  const { dropPartial, holes, timeSeconds } = settingsFrom(options);
  const plan = {
    corpora: selectCorpora(options.corpora),
    compressors: chosenCompressors([...options.compressors, REFERENCE]),
    dropPartial,
    holes,
    timeSeconds,
  };
  if (options.output !== undefined) await checkWritable(options.output);
  const { compareCompressors } = await import('./compare-compressors.js');
  const { compressorsReport } = await import('./tables.js');
  const comparison = await withProgress(terminal, (observer) =>
    compareCompressors(plan, packageVersion(), observer),
  );
  await print(terminal, options, compressorsReport(comparison));
  if (noteAll(terminal, roundTripFaults(comparison))) setExitCode(EXIT.correctness);
}
