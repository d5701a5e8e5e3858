import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { noteFaults } from '../../cli/correctness-exit.js';
import { refuseSamePlaces } from '../../cli/distinct-places.js';
import {
  addOptionGroups,
  gridOptions,
  measuringOptions,
  type OptionGroups,
} from '../../cli/grid-options.js';
import { OUTPUT_OPTIONS, type OutputOptions, option } from '../../cli/options.js';
import { checkWritable, writeWhole } from '../../cli/output-file.js';
import { print, printText } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { EXIT, inputFailure, usageFailure } from '../../common/errors.js';
import { parsePercent } from '../../common/parse-numbers.js';
import { checkOutputs, type GateOutputs, gateOutputOptions, writeOutputs } from './gate-outputs.js';
import type { GateSources } from './gate-run.js';
import type { GateReport } from './gate-verdict.js';
import { givenArguments } from './given-arguments.js';

interface GateOptions extends GateSources, OutputOptions, GateOutputs {
  readonly update?: true;
}

const EXAMPLES = `
Examples:
  zswap-bench gate --baseline base.json                       run, and hold against what was saved
  zswap-bench gate --baseline base.json --no-timing           exact figures only: any machine will do
  zswap-bench gate --baseline base.json --current now.json    two results that are there
  zswap-bench gate --baseline base.json --baseline-bin ../old/bin/zswap-bench.js --corpus redis
  zswap-bench gate --baseline base.json --update              accept the new state`;

/** `zswap-bench gate`: whether anything has become worse. */
export function gateCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const command = new Command('gate').description(
    'hold a run against a baseline: exact figures must be equal, timed ones not provably worse',
  );
  const groups: OptionGroups = {
    'Held against:': [
      new Option('--baseline <file>', 'a result that run --json or --update wrote'),
      new Option('--current <file>', 'a result to judge, instead of a run'),
      new Option('--baseline-bin <path>', "the baseline's program: both are timed in turn"),
      option('--max-regression <percent>', 'how much slower is allowed', parsePercent, 5),
      new Option('--strict', 'exit 4 where nothing is proven either way, 2 where nothing could be'),
      new Option('--update', 'write the baseline anew, and print what changed'),
    ],
    ...gridOptions(),
    'Measuring:': measuringOptions(),
    'Output:': [...OUTPUT_OPTIONS(), ...gateOutputOptions()],
  };
  addOptionGroups(command, groups);
  return command.addHelpText('after', EXAMPLES).action(async (options: GateOptions) => {
    const runArguments = givenArguments(command);
    refuseContradictions(options, runArguments);
    const act = options.update ? updateBaseline : holdAgainst;
    const exitCode = await act(options, runArguments, terminal);
    if (exitCode !== EXIT.done) finish(exitCode);
  });
}

/** What only a verdict has an answer to. */
const OF_VERDICTS = ['strict', 'junit', 'github', 'bencher', 'benchmarkAction'] as const;

function refuseContradictions(options: GateOptions, runArguments: readonly string[]): void {
  const { baseline, baselineBin, current, update } = options;
  // Of two results, too, exact figures alone can be compared.
  const ofBoth = update ? [] : ['--no-timing'];
  const ofRun = runArguments.filter((each) => !ofBoth.includes(each));
  const contradictions: readonly [boolean, string, string][] = [
    [
      baseline === undefined && baselineBin === undefined,
      '--baseline FILE',
      'neither it nor --baseline-bin',
    ],
    [
      current !== undefined && ofRun.length > 0,
      '--current or options of a run',
      `both: ${ofRun[0]}`,
    ],
    [current !== undefined && baselineBin !== undefined, '--current or --baseline-bin', 'both'],
    [
      baselineBin !== undefined && !options.timing,
      'timed figures for --baseline-bin',
      '--no-timing',
    ],
    [update === true && baseline === undefined, '--baseline FILE to update', 'none'],
    [update === true && baselineBin !== undefined, '--update or --baseline-bin', 'both'],
    [
      update === true && OF_VERDICTS.some((name) => options[name] !== undefined),
      '--update, or what hands a verdict out (--strict, --junit, --github, --bencher, --benchmark-action)',
      'both',
    ],
  ];
  for (const [holds, expected, found] of contradictions) {
    if (holds) throw usageFailure({ subject: 'gate', expected, found, remedy: 'see gate --help' });
  }
}

async function holdAgainst(
  options: GateOptions,
  runArguments: readonly string[],
  terminal: Terminal,
): Promise<number> {
  await checkOutputs(options);
  const { gateSources } = await import('./gate-run.js');
  const { current, report } = await gateSources(options, runArguments, terminal);
  const instead = await writeOutputs(options, report, current, terminal);
  if (instead === null) {
    const { gateReport } = await import('./tables.js');
    await print(terminal, options, gateReport(report));
  } else {
    await printText(terminal, options.output, instead);
  }
  return (await noteFaults(terminal, current)) ? EXIT.correctness : exitOf(report, options);
}

function exitOf({ verdict }: GateReport, { strict }: GateOptions): number {
  if (verdict === 'fail') return EXIT.regression;
  return verdict === 'inconclusive' && strict ? EXIT.inconclusive : EXIT.done;
}

/** Writes the baseline anew, unless what is to be written is wrong in itself. */
async function updateBaseline(
  options: GateOptions,
  _: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const path = options.baseline as string;
  await refuseSamePlaces({ '--output': options.output }, { '--baseline': path });
  const { blindPart } = await import('./blind-baseline.js');
  const { measureForBaseline } = await import('./gate-run.js');
  const { readNotedResult } = await import('../../cli/noted-result.js');
  const old = existsSync(path) ? await readNotedResult(path, terminal) : null;
  await checkWritable(path);
  if (options.output !== undefined) await checkWritable(options.output);
  const current = await measureForBaseline(options, terminal);
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
  await print(terminal, options, comparisonReport(compareResults(old, current)));
  return EXIT.done;
}
