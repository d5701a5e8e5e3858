import { Command, Option } from 'commander';
import { noteAll } from '../../cli/correctness-exit.js';
import { observed } from '../../cli/measured-run.js';
import {
  collect,
  collectList,
  OUTPUT_OPTIONS,
  type OutputOptions,
  option,
  parsePositive,
} from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';
import { packageVersion } from '../../cli/version.js';
import { EXIT } from '../../common/errors.js';

interface CompressorsOptions extends OutputOptions {
  readonly corpus: readonly string[];
  readonly compressor: readonly string[];
  readonly partial?: 'drop';
  readonly time: number;
  readonly timing: boolean;
}

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
    .addOption(
      option('-c, --compressor <list>', 'compressors, with a level as in zstd:1', collectList, [
        'all',
      ]),
    )
    .addOption(option('--corpus <list>', 'names of shipped corpora, or paths', collect, ['all']))
    .addOption(
      new Option('--partial <what>', "cut off a raw dump's incomplete last page").choices(['drop']),
    )
    .addOption(option('--time <seconds>', 'for the timed part', parsePositive, 12))
    .addOption(new Option('--no-timing', 'exact figures only'));
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
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
  const { COMPRESSORS, chooseCompressor } = await import('../../compressor/registry.js');
  const { comparisonFaults, REFERENCE } = await import('./document.js');
  const { namesOf } = await import('../../cli/run-plan.js');
  const names = namesOf([...options.compressor, REFERENCE], COMPRESSORS);
  const plan = {
    corpora: selectCorpora(options.corpus),
    compressors: names.map(chooseCompressor),
    dropPartial: options.partial === 'drop',
    timeSeconds: options.timing ? options.time : null,
  };
  if (options.output !== undefined) await checkWritable(options.output);
  const { compareCompressors } = await import('./compare-compressors.js');
  const { comparisonReport } = await import('./tables.js');
  const comparison = await observed(terminal, (observer) =>
    compareCompressors(plan, packageVersion(), observer),
  );
  await print(terminal, options, comparisonReport(comparison));
  if (noteAll(terminal, comparisonFaults(comparison))) finish(EXIT.correctness);
}
