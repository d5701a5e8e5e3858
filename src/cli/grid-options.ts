import { type Command, Option } from 'commander';
import {
  collect,
  collectList,
  option,
  parseInteger,
  parseLimit,
  parseNumberList,
  parsePositive,
  parseSize,
  parseSwitch,
} from './options.js';

/** Options under the headings that help shows them with. */
export type OptionGroups = Readonly<Record<string, readonly Option[]>>;

/** What a command runs unless it is told otherwise. */
export interface GridDefaults {
  readonly strategy: readonly string[];
  readonly compressor: readonly string[];
  readonly folioSize: readonly string[];
  readonly maxPoolPercent: readonly number[];
  readonly acceptThresholdPercent: readonly number[];
}

const RUN: GridDefaults = {
  strategy: ['incremental', 'batch'],
  compressor: ['lz4', 'zstd'],
  folioSize: ['64K'],
  maxPoolPercent: [20],
  acceptThresholdPercent: [90],
};

/** The options that say what is run, which several commands share. */
export function gridOptions(defaults: GridDefaults = RUN): OptionGroups {
  return {
    'What is run:': [
      option(
        '-s, --strategy <list>',
        'store strategies, all, or the path of a module, whose code runs with your rights',
        collectList,
        defaults.strategy,
      ),
      new Option('--global-strategy <name>', "another strategy's policy for the global limit"),
      new Option('--memcg-strategy <name>', "another strategy's policy for the memcg limit"),
      option(
        '-c, --compressor <list>',
        'compressors, with a level as in zstd:1, or all',
        collectList,
        defaults.compressor,
      ),
      option(
        '-f, --folio-size <list>',
        '4K, and 16K to 2M by doubling, or all',
        collectList,
        defaults.folioSize,
      ),
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
      option(
        '--max-pool-percent <list>',
        'max_pool_percent',
        parseNumberList(1, 100),
        defaults.maxPoolPercent,
      ),
      option(
        '--accept-threshold-percent <list>',
        'accept_threshold_percent',
        parseNumberList(0, 100),
        defaults.acceptThresholdPercent,
      ),
      option('--memcgs <n>', 'task t belongs to memcg t mod N', parseInteger(1, 512), 1),
      option('--memcg-max <size>', 'memory.zswap.max of each memcg, or none', parseLimit, 'none'),
      option('--memcg-parent-max <size>', 'memory.zswap.max of their parent', parseLimit, 'none'),
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
  };
}

/** The options that say how it is measured. */
export function measuringOptions(): Option[] {
  return [
    option('--time <seconds>', 'for the timed part; at least 0.1 s a cell', parsePositive, 8),
    option('--threads <n>', 'worker threads of the timed part', parseInteger(1, 64), 1),
    new Option('--no-timing', 'leave the timed part out'),
    new Option('--no-verify', 'do not read stored pages back'),
  ];
}

/** Adds options to a command, under their headings. */
export function addOptionGroups(command: Command, groups: OptionGroups): void {
  for (const [heading, options] of Object.entries(groups)) {
    for (const each of options) command.addOption(each.helpGroup(heading));
  }
}
