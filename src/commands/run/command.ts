import { Command, Option } from 'commander';
import { noteFaults } from '../../cli/correctness-exit.js';
import {
  addOptionGroups,
  type GridOptions,
  gridOptions,
  measurementOptions,
  type OptionGroups,
} from '../../cli/grid-options.js';
import { measurePlan } from '../../cli/measured-run.js';
import { OUTPUT_OPTIONS, type OutputOptions, option } from '../../cli/options.js';
import { checkWritable, makeFolder, writeWhole } from '../../cli/output-file.js';
import { print } from '../../cli/print.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { EXIT, type Failure, usageFailure } from '../../common/errors.js';
import type { RunPlan } from '../../measure/cell.js';
import type { ResultDocument, Shard } from '../../result/document.js';
import { parseShard, resolveShard } from './shard-option.js';

interface RunOptions extends GridOptions, OutputOptions {
  readonly save?: string;
  readonly costs?: string;
  readonly plot?: true;
  readonly shard?: Shard | 'auto';
}

const FOLDER = 'bench-results';

const EXAMPLES = `
Examples:
  zswap-bench run --strategy batch                   one strategy on every shipped corpus
  zswap-bench run --corpus redis -f 16K,64K,2M       one corpus, three folio sizes
  zswap-bench run --corpus ./my.core.zst --no-timing your own pages, exact figures only
  zswap-bench run --max-pool-percent 5..50:5 --json  a sweep, as JSON`;

/** Creates `zswap-bench run`. */
export function runCommand(terminal: Terminal, setExitCode: (exitCode: number) => void): Command {
  const command = new Command('run').description(
    'store every folio of the corpora with every strategy and compressor',
  );
  const groups: OptionGroups = {
    ...gridOptions(),
    'Measurement:': [
      ...measurementOptions(),
      option(
        '--shard <i/n>',
        'run part i of n of the grid; auto: from the CI environment',
        parseShard,
      ),
      new Option('--costs <file>', 'virtual costs measured by kernel run --live --save-costs'),
    ],
    'Output:': [
      ...OUTPUT_OPTIONS(),
      new Option('--plot', 'with tables, also plot the pool near its limit over virtual time'),
      new Option('--save <name>', 'also write bench-results/NAME.json'),
    ],
  };
  addOptionGroups(command, groups);
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: RunOptions) => runAction(options, terminal, setExitCode));
}

async function runAction(
  options: RunOptions,
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Promise<void> {
  if (options.save !== undefined) await checkSaveName(options.save);
  if (options.plot && options.format !== 'table') throw plotWithoutTables(options.format);
  const { planRun } = await import('../../cli/run-plan.js');
  const shard = options.shard === undefined ? null : resolveShard(options.shard, terminal.env);
  const planned = await planRun(options, (text) => note(terminal, text), shard);
  const plan = options.costs === undefined ? planned : await withCosts(planned, options.costs);
  if (options.output !== undefined) await checkWritable(options.output);
  const saved = options.save === undefined ? null : await placeToSave(options.save);
  const result = await measurePlan(plan, terminal);

  const { resultReport } = await import('../../output/result-report.js');
  const report = resultReport(result);
  const plots = options.plot ? await plotsOf(result) : [];
  await print(terminal, options, { ...report, plots });
  if (saved !== null) {
    const { render } = await import('../../output/format.js');
    await writeWhole(saved, (write) => write(render(report, 'json')));
  }
  if (await noteFaults(terminal, result)) setExitCode(EXIT.correctness);
}

async function plotsOf({ cells }: ResultDocument) {
  const { occupancyPlots } = await import('../../output/occupancy-plots.js');
  return occupancyPlots(cells);
}

function plotWithoutTables(format: string): Failure {
  return usageFailure({
    subject: '--plot',
    expected: '--format table',
    found: `--format ${format}`,
    remedy: 'leave one of them out',
  });
}

/** The plan with measured costs. Throws a `Failure` for a file that lacks some of its cells. */
async function withCosts(plan: RunPlan, path: string): Promise<RunPlan> {
  const { costsIn, readCosts } = await import('../../measure/measured-costs.js');
  const { folioSizeName } = await import('../../model/folio/folio.js');
  const costs = await readCosts(path);
  for (const { name } of plan.compressors) {
    for (const pages of plan.folioPages) costsIn(costs, name, folioSizeName(pages));
  }
  return { ...plan, costs };
}

async function checkSaveName(name: string): Promise<void> {
  const { isPlainName } = await import('../../result/name.js');
  if (isPlainName(name) && !name.includes('/') && name !== '.' && name !== '..') return;
  throw usageFailure({
    subject: '--save',
    expected: 'a name without /, <, > or control characters',
    found: `'${name}'`,
    remedy: 'use --output for a path',
  });
}

/** Returns the file of a saved result; creates its folder. */
async function placeToSave(name: string): Promise<string> {
  await makeFolder(FOLDER);
  const path = `${FOLDER}/${name}.json`;
  await checkWritable(path);
  return path;
}
