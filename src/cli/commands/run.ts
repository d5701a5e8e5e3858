import { Command, Option } from 'commander';
import { EXIT, usageFailure } from '../../errors.js';
import {
  collect,
  collectList,
  OUTPUT_OPTIONS,
  type OutputOptions,
  option,
  parseInteger,
  parseLimit,
  parseNumberList,
  parsePositive,
  parseSize,
  parseSwitch,
} from '../options.js';
import { writeWhole } from '../output-file.js';
import { print } from '../print.js';
import { Progress } from '../progress.js';
import type { GridOptions } from '../run-plan.js';
import { note, type Terminal } from '../terminal.js';
import { packageVersion } from '../version.js';

interface RunOptions extends GridOptions, OutputOptions {
  readonly save?: string;
}

const EXAMPLES = `
Examples:
  zswap-bench run --strategy batch                   one strategy on every shipped corpus
  zswap-bench run --corpus redis -f 16K,64K,2M       one corpus, three folio sizes
  zswap-bench run --corpus ./my.core.zst --no-timing your own pages, exact figures only
  zswap-bench run --max-pool-percent 5..50:5 --json  a sweep, as JSON`;

/** `zswap-bench run`: the main job. */
export function runCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const command = new Command('run').description(
    'store every folio of the corpora with every strategy and compressor',
  );
  const groups: Record<string, Option[]> = {
    'What is run:': [
      option('-s, --strategy <list>', 'store strategies, or all', collectList, [
        'incremental',
        'batch',
      ]),
      new Option('--global-strategy <name>', "another strategy's policy for the global limit"),
      new Option('--memcg-strategy <name>', "another strategy's policy for the memcg limit"),
      option(
        '-c, --compressor <list>',
        'compressors, with a level as in zstd:1, or all',
        collectList,
        ['lz4', 'zstd'],
      ),
      option('-f, --folio-size <list>', '4K, and 16K to 2M by doubling, or all', collectList, [
        '64K',
      ]),
      option('--corpus <list>', 'names of shipped corpora, or paths', collect, ['all']),
      new Option(
        '--folios <grouping>',
        'by address or in file order (default: by address where pages have one)',
      ).choices(['aligned', 'dense']),
      new Option('--partial <what>', "cut off a raw dump's incomplete last page").choices(['drop']),
      option('--offer <size>', 'page data offered to each cell (default: one pass)', parseSize),
    ],
    'The modelled machine:': [
      option('--total-ram <size>', 'its RAM (default: as much as is offered)', parseSize),
      option('--max-pool-percent <list>', 'max_pool_percent', parseNumberList(1, 100), [20]),
      option(
        '--accept-threshold-percent <list>',
        'accept_threshold_percent',
        parseNumberList(0, 100),
        [90],
      ),
      option('--memcgs <n>', 'task t belongs to memcg t mod N', parseInteger(1, 512), 1),
      option('--memcg-max <size>', 'memory.zswap.max of each memcg, or none', parseLimit, null),
      option('--memcg-parent-max <size>', 'memory.zswap.max of their parent', parseLimit, null),
      option('--writeback <on|off>', 'memory.zswap.writeback of each memcg', parseSwitch, true),
      option('--shrink-worker <on|off>', 'the asynchronous shrink worker', parseSwitch, true),
      new Option(
        '--kernel <preset>',
        'what no strategy decides: v7, 6.12, 6.13, 6.14, 6.18, next',
      ).default('6.18'),
      new Option('--scenario <name>', 'one pass, collisions at the limit, or balance at the limit')
        .choices(['fill', 'edge', 'steady'])
        .default('fill'),
      option(
        '--tasks <list>',
        'stores in flight at once on virtual CPUs',
        parseNumberList(1, 512),
        [4],
      ),
      option('--seed <n>', 'of the virtual schedule', parseInteger(0, 2 ** 32 - 1), 1),
    ],
    'Measuring:': [
      option('--time <seconds>', 'for the timed part; at least 0.1 s a cell', parsePositive, 8),
      new Option('--no-timing', 'leave the timed part out'),
      new Option('--no-verify', 'do not read stored pages back'),
    ],
    'Output:': [
      ...OUTPUT_OPTIONS(),
      new Option('--save <name>', 'also write bench-results/NAME.json in the current folder'),
    ],
  };
  for (const [heading, options] of Object.entries(groups)) {
    for (const each of options) command.addOption(each.helpGroup(heading));
  }
  return command
    .addHelpText('after', EXAMPLES)
    .action((options: RunOptions) => runAction(options, terminal, finish));
}

async function runAction(
  options: RunOptions,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Promise<void> {
  if (options.save !== undefined) checkSaveName(options.save);
  const { planRun } = await import('../run-plan.js');
  const plan = await planRun(options);
  const { run } = await import('../../bench/run.js');
  const progress = new Progress(terminal);
  const result = await run(plan, packageVersion(), {
    progress: (text) => progress.show(text),
    remark: (text) => {
      progress.clear();
      note(terminal, text);
    },
  }).finally(() => progress.clear());

  const { formatResult } = await import('../../report/format.js');
  await print(terminal, options, formatResult(result, options.format));
  if (options.save !== undefined) await save(options.save, formatResult(result, 'json'));
  const { correctnessFaults } = await import('../../result/correctness.js');
  const faults = correctnessFaults(result);
  for (const fault of faults) note(terminal, fault);
  if (faults.length > 0) finish(EXIT.correctness);
}

function checkSaveName(name: string): void {
  if (/^[^/\0]+$/.test(name) && name !== '.' && name !== '..') return;
  throw usageFailure({
    subject: '--save',
    expected: 'a name without /',
    found: `'${name}'`,
    remedy: 'use --output for a path',
  });
}

async function save(name: string, text: string): Promise<void> {
  const { mkdir } = await import('node:fs/promises');
  await mkdir('bench-results', { recursive: true });
  await writeWhole(`bench-results/${name}.json`, (write) => write(text));
}
