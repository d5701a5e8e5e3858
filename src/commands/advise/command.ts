import { Command } from 'commander';
import { noteFaults } from '../../cli/correctness-exit.js';
import { addOptionGroups, type GridOptions, gridOptions } from '../../cli/grid-options.js';
import { measurePlan } from '../../cli/measured-run.js';
import { jobsOption, OUTPUT_OPTIONS, type OutputOptions } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';
import { EXIT } from '../../common/errors.js';

const EXAMPLES = `
Examples:
  zswap-bench advise --corpus ./my.core.zst             your own pages
  zswap-bench advise -s mainline-6.18 --json            settings of a released kernel
  zswap-bench advise --total-ram 8M --scenario steady   balance at the limit`;

/** Default grid. */
const SWEEP = {
  strategies: ['mainline-6.18', 'incremental', 'batch', 'batch-ratio', 'reserve'],
  compressors: ['lz4', 'lzo-rle', 'zstd'],
  folioSizes: ['4K', '64K', '2M'],
  maxPoolPercent: [10, 20, 30, 40, 50],
  acceptThresholdPercent: [80, 90, 100],
};

/** Creates `zswap-bench advise`: the Pareto front of settings on the user's pages. */
export function adviseCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  const command = new Command('advise').description(
    'sweep compressors, limits, folio sizes and strategies; print the Pareto front',
  );
  addOptionGroups(command, {
    ...gridOptions(SWEEP),
    'Measurement:': [jobsOption()],
    'Output:': OUTPUT_OPTIONS(),
  });
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: GridOptions & OutputOptions) => adviseAction(options, terminal, setExitCode));
}

async function adviseAction(
  options: GridOptions & OutputOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { planRun } = await import('../../cli/run-plan.js');
  const plan = { ...(await planRun(options, terminal)), timeSeconds: null, repeat: 1 };
  if (options.output !== undefined) await checkWritable(options.output);
  const result = await measurePlan(plan, terminal);
  const { advise } = await import('./rank-settings.js');
  const { adviceReport } = await import('./tables.js');
  await print(terminal, options, adviceReport(advise(result)));
  if (await noteFaults(terminal, result)) setExitCode(EXIT.correctness);
}
