import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { noteFaults } from '../../cli/correctness-exit.js';
import { requireDistinctPlaces } from '../../cli/distinct-places.js';
import {
  addOptionGroups,
  gridOptions,
  measurementOptions,
  type OptionGroups,
} from '../../cli/grid-options.js';
import { type OutputOptions, option, TEST_OUTPUT_OPTIONS } from '../../cli/options.js';
import { checkWritable, writeWhole } from '../../cli/output-file.js';
import { print, printText } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { EXIT, inputFailure, usageFailure } from '../../common/errors.js';
import { parsePercent } from '../../common/parse-numbers.js';
import { checkOutputs, type GateOutputs, gateOutputOptions, writeOutputs } from './gate-outputs.js';
import type { MAX_REGRESSION_PERCENT } from './gate-results.js';
import type { GateSources } from './gate-run.js';
import type { GateReport } from './gate-verdict.js';
import { givenArguments } from './given-arguments.js';

// Typed by its constant, whose module is not loaded while options are parsed.
const MAX_PERCENT: typeof MAX_REGRESSION_PERCENT = 5;

interface GateOptions extends GateSources, OutputOptions, GateOutputs {
  readonly update?: true;
  readonly force?: true;
}

const EXAMPLES = `
Examples:
  zswap-bench gate --baseline base.json                       run, and compare with a saved result
  zswap-bench gate --baseline base.json --no-timing           exact figures only, on any machine
  zswap-bench gate --baseline base.json --current now.json    compare two saved results
  zswap-bench gate --baseline base.json --baseline-bin ../old/bin/zswap-bench.js --corpus redis
  zswap-bench gate --baseline base.json --update              accept the new figures`;

/** Creates `zswap-bench gate`: regression test against a baseline. */
export function gateCommand(terminal: Terminal, setExitCode: (exitCode: number) => void): Command {
  const command = new Command('gate').description(
    'compare a run with a baseline; fail if an exact figure differs or a timed one is significantly slower',
  );
  const groups: OptionGroups = {
    'Baseline:': [
      new Option('--baseline <file>', 'result of run --json or gate --update'),
      new Option('--current <file>', 'result to compare instead of a run'),
      new Option('--baseline-bin <path>', 'program of the baseline, to time both in turn'),
      option('--max-regression <percent>', 'allowed slowdown', parsePercent, MAX_PERCENT),
      new Option(
        '--strict',
        'exit code 4 if inconclusive, 2 if the baseline cannot prove a slowdown',
      ),
      new Option('--update', 'write the baseline, and print the differences'),
      new Option('--force', 'with --update, also write a baseline with fewer cells'),
      new Option('--cross-machine', 'compare timed figures also with those of another machine'),
      new Option('--waivers <file>', 'cells that may fail: lines CELLS YYYY-MM-DD REASON'),
    ],
    ...gridOptions(),
    'Measurement:': measurementOptions(),
    'Output:': [...TEST_OUTPUT_OPTIONS(), ...gateOutputOptions()],
  };
  addOptionGroups(command, groups);
  return command.addHelpText('after', EXAMPLES).action(async (options: GateOptions) => {
    checkContradictions(options, givenArguments(command));
    const act = options.update ? updateBaseline : compareWithBaseline;
    const exitCode = await act(options, command, terminal);
    if (exitCode !== EXIT.done) setExitCode(exitCode);
  });
}

/** Options that need a verdict. */
const VERDICT_OPTIONS = [
  'strict',
  'waivers',
  'crossMachine',
  'junit',
  'github',
  'bencher',
  'benchmarkAction',
] as const;

function checkContradictions(options: GateOptions, runArguments: readonly string[]): void {
  const { baseline, baselineBin, current, update } = options;
  // --no-timing also applies to two results.
  const forBoth = update ? [] : ['--no-timing'];
  const forRun = runArguments.filter((each) => !forBoth.includes(each));
  const contradictions: readonly [boolean, string, string][] = [
    [
      baseline === undefined && baselineBin === undefined,
      '--baseline FILE or --baseline-bin PATH',
      'neither',
    ],
    [
      current !== undefined && forRun.length > 0,
      '--current or options of a run',
      `both: ${forRun[0]}`,
    ],
    [current !== undefined && baselineBin !== undefined, '--current or --baseline-bin', 'both'],
    [baselineBin !== undefined && !options.timing, '--baseline-bin or --no-timing', 'both'],
    [update === true && baseline === undefined, '--baseline FILE to update', 'none'],
    [options.force === true && update !== true, '--update with --force', 'none'],
    [update === true && baselineBin !== undefined, '--update or --baseline-bin', 'both'],
    [
      update === true &&
        (options.format === 'ktap' || VERDICT_OPTIONS.some((name) => options[name] !== undefined)),
      '--update or an option of the verdict (--strict, --waivers, --cross-machine, --junit, --github, --bencher, --benchmark-action, --format ktap)',
      'both',
    ],
  ];
  for (const [holds, expected, found] of contradictions) {
    if (holds) throw usageFailure({ subject: 'gate', expected, found, remedy: 'see gate --help' });
  }
}

async function compareWithBaseline(
  options: GateOptions,
  command: Command,
  terminal: Terminal,
): Promise<number> {
  await checkOutputs(options);
  const { runGate } = await import('./gate-run.js');
  const { current, report } = await runGate(command, terminal);
  const instead = await writeOutputs(options, report, current, terminal);
  if (instead === null) {
    const { gateReport } = await import('./tables.js');
    const { gateTests } = await import('./ktap.js');
    const { resultFacts } = await import('../../output/result-facts.js');
    const { userNames } = await import('../../cli/user-names.js');
    const strict = options.strict === true;
    const tests = gateTests(report, { current, strict, userNames: userNames(current) });
    await print(terminal, options, { ...gateReport(report), facts: resultFacts(current), tests });
  } else {
    await printText(terminal, options.output, instead);
  }
  return (await noteFaults(terminal, current)) ? EXIT.correctness : exitOf(report, options);
}

function exitOf({ verdict }: GateReport, { strict }: GateOptions): number {
  if (verdict === 'fail') return EXIT.regression;
  return verdict === 'inconclusive' && strict ? EXIT.inconclusive : EXIT.done;
}

/** Writes the baseline, unless the new result has correctness faults. */
async function updateBaseline(
  options: GateOptions,
  command: Command,
  terminal: Terminal,
): Promise<number> {
  const path = options.baseline as string;
  await requireDistinctPlaces({ '--output': options.output }, { '--baseline': path });
  const { blindPart } = await import('./blind-baseline.js');
  const { measureForBaseline } = await import('./gate-run.js');
  const { readNotedResult } = await import('../../cli/noted-result.js');
  const { requireModelBaseline } = await import('./kernel-baseline.js');
  const old = existsSync(path) ? await readNotedResult(path, terminal) : null;
  if (old !== null && options.current === undefined) requireModelBaseline(path, old);
  const named = old === null ? null : { path, baseline: old };
  await checkWritable(path);
  if (options.output !== undefined) await checkWritable(options.output);
  const current = await measureForBaseline(command, named, terminal);
  if (await noteFaults(terminal, current)) return EXIT.correctness;
  const { render } = await import('../../output/format.js');
  const { resultReport } = await import('../../output/result-report.js');
  await writeWhole(path, (write) => write(render(resultReport(current), 'json')));
  note(terminal, `${path}: written, ${current.cells.length} cells`);
  const { maxRegression: maxRegressionPercent } = options;
  const blind = blindPart({ path, baseline: current, current, maxRegressionPercent });
  if (blind !== null) note(terminal, inputFailure(blind).message);
  if (old === null) return EXIT.done;
  const { compareResults } = await import('../compare/comparison.js');
  const { comparisonReport } = await import('../compare/tables.js');
  await print(terminal, options, comparisonReport(compareResults(old, current), current));
  return EXIT.done;
}
