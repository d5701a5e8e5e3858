import {
  anyName,
  byteSize,
  choiceOf,
  failRate,
  ifGiven,
  limitSize,
  onOff,
  orWord,
  positiveNumber,
  wholeNumber,
  wholeNumbers,
} from './option-kinds.js';
import { type AxisRow, setting, sweep } from './option-rows.js';
import type { Holes, NumaPolicy } from './option-values.js';

// Options of a grid of cells. The command line, plans, the `config` of results, its reader, cells' keys, the report's re-run command
// and completion derive from these tables. The key of a row is the name of its value in all of them.

export const AXES = {
  strategies: {
    flags: '-s, --strategy <list>',
    help: 'store strategies, all, or path of a module (its code runs with your rights)',
    standard: ['incremental', 'batch'],
  },
  compressors: {
    flags: '-c, --compressor <list>',
    help: 'compressors, optionally with a level (zstd:1), or all',
    standard: ['lz4', 'zstd'],
  },
  folioSizes: {
    flags: '-f, --folio-size <list>',
    help: '4K, 16K, 32K ... 2M, order-2 and so on, or all',
    standard: ['64K'],
  },
  corpora: {
    flags: '--corpus <list>',
    help: 'shipped corpora, paths, or synth:KEY=VALUE:...',
    standard: ['all'],
    whole: true,
  },
} as const satisfies Readonly<Record<string, AxisRow>>;

/** Options that replace a limit policy of every strategy; stored in `mixes` of a result. */
export const POLICIES = {
  globalStrategy: {
    flags: '--global-strategy <policy>',
    help: 'policy for the global limit: that of this strategy',
  },
  memcgStrategy: {
    flags: '--memcg-strategy <policy>',
    help: 'policy for the memcg limit: that of this strategy',
  },
} as const;

export const SETTINGS = {
  /** Null: `aligned` for pages with addresses, `dense` for those without. */
  folios: setting({
    flags: '--folios <grouping>',
    help: 'group pages by address or in file order (default: by address if known)',
    group: 'Grid:',
    kind: ifGiven(choiceOf('aligned', 'dense')),
    standard: null,
  }),
  dropPartial: setting({
    flags: '--drop-partial',
    help: 'drop the incomplete last page of a raw dump',
    group: 'Grid:',
    kind: onOff,
    standard: false,
    former: { flags: '--partial <what>', word: 'drop' },
  }),
  holes: setting<Holes>({
    flags: '--holes <what>',
    help: 'zero pages, also in holes of a file: zero pages, or absent ones that were never touched',
    group: 'Grid:',
    kind: choiceOf('zero', 'absent'),
    standard: 'zero',
    absent: 'zero',
  }),
  /** Null: what reaches the first limit and an eighth more, in scenario steady a half; one pass in scenario edge and with `--total-ram offered`. */
  offerBytes: setting({
    flags: '--offer <size>',
    help: 'page data offered to each cell (default: what reaches a limit, and some more)',
    group: 'Grid:',
    kind: ifGiven(byteSize),
    standard: null,
  }),
  /** Null: size of the offer, which is then one pass by default. */
  totalRamBytes: setting({
    flags: '--total-ram <size>',
    help: 'RAM of the machine, or offered for the size of the offer',
    group: 'Modelled machine:',
    kind: orWord('offered', byteSize),
    // One 2M folio is less than a hundredth of its limit of 20%.
    standard: 2 ** 30,
  }),
  maxPoolPercent: sweep({
    flags: '--max-pool-percent <list>',
    help: 'max_pool_percent',
    group: 'Modelled machine:',
    kind: wholeNumbers(0, 100),
    standard: [20],
    parameter: 'max-pool-percent',
    label: 'max_pool_percent',
  }),
  acceptThresholdPercent: sweep({
    flags: '--accept-threshold-percent <list>',
    help: 'accept_threshold_percent',
    group: 'Modelled machine:',
    kind: wholeNumbers(0, 100),
    standard: [90],
    parameter: 'accept-threshold-percent',
    label: 'accept_threshold_percent',
  }),
  memcgs: setting({
    flags: '--memcgs <n>',
    help: 'number of memcgs; task t uses memcg t mod N',
    group: 'Modelled machine:',
    kind: wholeNumber(1, 512),
    standard: 1,
  }),
  memcgMaxBytes: setting({
    flags: '--memcg-max <size>',
    help: 'memory.zswap.max of each memcg: a size, 0 or max',
    group: 'Modelled machine:',
    kind: limitSize,
    standard: null,
  }),
  memcgParentMaxBytes: setting({
    flags: '--memcg-parent-max <size>',
    help: 'memory.zswap.max of their parent: a size, 0 or max',
    group: 'Modelled machine:',
    kind: limitSize,
    standard: null,
  }),
  writeback: setting({
    flags: '--writeback <on|off>',
    help: 'memory.zswap.writeback of each memcg',
    group: 'Modelled machine:',
    kind: onOff,
    standard: true,
  }),
  shrinkWorker: setting({
    flags: '--shrink-worker <on|off>',
    help: 'asynchronous shrink worker',
    group: 'Modelled machine:',
    kind: onOff,
    standard: true,
  }),
  /** Preset for strategies without a fixed kernel. */
  kernel: setting({
    flags: '--kernel <preset>',
    help: 'kernel release where the strategy does not decide, as one of: v7, 6.12, 6.13, 6.14, 6.16, 6.17, 6.18, 7.3',
    group: 'Modelled machine:',
    kind: anyName,
    standard: '6.18',
  }),
  scenario: setting({
    flags: '--scenario <name>',
    help: 'fill: one pass; edge: collisions at the limit; steady: balance at the limit',
    group: 'Modelled machine:',
    kind: choiceOf('fill', 'edge', 'steady'),
    standard: 'fill',
  }),
  tasks: sweep({
    flags: '--tasks <list>',
    help: 'reclaiming threads; an idle one stores the next folio',
    group: 'Modelled machine:',
    kind: wholeNumbers(1, 512),
    standard: [4],
    parameter: 'tasks',
    label: 'Tasks',
  }),
  /** 0: one per task. */
  cpus: sweep({
    flags: '--cpus <list>',
    help: 'virtual CPUs; tasks on one CPU take turns; 0: one CPU per task',
    group: 'Modelled machine:',
    kind: wholeNumbers(0, 512),
    standard: [0],
    absent: [0],
    parameter: 'cpus',
    label: 'CPUs',
  }),
  nodes: setting({
    flags: '--nodes <n>',
    help: 'NUMA nodes of the exact part, each with its list of pages in every memcg',
    group: 'Modelled machine:',
    kind: wholeNumber(1, 8),
    standard: 1,
    absent: 1,
  }),
  numaPolicy: setting<NumaPolicy>({
    flags: '--numa-policy <policy>',
    help: "where folios are: on the node of their task's CPU, or on each node in turn",
    group: 'Modelled machine:',
    kind: choiceOf('local', 'interleave'),
    standard: 'local',
    absent: 'local',
  }),
  failRate: setting({
    flags: '--fail-rate <share>',
    help: 'random failures of allocations in the exact part (entry_alloc=0.1%, zs_malloc=1%, index_node=1%), or none',
    group: 'Modelled machine:',
    kind: orWord('none', failRate),
    standard: null,
    absent: null,
  }),
  seed: setting({
    flags: '--seed <n>',
    help: 'seed of the virtual schedule',
    group: 'Modelled machine:',
    kind: wholeNumber(0, 2 ** 32 - 1),
    standard: 1,
  }),
  repeat: setting({
    flags: '--repeat <n>',
    help: 'repetitions of the exact part, each with another start in the corpus, seed and starting fill',
    group: 'Measurement:',
    kind: wholeNumber(1, 200),
    standard: 20,
    absent: 1,
  }),
  /** Seconds of the timed part; null: no timed part. */
  timeSeconds: setting({
    flags: '--time <seconds>',
    help: 'time of the timed part, at least 0.1 s per cell',
    group: 'Measurement:',
    kind: ifGiven(positiveNumber),
    standard: 8,
    off: { flag: '--no-timing', attribute: 'timing', help: 'skip the timed part' },
  }),
  /** Worker threads of the timed part; 1: it runs on the main thread. */
  threads: setting({
    flags: '--threads <n>',
    help: 'worker threads of the timed part',
    group: 'Measurement:',
    kind: wholeNumber(1, 64),
    standard: 1,
    absent: 1,
  }),
  verify: setting({
    flags: '--no-verify',
    help: 'do not read back and compare stored pages',
    group: 'Measurement:',
    kind: onOff,
    standard: true,
  }),
};
