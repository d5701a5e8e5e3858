import { Command } from 'commander';
import {
  axisOption,
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { withProgress } from '../../cli/measured-run.js';
import { maxInputOption, OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';

/** Creates `zswap-bench corpus info`. */
export function infoCommand(terminal: Terminal): Command {
  const command = new Command('info')
    .argument(
      '<path...>',
      'memory images, folders of them, - for standard input, or shipped corpora',
    )
    .description('print zero and duplicate pages, compressibility and folios of corpora')
    .addOption(axisOption('compressors', { help: 'compressors, optionally with a level, or all' }))
    .addOption(settingOption('holes'))
    .addOption(maxInputOption());
  for (const each of [...settingOptions('dropPartial'), ...OUTPUT_OPTIONS()]) {
    command.addOption(each);
  }
  return command.action((paths: string[], options: InfoOptions) =>
    infoAction(paths, options, terminal),
  );
}

type InfoOptions = OutputOptions & Pick<GridOptions, 'compressors'> & Partial<GridOptions>;

async function infoAction(
  paths: readonly string[],
  options: InfoOptions,
  terminal: Terminal,
): Promise<void> {
  const { selectCorpora } = await import('../../corpus/corpus.js');
  const { counted } = await import('../../common/counted.js');
  const { chosenCompressors } = await import('../../cli/run-plan.js');
  const { createCompressors } = await import('../../measure/open-compressors.js');
  const { describeCorpora } = await import('./describe-corpus.js');
  const { corpusInfoReport } = await import('./info-tables.js');
  const { holes, dropPartial } = settingsFrom(options);
  const asked = chosenCompressors(options.compressors);
  const compressors = await createCompressors(asked);
  const infos = await withProgress(terminal, async ({ progress, remark }) => {
    const onProgress = (pages: number) => progress(`${counted(pages, 'page')} read`);
    const described = await describeCorpora(selectCorpora(paths), {
      ...{ holes, dropPartial, compressors, onProgress },
    });
    for (const { name, remarks } of described) {
      for (const each of remarks) remark(`${name}: ${each}`);
    }
    return described;
  });
  await print(terminal, options, corpusInfoReport(infos));
}
