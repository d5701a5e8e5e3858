import { Command, type Option } from 'commander';
import { noteAll } from '../../cli/correctness-exit.js';
import {
  addOptionGroups,
  type GridOptions,
  gridOptions,
  type OptionGroups,
  settingOption,
} from '../../cli/grid-options.js';
import { withProgress } from '../../cli/measured-run.js';
import { jobsOption, OUTPUT_OPTIONS, type OutputOptions, option } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import type { Terminal } from '../../cli/terminal.js';
import { packageVersion } from '../../cli/version.js';
import { EXIT } from '../../common/errors.js';
import { parseWeights, STANDARD_WEIGHTS, type Weights, weightsText } from './weights.js';

const EXAMPLES = `
Examples:
  zswap-bench advise --corpus ./my.core.zst                  your own pages
  zswap-bench advise --corpus redis --weigh ram=3,cpu=0.5    RAM is scarce, CPUs are idle
  zswap-bench advise --corpus redis --kernel 6.14 --json     another kernel`;

/** Lists without options: neighbours of the kernel's defaults. */
const SWEEP = {
  strategies: [],
  compressors: ['lzo', 'lzo-rle', 'lz4', 'zstd'],
  folioSizes: ['4K', '64K', '2M'],
  maxPoolPercent: [15, 20, 25],
  acceptThresholdPercent: [80, 90, 100],
  tasks: [1, 4, 16],
};

const REPETITIONS = 2;

type AdviseOptions = GridOptions & OutputOptions & { readonly weigh?: Weights };

/** Creates `zswap-bench advise`: which kernel settings the pages decide. */
export function adviseCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  const command = new Command('advise').description(
    'weigh RAM, device pages and CPU time of kernel settings; advise those that all views agree on',
  );
  addOptionGroups(command, {
    ...ownGridOptions(),
    'Measurement:': [
      settingOption('repeat', { standard: REPETITIONS }),
      option(
        '--weigh <weights>',
        'weights of a page of RAM, of a page to the device, and of 100 us of CPU time',
        parseWeights,
      ).default(STANDARD_WEIGHTS, weightsText(STANDARD_WEIGHTS)),
      jobsOption(),
    ],
    'Output:': OUTPUT_OPTIONS(),
  });
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: AdviseOptions) => adviseAction(options, terminal, setExitCode));
}

/** Returns the options of a grid without the scenario: trials run in two of them. */
function ownGridOptions(): OptionGroups {
  const groups = Object.entries(gridOptions(SWEEP)).map(([heading, options]) => [
    heading,
    options.filter((each) => each.attributeName() !== 'scenario').map(withKernelStrategy),
  ]);
  return Object.fromEntries(groups);
}

function withKernelStrategy(each: Option): Option {
  if (each.attributeName() !== 'strategies') return each;
  return each.default([], 'the one of --kernel');
}

async function adviseAction(
  options: AdviseOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { planAdvice } = await import('./plan-advice.js');
  const plan = await planAdvice(options, terminal);
  if (options.output !== undefined) await checkWritable(options.output);
  const { runTrials } = await import('./run-trials.js');
  const run = await withProgress(terminal, (observer) => runTrials(plan, observer));
  const { advise } = await import('./advise.js');
  const { adviceReport } = await import('./tables.js');
  const { weigh: weights = STANDARD_WEIGHTS } = options;
  const advice = advise({ ...run, plan, weights, version: packageVersion() });
  await print(terminal, options, adviceReport(advice));
  if (noteAll(terminal, run.faults)) setExitCode(EXIT.correctness);
}
