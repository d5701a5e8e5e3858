import { Command } from 'commander';
import {
  axisOption,
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { withProgress } from '../../cli/measured-run.js';
import { maxInputOption, progressOptions } from '../../cli/options.js';
import { writeWhole } from '../../cli/output-file.js';
import { note, type Terminal } from '../../cli/terminal.js';

/** Compressors whose lengths a running kernel has, on every machine. */
const KERNEL_COMPRESSORS = ['lz4', 'lzo', 'lzo-rle', 'zstd'];

const NOTES = `
The file has addresses of runs, zero and same-filled flags, compressed lengths and a checksum of all
pages, but no byte of a page. Exact runs take it as a corpus: run --no-timing, gate --no-timing,
check, advise and explain have the same figures as with the image.`;

/** Creates `zswap-bench corpus lengths`. */
export function lengthsCommand(terminal: Terminal): Command {
  const command = new Command('lengths')
    .argument('<image>', 'memory image, - for standard input, or a shipped corpus')
    .description('write the compressed lengths of the pages of an image, without their content')
    .addOption(
      axisOption('compressors', {
        standard: KERNEL_COMPRESSORS,
        help: 'compressors, optionally with a level, or all; zstd stands for that of every kernel',
      }),
    )
    .addOption(settingOption('holes'))
    .addOption(maxInputOption())
    .requiredOption('-o, --output <file>', 'file of lengths to write, completely or not at all')
    .addHelpText('after', NOTES);
  for (const each of [...settingOptions('dropPartial'), ...progressOptions()]) {
    command.addOption(each);
  }
  return command.action((image: string, options: LengthsOptions) =>
    lengthsAction(image, options, terminal),
  );
}

type LengthsOptions = { readonly output: string } & Pick<GridOptions, 'compressors'> &
  Partial<GridOptions>;

async function lengthsAction(
  image: string,
  options: LengthsOptions,
  terminal: Terminal,
): Promise<void> {
  const { singleCorpus } = await import('./single-corpus.js');
  const { counted } = await import('../../common/counted.js');
  const { chosenCompressors } = await import('../../cli/run-plan.js');
  const { writeLengths } = await import('./write-lengths.js');
  const { holes, dropPartial } = settingsFrom(options);
  const compressors = chosenCompressors(options.compressors);
  const asked = { path: singleCorpus(image).path, compressors, holes, dropPartial };
  const written = await withProgress(terminal, ({ progress }) =>
    writeWhole(options.output, (write) =>
      writeLengths(asked, write, (pages) => progress(`${counted(pages, 'page')} read`)),
    ),
  );
  for (const remark of written.remarks) note(terminal, remark);
  const names = written.compressors.join(', ');
  note(terminal, `${options.output}: lengths of ${counted(written.pages, 'page')} with ${names}`);
}
