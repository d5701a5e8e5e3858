import { Command } from 'commander';
import { axisOption } from '../../../cli/grid-options.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../../cli/options.js';
import { checkWritable } from '../../../cli/output-file.js';
import { print } from '../../../cli/print.js';
import { Progress } from '../../../cli/progress.js';
import type { Terminal } from '../../../cli/terminal.js';
import { EXIT } from '../../../common/errors.js';
import { imageOptions, kernelOf } from '../guest-options.js';

interface LengthsCommandOptions extends OutputOptions {
  readonly image?: readonly string[];
  readonly modules?: string;
  readonly compressors: readonly string[];
  readonly corpora: readonly string[];
}

const STANDARD = ['lz4', 'lzo', 'lzo-rle', 'zstd', 'zstd-6.16', 'zstd-6.12', 'deflate'];

const EXAMPLES = `
Examples:
  zswap-bench kernel lengths --image ./6.18
  zswap-bench kernel lengths --image ./6.12 --corpus redis -c zstd-6.12`;

/** `zswap-bench kernel lengths`: compressed lengths of a kernel beside this program's. */
export function kernelLengthsCommand(
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Command {
  const command = new Command('lengths').description(
    "compare a kernel's compressed length of every page with that of this program; exit 1 where one differs from all",
  );
  const options = [
    ...imageOptions(),
    axisOption('compressors', {
      help: 'compressors with a name in the kernel',
      standard: STANDARD,
    }),
    axisOption('corpora'),
    ...OUTPUT_OPTIONS(),
  ];
  for (const each of options) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((given: LengthsCommandOptions) => lengthsAction(given, terminal, finish));
}

async function lengthsAction(
  options: LengthsCommandOptions,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Promise<void> {
  const { namesOf } = await import('../../../cli/run-plan.js');
  const { selectCorpora } = await import('../../../corpus/corpus.js');
  const { COMPRESSORS } = await import('../../../compressor/compressors.js');
  const { compareLengths, kernelChoices } = await import('./compare-lengths.js');
  const { lengthsReport } = await import('./tables.js');
  const choices = kernelChoices(namesOf(options.compressors, COMPRESSORS));
  const corpora = selectCorpora(options.corpora);
  const kernel = await kernelOf(options);
  if (options.output !== undefined) await checkWritable(options.output);
  const progress = new Progress(terminal);
  const document = await compareLengths({ kernel, choices, corpora }, progress).finally(() =>
    progress.clear(),
  );
  await print(terminal, options, lengthsReport(document));
  if (document.lengths.some(({ matched }) => !matched)) finish(EXIT.regression);
}
