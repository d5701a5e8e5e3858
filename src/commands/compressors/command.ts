import { Command } from 'commander';
import { noteAll } from '../../cli/correctness-exit.js';
import {
  axisOption,
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { observed } from '../../cli/measured-run.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';
import { packageVersion } from '../../cli/version.js';
import { EXIT } from '../../common/errors.js';

type CompressorsOptions = GridOptions & OutputOptions;

const EXAMPLES = `
Examples:
  zswap-bench compressors --corpus redis               every compressor on one corpus
  zswap-bench compressors -c lz4,zstd:1,zstd:3,zstd:9  what a level costs and brings
  zswap-bench compressors --corpus ./my.core.zst --no-timing`;

/** `zswap-bench compressors`: what each compressor makes of each corpus, and how fast. */
export function compressorsCommand(
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Command {
  const command = new Command('compressors')
    .description('how small and how fast every compressor makes the pages of the corpora')
    .addOption(axisOption('compressors', { standard: ['all'] }))
    .addOption(axisOption('corpora'))
    .addOption(settingOption('dropPartial'));
  const timing = settingOptions('timeSeconds', { help: 'time for the timed part', standard: 12 });
  for (const each of [...timing, ...OUTPUT_OPTIONS()]) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: CompressorsOptions) => compressorsAction(options, terminal, finish));
}

async function compressorsAction(
  options: CompressorsOptions,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Promise<void> {
  const { selectCorpora } = await import('../../corpus/corpus.js');
  const { COMPRESSORS, chooseCompressor } = await import('../../compressor/compressors.js');
  const { comparisonFaults, REFERENCE } = await import('./document.js');
  const { namesOf } = await import('../../cli/run-plan.js');
  const names = namesOf([...options.compressors, REFERENCE], COMPRESSORS);
  const { dropPartial, timeSeconds } = settingsFrom(options);
  const plan = {
    corpora: selectCorpora(options.corpora),
    compressors: names.map(chooseCompressor),
    dropPartial,
    timeSeconds,
  };
  if (options.output !== undefined) await checkWritable(options.output);
  const { compareCompressors } = await import('./compare-compressors.js');
  const { speedReport } = await import('./tables.js');
  const comparison = await observed(terminal, (observer) =>
    compareCompressors(plan, packageVersion(), observer),
  );
  await print(terminal, options, speedReport(comparison));
  if (noteAll(terminal, comparisonFaults(comparison))) finish(EXIT.correctness);
}
