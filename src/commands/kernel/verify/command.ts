import { Command, Option } from 'commander';
import { noteAll } from '../../../cli/correctness-exit.js';
import { addOptionGroups, axisOption } from '../../../cli/grid-options.js';
import { withProgress } from '../../../cli/measured-run.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../../../cli/options.js';
import { checkWritable } from '../../../cli/output-file.js';
import { print } from '../../../cli/print.js';
import type { Terminal } from '../../../cli/terminal.js';
import { EXIT } from '../../../common/errors.js';
import {
  type GuestCommandOptions,
  imageOptions,
  kernelOf,
  machineOptions,
} from '../guest-options.js';
import type { VerifyReport } from './document.js';

interface VerifyOptions extends GuestCommandOptions, OutputOptions {
  readonly corpora?: readonly string[];
  readonly quick?: true;
  readonly full?: true;
}

/** `zswap-bench kernel verify`: the model beside a real kernel. */
export function kernelVerifyCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  const command = new Command('verify').description(
    'compare the model with a real kernel, figure by figure',
  );
  addOptionGroups(command, {
    'Grid:': [
      ...imageOptions(),
      new Option(
        '--quick',
        'two corpora, two compressors, four tasks on four CPUs (default)',
      ).conflicts('full'),
      new Option(
        '--full',
        'every shipped corpus, every compressor of kernels, folios up to 2M, several memcg limits, two nodes, up to 16 tasks',
      ),
      axisOption('corpora', {
        help: "names of shipped corpora, or paths (default: the extent's own)",
      }).default(undefined),
    ],
    'The virtual machine:': machineOptions(),
    'Output:': OUTPUT_OPTIONS(),
  });
  return command.action((options: VerifyOptions) => verifyAction(options, terminal, setExitCode));
}

async function verifyAction(
  options: VerifyOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { verifyKernel } = await import('./verify-kernel.js');
  const { verifyReport } = await import('./tables.js');
  if (options.output !== undefined) await checkWritable(options.output);
  const kernel = await kernelOf(options);
  const extent = options.full === true ? 'full' : 'quick';
  const report = await withProgress(terminal, (observer) =>
    verifyKernel(kernel, { extent, corpora: options.corpora }, options, observer),
  );
  await print(terminal, options, verifyReport(report));
  if (noteAll(terminal, faultsOf(report))) setExitCode(EXIT.correctness);
  else if (report.cells.some(({ figures }) => figures.some(({ agrees }) => !agrees))) {
    setExitCode(EXIT.regression);
  }
}

function faultsOf({ cells }: VerifyReport): string[] {
  return cells.flatMap(({ key, faults }) => faults.map((fault) => `${key}: ${fault}`));
}
