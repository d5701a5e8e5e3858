import { Command, Option } from 'commander';
import { axisOption } from '../../../cli/grid-options.js';
import { option, TEST_OUTPUT_OPTIONS } from '../../../cli/options.js';
import { checkWritable } from '../../../cli/output-file.js';
import { print } from '../../../cli/print.js';
import { Progress } from '../../../cli/progress.js';
import { note, type Terminal } from '../../../cli/terminal.js';
import { EXIT } from '../../../common/errors.js';
import { parseInteger } from '../../../common/parse-numbers.js';
import { imageOptions, kernelOf } from '../guest-options.js';
import type { KernelCheckOptions } from './kernel-check-plan.js';

const EXAMPLES = `
Examples:
  zswap-bench kernel check --image ./linux                  a build tree, all circumstances
  zswap-bench kernel check --image ./linux -f 2M -c zstd --pairs 200
  zswap-bench kernel check --image ./linux --replay 64K/lz4/older/17`;

/** `zswap-bench kernel check`: each allocation of a folio's store made to fail, on a real kernel. */
export function kernelCheckCommand(
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Command {
  const command = new Command('check').description(
    "let each allocation of a folio's page-out fail in turn; print the smallest case in which a counter is off",
  );
  const options = [
    ...imageOptions(),
    axisOption('folioSizes', { standard: ['4K', '64K'] }),
    axisOption('compressors', { help: 'compressors of the kernel', standard: ['lz4'] }),
    axisOption('corpora', { help: 'the corpus that gives the pages', standard: ['redis'] }),
    option('--pairs <n>', 'pairs of faults for each cell', parseInteger(0, 1e6), 20),
    new Option('--replay <case>', 'run one case again, as a finding prints it'),
    ...TEST_OUTPUT_OPTIONS(),
  ];
  for (const each of options) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((given: KernelCheckOptions) => kernelCheckAction(given, terminal, finish));
}

async function kernelCheckAction(
  options: KernelCheckOptions,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Promise<void> {
  const { planKernelCheck } = await import('./kernel-check-plan.js');
  const { checkKernel } = await import('./check-kernel.js');
  const { kernelCheckReport } = await import('./tables.js');
  const choices = planKernelCheck(options);
  const plan = { ...choices, kernel: await kernelOf(options) };
  if (options.output !== undefined) await checkWritable(options.output);
  const progress = new Progress(terminal);
  const start = performance.now();
  const document = await checkKernel(plan, progress).finally(() => progress.clear());
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const cases = document.settings.reduce((sum, each) => sum + each.cases, 0);
  if (document.missingOptions.length > 0) {
    note(
      terminal,
      `no allocation can be made to fail: ${document.missingOptions.join(', ')} not set; ran what needs none`,
    );
  }
  note(terminal, `${cases} page-outs in ${seconds} s, the boot among them`);
  await print(terminal, options, kernelCheckReport(document));
  if (document.settings.some(({ verdict }) => verdict === 'drift')) finish(EXIT.correctness);
}
