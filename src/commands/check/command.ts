import { Command, Option } from 'commander';
import { axisOption, settingOption } from '../../cli/grid-options.js';
import { OUTPUT_OPTIONS, type OutputOptions, option } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { Progress } from '../../cli/progress.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { EXIT } from '../../common/errors.js';
import { parseInteger } from '../../common/parse-numbers.js';
import { SETTINGS } from '../../result/option-table.js';
import type { CheckPlanOptions } from './check-plan.js';

interface CheckCommandOptions extends CheckPlanOptions, OutputOptions {
  readonly expect?: 'drift';
}

const EXAMPLES = `
Examples:
  zswap-bench check -s batch                 one strategy
  zswap-bench check --kernel 6.13            what that kernel itself did; exit 3, it drifts
  zswap-bench check --kernel 6.13 --expect drift
  zswap-bench check -s ./mine.mjs --exhaustive --schedules 10000`;

/** `zswap-bench check`: proof that counters add up, or the smallest case where they do not. */
export function checkCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const command = new Command('check')
    .description(
      'try every fault at every page and many interleavings; print the smallest case that drifts',
    )
    .addOption(
      axisOption('strategies', {
        help: "strategies, all, or the path of a module, whose code runs with your rights (default: all, or --kernel's own)",
      }).default(undefined),
    )
    .addOption(
      settingOption('kernel', {
        help: `${SETTINGS.kernel.help} (default: ${SETTINGS.kernel.standard})`,
      }).default(undefined),
    )
    .addOption(axisOption('folioSizes', { standard: ['all'] }))
    .addOption(
      axisOption('corpora', { help: 'corpora that give the lengths', standard: ['redis'] }),
    )
    .addOption(
      option('--schedules <n>', 'random cases, each with a schedule', parseInteger(0, 1e6), 1000),
    )
    .addOption(new Option('--exhaustive', 'also every order of steps of small cases'))
    .addOption(settingOption('seed', { help: 'seed of random cases and schedules' }))
    .addOption(
      new Option('--expect <what>', 'exit 0 if there is drift, 1 if not').choices(['drift']),
    )
    .addOption(new Option('--replay <case>', 'run one case again, as a finding prints it'));
  for (const each of OUTPUT_OPTIONS()) command.addOption(each);
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: CheckCommandOptions) => checkAction(options, terminal, finish));
}

async function checkAction(
  options: CheckCommandOptions,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Promise<void> {
  const { planCheck } = await import('./check-plan.js');
  const { runCheck } = await import('./check-strategies.js');
  const { checkReport } = await import('./tables.js');
  const plan = await planCheck(options, terminal);
  if (options.output !== undefined) await checkWritable(options.output);
  const progress = new Progress(terminal);
  const start = performance.now();
  const report = await runCheck(plan, (text) => progress.show(text)).finally(() =>
    progress.clear(),
  );
  const seconds = (performance.now() - start) / 1000;
  const steps = report.strategies.reduce((sum, strategy) => sum + strategy.steps, 0);
  note(terminal, `${steps} steps in ${seconds.toFixed(1)} s`);
  await print(terminal, options, checkReport(report));
  const drifts = report.strategies.some(({ verdict }) => verdict === 'drift');
  if (options.expect === 'drift') finish(drifts ? EXIT.done : EXIT.regression);
  else if (drifts) finish(EXIT.correctness);
}
