import { resolve } from 'node:path';
import { Command } from 'commander';
import { noteFaults } from '../../cli/correctness-exit.js';
import {
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { withProgress } from '../../cli/measured-run.js';
import {
  jobsOption,
  maxInputOption,
  OUTPUT_OPTIONS,
  type OutputOptions,
} from '../../cli/options.js';
import { checkWritable, writeWhole } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';
import { EXIT } from '../../common/errors.js';

const NOTES = `
The model has shares of zero and incompressible pages, the distribution of lz4 lengths, correlations and shares
of folios, but no byte of a page. --corpus synth:FILE runs it, synth:FILE:pages=65536:seed=2 with another
number of pages and another seed.`;

type FitOptions = OutputOptions & { readonly output: string } & Partial<GridOptions>;

/** Creates `zswap-bench corpus fit`. */
export function fitCommand(terminal: Terminal, setExitCode: (exitCode: number) => void): Command {
  const command = new Command('fit')
    .argument('<image>', 'memory image, - for standard input, or a shipped corpus')
    .description('write a model of a corpus; state by how much figures of the synthetic one differ')
    .requiredOption('-o, --output <file>', 'model to write, completely or not at all')
    .addOption(settingOption('holes'))
    .addOption(maxInputOption())
    .addOption(settingOption('repeat'))
    .addOption(jobsOption());
  const printing = OUTPUT_OPTIONS().filter((each) => each.long !== '--output');
  for (const each of [...settingOptions('dropPartial'), ...printing]) command.addOption(each);
  return command
    .addHelpText('after', NOTES)
    .action((image: string, options: FitOptions) =>
      fitAction(image, options, terminal, setExitCode),
    );
}

async function fitAction(
  image: string,
  { output, ...options }: FitOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { singleCorpus } = await import('./single-corpus.js');
  const { counted } = await import('../../common/counted.js');
  const { fitCorpus, modelText } = await import('./fit-corpus.js');
  const { fitErrors } = await import('./fit-errors.js');
  const { FIT_SCHEMA, fitReport } = await import('./fit-tables.js');
  const corpus = singleCorpus(image);
  await checkWritable(output);
  const { model, result, cells } = await withProgress(terminal, async (observer) => {
    const fitted = await fitCorpus(corpus, settingsFrom(options), (pages) =>
      observer.progress(`${counted(pages, 'page')} read`),
    );
    await writeWhole(output, (write) => write(modelText(fitted)));
    const synthetic = { name: `synth:${corpus.name}`, path: `synth:${resolve(output)}` };
    return { model: fitted, ...(await fitErrors([corpus, synthetic], options, observer)) };
  });
  await print(
    terminal,
    options,
    fitReport({ schema: FIT_SCHEMA, corpus: corpus.name, model, cells }),
  );
  if (await noteFaults(terminal, result)) setExitCode(EXIT.correctness);
}
