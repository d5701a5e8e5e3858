import { Command, Option } from 'commander';
import { axisOption, formerSpelling, settingOption } from '../../cli/grid-options.js';
import { jobsOption, type OutputOptions, option, TEST_OUTPUT_OPTIONS } from '../../cli/options.js';
import { checkWritable } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { Progress } from '../../cli/progress.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { EXIT, usageFailure } from '../../common/errors.js';
import { parseInteger } from '../../common/parse-numbers.js';
import { SETTINGS } from '../../result/option-table.js';
import type { CheckPlanOptions } from './check-plan.js';
import type { LitmusOptions } from './litmus.js';

interface CheckCommandOptions extends CheckPlanOptions, OutputOptions {
  readonly expectDrift?: true;
  /** File or folder; true: the shipped cases. */
  readonly litmus?: string | true;
}

/** Options of a search, which litmus cases have no use for. */
const SEARCH_OPTIONS = [
  ...['folioSizes', 'corpora', 'schedules', 'exhaustive', 'seed', 'jobs'],
  ...['expectDrift', 'replay'],
];

const EXAMPLES = `
Examples:
  zswap-bench check -s batch                 one strategy
  zswap-bench check --kernel 6.13            strategy of that kernel; exit code 3, it drifts
  zswap-bench check --kernel 6.13 --expect-drift
  zswap-bench check -s ./mine.mjs --exhaustive --schedules 10000
  zswap-bench check --litmus                 known bugs and the kernel's selftests, by name
  zswap-bench check --litmus -s ./mine.mjs   the same cases with another strategy`;

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
    .addOption(new Option('--replay <case>', 'replay one case, as a finding prints it'))
    .addOption(
      new Option(
        '--litmus [path]',
        'run named cases with known outcomes instead: shipped ones, or those of a file or folder',
      ),
    );
  for (const each of TEST_OUTPUT_OPTIONS()) command.addOption(each);
  return command.addHelpText('after', EXAMPLES).action((options: CheckCommandOptions) => {
    const { litmus } = options;
    if (litmus === undefined) return checkAction(options, terminal, setExitCode);
    refuseSearchOptions(command);
    return litmusAction({ ...options, litmus }, terminal, setExitCode);
  });
}

function refuseSearchOptions(command: Command): void {
  const given = command.options.find(
    (each) =>
      SEARCH_OPTIONS.includes(each.attributeName()) &&
      command.getOptionValueSource(each.attributeName()) === 'cli',
  );
  if (given === undefined) return;
  throw usageFailure({
    subject: '--litmus',
    expected: 'no option of a search',
    found: given.long ?? given.flags,
    remedy: 'leave one of them out',
  });
}

async function litmusAction(
  options: OutputOptions & LitmusOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  const { litmusExitCode, runLitmusCases } = await import('./litmus.js');
  const { litmusReport } = await import('./litmus-tables.js');
  if (options.output !== undefined) await checkWritable(options.output);
  const report = await runLitmusCases(options, terminal);
  await print(terminal, options, litmusReport(report));
  const exitCode = litmusExitCode(report);
  if (exitCode !== EXIT.done) setExitCode(exitCode);
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
