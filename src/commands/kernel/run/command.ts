import { cpus, totalmem } from 'node:os';
import { Command } from 'commander';
import { noteFaults } from '../../../cli/correctness-exit.js';
import {
  addOptionGroups,
  axisOption,
  type OptionGroups,
  settingOptions,
} from '../../../cli/grid-options.js';
import { withProgress } from '../../../cli/measured-run.js';
import { OUTPUT_OPTIONS, type OutputOptions, option } from '../../../cli/options.js';
import { checkWritable, writeWhole } from '../../../cli/output-file.js';
import { print } from '../../../cli/print.js';
import type { Terminal } from '../../../cli/terminal.js';
import { EXIT } from '../../../common/errors.js';
import { parseInteger } from '../../../common/parse-numbers.js';
import type { KernelHost } from '../../../guest/kernel-host.js';
import {
  type GuestCommandOptions,
  imageOptions,
  kernelOf,
  machineOptions,
} from '../guest-options.js';
import type { KernelGridOptions } from './kernel-plan.js';
import { checkLiveOptions, type LiveOptions, liveOptions } from './live-options.js';
import { refusedOptions } from './refused-options.js';

interface KernelRunOptions
  extends KernelGridOptions,
    GuestCommandOptions,
    LiveOptions,
    OutputOptions {
  readonly memory: number;
}

const EXAMPLES = `
Examples:
  zswap-bench kernel run --image ./6.18 --corpus redis -c lz4 --tasks 1
  zswap-bench kernel run --image ./linux --memcg-max 256K --max-pool-percent 20 -f 64K,2M
  zswap-bench kernel run --image ./bzImage --modules /lib/modules/6.18.1 --scenario edge
  sudo zswap-bench kernel run --live --yes --tasks 1 --save-costs costs.json`;

/** `zswap-bench kernel run`: a grid of cells in a real zswap. */
export function kernelRunCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  const command = new Command('run').description('store folios in the zswap of a real kernel');
  const groups: OptionGroups = {
    'Grid:': [
      ...imageOptions(),
      axisOption('compressors'),
      axisOption('folioSizes'),
      axisOption('corpora'),
      ...settingOptions('folios'),
      ...settingOptions('dropPartial'),
      ...settingOptions('holes'),
      ...settingOptions('offerBytes', {
        help: 'page data offered to each cell (default: six pool limits, at least one pass)',
      }),
    ],
    'The virtual machine:': [
      ...machineOptions(),
      option('--nodes <n>', 'NUMA nodes, with pages spread over them', parseInteger(1, 8), 1),
      ...settingOptions('maxPoolPercent', { standard: [1] }),
      ...settingOptions('acceptThresholdPercent'),
      ...settingOptions('memcgs'),
      ...settingOptions('memcgMaxBytes'),
      ...settingOptions('memcgParentMaxBytes'),
      ...settingOptions('writeback'),
      ...settingOptions('scenario'),
      ...settingOptions('tasks', { help: 'threads that page out' }),
    ],
    'This machine:': liveOptions(),
    'Output:': OUTPUT_OPTIONS(),
  };
  addOptionGroups(command, groups);
  for (const each of [...refusedOptions(), ...settingOptions('shrinkWorker')]) {
    command.addOption(each.hideHelp());
  }
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: KernelRunOptions) => runAction(options, terminal, setExitCode));
}

async function runAction(
  options: KernelRunOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { planKernelRun } = await import('./kernel-plan.js');
  const { runKernel } = await import('./run-kernel.js');
  const { costsDocument, requireOneTask } = await import('./save-costs.js');
  const { resultReport } = await import('../../../output/result-report.js');
  await checkLiveOptions(options);
  const machine = options.live === true ? { memory: totalmem(), cpus: cpus().length } : {};
  const plan = planKernelRun({ ...options, ...machine });
  if (options.saveCosts !== undefined) {
    requireOneTask(plan);
    await checkWritable(options.saveCosts);
  }
  if (options.output !== undefined) await checkWritable(options.output);
  const host = await hostOf(options);
  const result = await withProgress(terminal, (observer) => runKernel(host, plan, observer));
  if (options.saveCosts !== undefined) {
    const text = `${JSON.stringify(costsDocument(result), null, 2)}\n`;
    await writeWhole(options.saveCosts, (write) => write(text));
  }
  await print(terminal, options, resultReport(result));
  if (await noteFaults(terminal, result)) setExitCode(EXIT.correctness);
}

async function hostOf(options: KernelRunOptions): Promise<KernelHost> {
  if (options.live === true) {
    const { liveHost } = await import('../../../guest/live/run-live.js');
    return liveHost(options.timeLimit * 1000);
  }
  const { virtualHost } = await import('../cells/boot-cells.js');
  return virtualHost(await kernelOf(options), { options, nodes: options.nodes });
}
