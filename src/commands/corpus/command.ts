import { statSync } from 'node:fs';
import { Command } from 'commander';
import {
  type GridOptions,
  settingOption,
  settingOptions,
  settingsFrom,
} from '../../cli/grid-options.js';
import { maxInputOption, OUTPUT_OPTIONS, type OutputOptions, option } from '../../cli/options.js';
import { writeWhole } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { parseSize } from '../../common/byte-size.js';
import { EXIT } from '../../common/errors.js';
import { parseInteger } from '../../common/parse-numbers.js';

import { lengthsCommand } from './lengths-command.js';

const EXAMPLES = `
Examples:
  zswap-bench corpus list
  zswap-bench corpus info ./my.core.zst
  kill -STOP 4711; zswap-bench corpus capture --pid 4711 -o my.core; kill -CONT 4711
  zswap-bench corpus lengths my.core -o my.lengths; zswap-bench run --no-timing --corpus my.lengths
  gcore -o dump 4711; zswap-bench corpus import dump.4711 -o my.core`;

/** Creates `zswap-bench corpus` with its subcommands. */
export function corpusCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  return new Command('corpus')
    .description('list, inspect, verify, capture and import page corpora; write their lengths')
    .addCommand(listCommand(terminal))
    .addCommand(infoCommand(terminal))
    .addCommand(verifyCommand(terminal, setExitCode))
    .addCommand(captureCommand(terminal))
    .addCommand(importCommand(terminal))
    .addCommand(lengthsCommand(terminal))
    .addHelpText('after', EXAMPLES);
}

function listCommand(terminal: Terminal): Command {
  const command = new Command('list').description('list the shipped corpora');
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command.action(async (options: OutputOptions) => {
    const { shippedCorpora } = await import('../../corpus/shipped.js');
    const { corpusListReport } = await import('./tables.js');
    const corpora = [...shippedCorpora().values()];
    await print(terminal, options, corpusListReport(corpora));
  });
}

function infoCommand(terminal: Terminal): Command {
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

function verifyCommand(terminal: Terminal, setExitCode: (exitCode: number) => void): Command {
  return new Command('verify')
    .description('compare every shipped corpus with its checksum; exit code 1 if one differs')
    .action(async () => {
      const { describeCorpora } = await import('./describe-corpus.js');
      const { selectCorpora } = await import('../../corpus/corpus.js');
      const { shippedCorpora } = await import('../../corpus/shipped.js');
      const shipped = shippedCorpora();
      for (const info of await describeCorpora(selectCorpora([]), { dropPartial: false })) {
        const intact = info.sha256 === shipped.get(info.name)?.sha256;
        terminal.stdout.write(
          `${info.name}: ${intact ? 'ok' : 'differs from corpora/manifest.json'}\n`,
        );
        if (!intact) setExitCode(EXIT.regression);
      }
    });
}

function captureCommand(terminal: Terminal): Command {
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

function importCommand(terminal: Terminal): Command {
  const command = new Command('import')
    .argument('<file>', 'memory image, or - for standard input')
    .description('copy the swappable pages of a file to an ELF core')
    .addOption(settingOption('holes'))
    .addOption(maxInputOption())
    .requiredOption('-o, --output <file>', 'ELF core to write, completely or not at all');
  for (const each of settingOptions('dropPartial')) command.addOption(each);
  return command.action(
    async (file: string, options: { output: string } & Partial<GridOptions>) => {
      const { importCore } = await import('../../corpus/import.js');
      const { counted } = await import('../../common/counted.js');
      const imported = await writeWhole(
        options.output,
        (write) => importCore(file, settingsFrom(options), write),
        modeOf(file),
      );
      for (const remark of imported.remarks) note(terminal, remark);
      note(terminal, `${options.output}: ${counted(imported.pages, 'page')}`);
    },
  );
}

/** A core contains the memory of the process, so only its owner may read it. */
const OWNER_ONLY = 0o600;

/** Returns the maximum permissions of a copy: the owner's of the input; none for an unreadable one, which fails later. */
function modeOf(path: string): number {
  if (path === '-') return OWNER_ONLY;
  try {
    return statSync(path).mode & OWNER_ONLY;
  } catch {
    return 0;
  }
}
