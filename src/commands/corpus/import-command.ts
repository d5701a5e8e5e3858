import { statSync } from 'node:fs';
import { Command } from 'commander';
import {
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { maxInputOption } from '../../cli/options.js';
import { OWNER_ONLY, writeWhole } from '../../cli/output-file.js';
import { note, type Terminal } from '../../cli/terminal.js';

/** Creates `zswap-bench corpus import`. */
export function importCommand(terminal: Terminal): Command {
  const command = new Command('import')
    .argument('<file>', 'memory image, - for standard input, or synth:...')
    .description('copy the swappable pages of a file to an ELF core')
    .addOption(settingOption('holes'))
    .addOption(maxInputOption())
    .requiredOption('-o, --output <file>', 'ELF core to write, completely or not at all');
  for (const each of settingOptions('dropPartial')) command.addOption(each);
  return command.action(
    async (file: string, options: { output: string } & Partial<GridOptions>) => {
      const { importCore } = await import('../../corpus/import.js');
      const { counted } = await import('../../common/counted.js');
      const { isSynthetic } = await import('../../corpus/synthetic/synthetic-spec.js');
      const imported = await writeWhole(
        options.output,
        (write) => importCore(file, settingsFrom(options), write),
        isSynthetic(file) ? OWNER_ONLY : modeOf(file),
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
