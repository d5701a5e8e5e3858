import { Command } from 'commander';
import { EXIT } from '../../errors.js';
import { addOptionGroups, gridOptions } from '../grid-options.js';
import { OUTPUT_OPTIONS, type OutputOptions } from '../options.js';
import { checkWritable } from '../output-file.js';
import { print } from '../print.js';
import { Progress } from '../progress.js';
import type { GridOptions } from '../run-plan.js';
import { note, type Terminal } from '../terminal.js';
import { packageVersion } from '../version.js';

const EXAMPLES = `
Examples:
  zswap-bench advise --corpus ./my.core.zst             for your own pages
  zswap-bench advise -s mainline-6.18 --json            what a stock kernel can be set to
  zswap-bench advise --total-ram 8M --scenario steady   balance at the limit`;

/** What is swept unless the user says otherwise. */
const SWEEP = {
  strategy: ['mainline-6.18', 'incremental', 'batch', 'batch-ratio', 'reserve'],
  compressor: ['lz4-kernel', 'lzo-rle', 'zstd'],
  folioSize: ['4K', '64K', '2M'],
  maxPoolPercent: [10, 20, 30, 40, 50],
  acceptThresholdPercent: [80, 90, 100],
};

/** `zswap-bench advise`: which settings no other beats on the user's pages. */
export function adviseCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const command = new Command('advise').description(
    'sweep compressors, limits, folio sizes and strategies; print what no other setting beats',
  );
  addOptionGroups(command, { ...gridOptions(SWEEP), 'Output:': OUTPUT_OPTIONS() });
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: GridOptions & OutputOptions) => adviseAction(options, terminal, finish));
}

async function adviseAction(
  options: GridOptions & OutputOptions,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Promise<void> {
  const { planRun } = await import('../run-plan.js');
  const plan = await planRun({ ...options, time: 1, timing: false, verify: true });
  if (options.output !== undefined) await checkWritable(options.output);
  const { run } = await import('../../bench/run.js');
  const progress = new Progress(terminal);
  const result = await run(plan, packageVersion(), {
    progress: (text) => progress.show(text),
    remark: (text) => {
      progress.clear();
      note(terminal, text);
    },
  }).finally(() => progress.clear());
  const { advise } = await import('../../bench/advise.js');
  const { adviceReport } = await import('../../report/advice.js');
  await print(terminal, options, adviceReport(advise(result)));
  const { correctnessFaults } = await import('../../result/correctness.js');
  const faults = correctnessFaults(result);
  for (const fault of faults) note(terminal, fault);
  if (faults.length > 0) finish(EXIT.correctness);
}
