import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { maxInputOption, progressOptions } from '../../cli/options.js';
import { OWNER_ONLY } from '../../cli/output-file.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { REDACT_HELP, writePagesFile } from './write-pages-file.js';

/** Creates `zswap-bench corpus import`. */
export function importCommand(terminal: Terminal): Command {
  const command = new Command('import')
    .argument('<file>', 'memory image, - for standard input, or synth:...')
    .description('copy the swappable pages of a file to an ELF core')
    .addOption(settingOption('holes'))
    .addOption(maxInputOption())
    .requiredOption('-o, --output <file>', 'ELF core to write, completely or not at all')
    .addOption(new Option('--redact', REDACT_HELP));
  for (const each of [...settingOptions('dropPartial'), ...progressOptions()]) {
    command.addOption(each);
  }
  return command.action(
    async (file: string, options: { output: string; redact?: true } & Partial<GridOptions>) => {
      const { importCore } = await import('../../corpus/import.js');
      const { counted } = await import('../../common/counted.js');
      const { isSynthetic } = await import('../../corpus/synthetic/synthetic-spec.js');
      const maxMode = isSynthetic(file) ? OWNER_ONLY : modeOf(file);
      const imported = await writePagesFile({ ...options, maxMode }, terminal, (copy) =>
        importCore(file, settingsFrom(options), copy),
      );
      for (const remark of imported.remarks) note(terminal, remark);
      note(terminal, `${options.output}: ${counted(imported.pages, 'page')}`);
    },
  );
}

/** Returns the maximum permissions of a copy: the owner's of the input; none for an unreadable one, which fails later. */
function modeOf(path: string): number {
  if (path === '-') return OWNER_ONLY;
  try {
    return statSync(path).mode & OWNER_ONLY;
  } catch {
    return 0;
  }
}
