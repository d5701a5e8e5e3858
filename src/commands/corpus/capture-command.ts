import { Command, Option } from 'commander';
import { settingOption } from '../../cli/grid-options.js';
import { option, progressOptions } from '../../cli/options.js';
import { OWNER_ONLY } from '../../cli/output-file.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { parseSize } from '../../common/byte-size.js';
import { parseInteger } from '../../common/parse-numbers.js';
import { REDACT_HELP, writePagesFile } from './write-pages-file.js';

const DAY_SECONDS = 86_400;

interface CaptureCommandOptions {
  readonly pid: number;
  readonly output: string;
  readonly freeze: boolean;
  readonly max?: number;
  readonly sample?: number;
  readonly seed: number;
  readonly idle?: number;
  readonly redact?: true;
}

/** Creates `zswap-bench corpus capture`. */
export function captureCommand(terminal: Terminal): Command {
  const command = new Command('capture')
    .description(
      "write a process's swappable pages to an ELF core; the process is stopped meanwhile",
    )
    .addOption(option('--pid <pid>', 'process ID', parseInteger(1, 2 ** 22)).makeOptionMandatory())
    .requiredOption('-o, --output <file>', 'ELF core to write, completely or not at all')
    .addOption(new Option('--no-freeze', 'let the process run; its pages change meanwhile'))
    .addOption(option('--max <size>', 'maximum size of the core; refuse a larger one', parseSize))
    .addOption(
      option('--sample <size>', 'total size of sampled 2 MiB windows, approximate', parseSize),
    )
    .addOption(settingOption('seed', { help: 'seed of the sample' }))
    .addOption(
      option(
        '--idle <seconds>',
        'wait, and write only pages not accessed meanwhile; needs root and page_idle',
        parseInteger(1, DAY_SECONDS),
      ),
    )
    .addOption(new Option('--redact', REDACT_HELP));
  for (const each of progressOptions()) command.addOption(each);
  return command.action((options: CaptureCommandOptions) => captureAction(options, terminal));
}

async function captureAction(options: CaptureCommandOptions, terminal: Terminal): Promise<void> {
  const { captureProcess } = await import('../../corpus/capture.js');
  const { counted } = await import('../../common/counted.js');
  const { pid, output, freeze, seed, max, sample, idle, redact } = options;
  const asked = {
    ...{ pid, freeze, seed },
    ...(max === undefined ? {} : { maxBytes: max }),
    ...(sample === undefined ? {} : { sampleBytes: sample }),
    ...(idle === undefined ? {} : { idle: { ms: idle * 1000 } }),
  };
  const file = { output, maxMode: OWNER_ONLY, ...(redact === undefined ? {} : { redact }) };
  const { pages, vanishedPages } = await writePagesFile(file, terminal, (copy) =>
    captureProcess(asked, copy),
  );
  if (vanishedPages > 0) {
    note(terminal, `${counted(vanishedPages, 'page')} vanished while read, written as zero pages`);
  }
  note(terminal, `${output}: ${counted(pages, 'page')} of process ${pid}`);
  note(
    terminal,
    `${output} may contain passwords, keys and personal data; zswap-bench corpus lengths makes a file without content`,
  );
}
