import { Command } from 'commander';
import { settingOption } from '../../cli/grid-options.js';
import { option } from '../../cli/options.js';
import { OWNER_ONLY, writeWhole } from '../../cli/output-file.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { parseSize } from '../../common/byte-size.js';
import { parseInteger } from '../../common/parse-numbers.js';

/** Creates `zswap-bench corpus capture`. */
export function captureCommand(terminal: Terminal): Command {
  return new Command('capture')
    .description("write a process's swappable pages to an ELF core; freeze it with SIGSTOP first")
    .addOption(option('--pid <pid>', 'process ID', parseInteger(1, 2 ** 22)).makeOptionMandatory())
    .requiredOption('-o, --output <file>', 'ELF core to write, completely or not at all')
    .addOption(
      option('--sample <size>', 'total size of sampled 2 MiB windows, approximate', parseSize),
    )
    .addOption(settingOption('seed', { help: 'seed of the sample' }))
    .action(async (options: { pid: number; output: string; sample?: number; seed: number }) => {
      const { captureProcess } = await import('../../corpus/capture.js');
      const { counted } = await import('../../common/counted.js');
      const { pid, seed, sample } = options;
      const asked = { pid, seed, ...(sample === undefined ? {} : { sampleBytes: sample }) };
      const pages = await writeWhole(
        options.output,
        (write) => captureProcess(asked, write),
        OWNER_ONLY,
      );
      note(terminal, `${options.output}: ${counted(pages, 'page')} of process ${pid}`);
    });
}
