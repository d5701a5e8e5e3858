import { Command, Option } from 'commander';
import { OUTPUT_OPTIONS, type OutputOptions, parseInteger, parseSize } from '../options.js';
import { writeWhole } from '../output-file.js';
import { note, type Terminal } from '../terminal.js';

/** `zswap-bench corpus`: what page sources there are, what is in them, and how to get more. */
export function corpusCommand(terminal: Terminal, _finish: (exitCode: number) => void): Command {
  const corpus = new Command('corpus').description('list, inspect, verify and capture page corpora');
  corpus.addCommand(captureCommand(terminal));
  return corpus;
}

function captureCommand(terminal: Terminal): Command {
  return new Command('capture')
    .description("write a process's swappable pages to an ELF core; freeze it with SIGSTOP first")
    .requiredOption('--pid <pid>', 'the process', parseInteger(1, 2 ** 22))
    .requiredOption('-o, --output <file>', 'the core to write, whole or not at all')
    .option('--sample <size>', 'whole 2 MiB windows up to about this size', parseSize)
    .option('--seed <n>', 'picks the windows', parseInteger(0, 2 ** 32 - 1), 1)
    .action(async (options: { pid: number; output: string; sample?: number; seed: number }) => {
      const { captureProcess } = await import('../../corpus/capture.js');
      const { pid, seed, sample } = options;
      const asked = { pid, seed, ...(sample === undefined ? {} : { sampleBytes: sample }) };
      const pages = await writeWhole(options.output, (write) => captureProcess(asked, write));
      note(terminal, `${options.output}: ${pages} pages of process ${pid}`);
    });
}
