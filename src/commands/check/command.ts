import { Command, Option } from 'commander';
import { axisOption, formerSpelling, settingOption } from '../../cli/grid-options.js';
import { jobsOption, type OutputOptions, option, TEST_OUTPUT_OPTIONS } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { Progress } from '../../cli/progress.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { EXIT } from '../../common/errors.js';
import { parseInteger } from '../../common/parse-numbers.js';
import { SETTINGS } from '../../result/option-table.js';
import type { CheckPlanOptions } from './check-plan.js';

interface CheckCommandOptions extends CheckPlanOptions, OutputOptions {
  readonly expectDrift?: true;
}

const EXAMPLES = `
Examples:
  zswap-bench check -s batch                 one strategy
  zswap-bench check --kernel 6.13            strategy of that kernel; exit code 3, it drifts
  zswap-bench check --kernel 6.13 --expect-drift
  zswap-bench check -s ./mine.mjs --exhaustive --schedules 10000`;

/** Creates `zswap-bench check`: search for the smallest case with counter drift. */
export function checkCommand(terminal: Terminal, setExitCode: (exitCode: number) => void): Command {
  const command = new Command('check')
    .description(
      'inject every fault at every page, run many interleavings; print the smallest case with drift',
    )
    .addOption(
      axisOption('strategies', {
        help: "strategies, all, or path of a module (its code runs with your rights) (default: all, or --kernel's own)",
      }).default(undefined),
    )
    .addOption(
      settingOption('kernel', {
        help: `${SETTINGS.kernel.help} (default: ${SETTINGS.kernel.standard})`,
      }).default(undefined),
    )
    .addOption(axisOption('folioSizes', { standard: ['all'] }))
    .addOption(
      axisOption('corpora', { help: 'corpora of the compressed lengths', standard: ['redis'] }),
    )
    .addOption(
      option(
        '--schedules <n>',
        'number of random cases, each with its schedule',
        parseInteger(0, 1e6),
        1000,
      ),
    )
    .addOption(new Option('--exhaustive', 'also run every order of steps of small cases'))
    .addOption(settingOption('seed', { help: 'seed of random cases and schedules' }))
    .addOption(jobsOption())
    .addOption(new Option('--expect-drift', 'exit code 0 with drift, 1 without'))
    .addOption(formerSpelling('expectDrift', '--expect <what>', 'drift'))
    .addOption(new Option('--replay <case>', 'replay one case, as a finding prints it'));
  for (const each of TEST_OUTPUT_OPTIONS()) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: CheckCommandOptions) => checkAction(options, terminal, setExitCode));
}

async function checkAction(
  options: CheckCommandOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { planCheck } = await import('./check-plan.js');
  const { checkStrategies } = await import('./check-strategies.js');
  const { checkReport } = await import('./tables.js');
  const plan = await planCheck(options, terminal);
  if (options.output !== undefined) await checkWritable(options.output);
  const progress = new Progress(terminal);
  const start = performance.now();
  const report = await checkStrategies(plan, progress).finally(() => progress.clear());
  const seconds = (performance.now() - start) / 1000;
  const steps = report.strategies.reduce((sum, strategy) => sum + strategy.steps, 0);
  note(terminal, `${steps} steps in ${seconds.toFixed(1)} s`);
  await print(terminal, options, checkReport(report));
  const drifts = report.strategies.some(({ verdict }) => verdict === 'drift');
  if (options.expectDrift) setExitCode(drifts ? EXIT.done : EXIT.regression);
  else if (drifts) setExitCode(EXIT.correctness);
}
