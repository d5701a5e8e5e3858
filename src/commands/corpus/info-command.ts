import { Command } from 'commander';
import {
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { maxInputOption, OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';

/** Creates `zswap-bench corpus info`. */
export function infoCommand(terminal: Terminal): Command {
  const command = new Command('info')
    .argument(
      '<path...>',
      'memory images, folders of them, - for standard input, or shipped corpora',
    )
    .description('print pages, zero pages, checksum and folios of corpora')
    .addOption(settingOption('holes'))
    .addOption(maxInputOption());
  for (const each of [...settingOptions('dropPartial'), ...OUTPUT_OPTIONS()]) {
    command.addOption(each);
  }
  return command.action(async (paths: string[], options: OutputOptions & Partial<GridOptions>) => {
    const { describeCorpora } = await import('./describe-corpus.js');
    const { selectCorpora } = await import('../../corpus/corpus.js');
    const { corpusInfoReport } = await import('./tables.js');
    const infos = await describeCorpora(selectCorpora(paths), settingsFrom(options));
    for (const { name, remarks } of infos) {
      for (const remark of remarks) note(terminal, `${name}: ${remark}`);
    }
    await print(terminal, options, corpusInfoReport(infos));
  });
}
