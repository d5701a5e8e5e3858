import { statSync } from 'node:fs';
import { Command } from 'commander';
import { type GridOptions, settingOption, settingsFrom } from '../../cli/grid-options.js';
import { OUTPUT_OPTIONS, type OutputOptions, option } from '../../cli/options.js';
import { writeWhole } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { parseSize } from '../../common/byte-size.js';
import { EXIT } from '../../common/errors.js';
import { parseInteger } from '../../common/parse-numbers.js';

const EXAMPLES = `
Examples:
  zswap-bench corpus list
  zswap-bench corpus info ./my.core.zst
  kill -STOP 4711; zswap-bench corpus capture --pid 4711 -o my.core; kill -CONT 4711
  gcore -o dump 4711; zswap-bench corpus import dump.4711 -o my.core`;

/** `zswap-bench corpus`: what page corpora there are, what is in them, and how to make more. */
export function corpusCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('corpus')
    .description('list, inspect, verify, capture and import page corpora')
    .addCommand(listCommand(terminal))
    .addCommand(infoCommand(terminal))
    .addCommand(verifyCommand(terminal, finish))
    .addCommand(captureCommand(terminal))
    .addCommand(importCommand(terminal))
    .addHelpText('after', EXAMPLES);
}

function listCommand(terminal: Terminal): Command {
  const command = new Command('list').description('the corpora that come with the program');
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
    .argument('<path...>', 'files of pages, or names of shipped corpora')
    .description('pages, zero pages, checksum and folios of each')
    .addOption(settingOption('dropPartial'));
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command.action(async (paths: string[], options: OutputOptions & Partial<GridOptions>) => {
    const { describeCorpora } = await import('./describe-corpus.js');
    const { selectCorpora } = await import('../../corpus/corpus.js');
    const { corpusInfoReport } = await import('./tables.js');
    const { dropPartial } = settingsFrom(options);
    const infos = await describeCorpora(selectCorpora(paths), { dropPartial });
    for (const { name, remarks } of infos) {
      for (const remark of remarks) note(terminal, `${name}: ${remark}`);
    }
    await print(terminal, options, corpusInfoReport(infos));
  });
}

function verifyCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('verify')
    .description('compare every shipped corpus with its checksum; exit 1 if one differs')
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
        if (!intact) finish(EXIT.regression);
      }
    });
}

function captureCommand(terminal: Terminal): Command {
  return new Command('capture')
    .description("write a process's swappable pages to an ELF core; freeze it with SIGSTOP first")
    .addOption(option('--pid <pid>', 'the process', parseInteger(1, 2 ** 22)).makeOptionMandatory())
    .requiredOption('-o, --output <file>', 'the core to write, whole or not at all')
    .addOption(option('--sample <size>', 'whole 2 MiB windows up to about this size', parseSize))
    .addOption(settingOption('seed', { help: 'seed of the choice of windows' }))
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
  return new Command('import')
    .argument('<file>', 'a core or raw dump, plain, .zst or .gz')
    .description('keep the swappable pages of a file, as an ELF core')
    .addOption(settingOption('dropPartial'))
    .requiredOption('-o, --output <file>', 'the core to write, whole or not at all')
    .action(async (file: string, options: { output: string } & Partial<GridOptions>) => {
      const { importCore } = await import('../../corpus/import.js');
      const { counted } = await import('../../common/counted.js');
      const { dropPartial } = settingsFrom(options);
      const done = await writeWhole(
        options.output,
        (write) => importCore(file, { dropPartial }, write),
        modeOf(file),
      );
      for (const remark of done.remarks) note(terminal, remark);
      note(terminal, `${options.output}: ${counted(done.pages, 'page')}`);
    });
}

/** A core holds whatever the process held: for its owner alone. */
const OWNER_ONLY = 0o600;

/** The permissions of an input, of which its copy gets no more; none of one that cannot be read, of which there is no copy. */
function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return 0;
  }
}
