import {
  anyName,
  byteSize,
  choiceOf,
  ifGiven,
  type NumberListKind,
  type OptionKind,
  onOff,
  orNone,
  positiveNumber,
  presenceOf,
  wholeNumber,
  wholeNumbers,
} from './option-kinds.js';

// The options of a grid of cells. The command line, plans, the `config` of results, its reader, the parameters in cells'
// keys, the report's command and completion derive from these tables: a row is all that they need. The key of a row is
// the name of its value in all of them.

/** The heading that help shows an option under. */
export type OptionGroup = 'What is run:' | 'The modelled machine:' | 'Measuring:';

/** An option whose value is the same in a plan and in a result. */
export interface SettingRow<T> {
  readonly flags: string;
  readonly help: string;
  readonly group: OptionGroup;
  readonly kind: OptionKind<T>;
  /** The value without the option. */
  readonly standard: T;
  /** A flag that sets the value to null, and the attribute that commander names after it. */
  readonly off?: { readonly flag: string; readonly attribute: string; readonly help: string };
  /** The value to assume in results that are older than the option. */
  readonly absent?: T;
}

/** A setting that takes a list; each of its values makes cells of their own. */
export interface SweepRow<P extends string> extends SettingRow<readonly number[]> {
  readonly kind: NumberListKind;
  /** The value's name in the parameters and the key of a cell. */
  readonly parameter: P;
  /** The kernel's name for it, or a phrase. */
  readonly label: string;
}

/** Values that name things, looked up in a registry when a run is planned. */
export interface AxisRow {
  readonly flags: string;
  readonly help: string;
  readonly standard: readonly string[];
  /** Whether an argument is one name, commas included. */
  readonly whole?: true;
}

export const AXES = {
  strategies: {
    flags: '-s, --strategy <list>',
    help: 'store strategies, all, or the path of a module, whose code runs with your rights',
    standard: ['incremental', 'batch'],
  },
  compressors: {
    flags: '-c, --compressor <list>',
    help: 'compressors, with a level as in zstd:1, or all',
    standard: ['lz4', 'zstd'],
  },
  folioSizes: {
    flags: '-f, --folio-size <list>',
    help: '4K, and 16K to 2M by doubling, or all',
    standard: ['64K'],
  },
  corpora: {
    flags: '--corpus <list>',
    help: 'names of shipped corpora, or paths',
    standard: ['all'],
    whole: true,
  },
} as const satisfies Readonly<Record<string, AxisRow>>;

/** Options that replace a limit policy of every strategy; results have them in `mixes`. */
export const POLICIES = {
  globalStrategy: {
    flags: '--global-strategy <name>',
    help: "another strategy's policy for the global limit",
  },
  memcgStrategy: {
    flags: '--memcg-strategy <name>',
    help: "another strategy's policy for the memcg limit",
  },
} as const;

/** Placement of folios on NUMA nodes. */
export type NumaPolicy = 'local' | 'interleave';

export const SETTINGS = {
  /** Null: `aligned` for pages with addresses, `dense` for those without. */
  folios: setting({
    flags: '--folios <grouping>',
    help: 'grouping by address or in file order (default: by address where pages have one)',
    group: 'What is run:',
    kind: ifGiven(choiceOf('aligned', 'dense')),
    standard: null,
  }),
  /** Cut off a raw file's incomplete last page. */
  dropPartial: setting({
    flags: '--partial <what>',
    help: "cut off a raw dump's incomplete last page",
    group: 'What is run:',
    kind: presenceOf('drop'),
    standard: false,
  }),
  /** Null: one pass over the corpus. */
  offerBytes: setting({
    flags: '--offer <size>',
    help: 'page data offered to each cell (default: one pass)',
    group: 'What is run:',
    kind: ifGiven(byteSize),
    standard: null,
  }),
  /** Null: as much as is offered. */
  totalRamBytes: setting({
    flags: '--total-ram <size>',
    help: 'RAM of the machine (default: as much as is offered)',
    group: 'The modelled machine:',
    kind: ifGiven(byteSize),
    standard: null,
  }),
  maxPoolPercent: sweep({
    flags: '--max-pool-percent <list>',
    help: 'max_pool_percent',
    group: 'The modelled machine:',
    kind: wholeNumbers(1, 100),
    standard: [20],
    parameter: 'max-pool-percent',
    label: 'max_pool_percent',
  }),
  acceptThresholdPercent: sweep({
    flags: '--accept-threshold-percent <list>',
    help: 'accept_threshold_percent',
    group: 'The modelled machine:',
    kind: wholeNumbers(0, 100),
    standard: [90],
    parameter: 'accept-threshold-percent',
    label: 'accept_threshold_percent',
  }),
  memcgs: setting({
    flags: '--memcgs <n>',
    help: 'number of memcgs; task t uses memcg t mod N',
    group: 'The modelled machine:',
    kind: wholeNumber(1, 512),
    standard: 1,
  }),
  memcgMaxBytes: setting({
    flags: '--memcg-max <size>',
    help: 'memory.zswap.max of each memcg, or none',
    group: 'The modelled machine:',
    kind: orNone(byteSize),
    standard: null,
  }),
  memcgParentMaxBytes: setting({
    flags: '--memcg-parent-max <size>',
    help: 'memory.zswap.max of their parent, or none',
    group: 'The modelled machine:',
    kind: orNone(byteSize),
    standard: null,
  }),
  writeback: setting({
    flags: '--writeback <on|off>',
    help: 'memory.zswap.writeback of each memcg',
    group: 'The modelled machine:',
    kind: onOff,
    standard: true,
  }),
  shrinkWorker: setting({
    flags: '--shrink-worker <on|off>',
    help: 'the asynchronous shrink worker',
    group: 'The modelled machine:',
    kind: onOff,
    standard: true,
  }),
  /** The preset for strategies that have no kernel of their own. */
  kernel: setting({
    flags: '--kernel <preset>',
    help: 'kernel release where the strategy does not decide, as one of: v7, 6.12, 6.13, 6.14, 6.16, 6.17, 6.18, 7.3',
    group: 'The modelled machine:',
    kind: anyName,
    standard: '6.18',
  }),
  scenario: setting({
    flags: '--scenario <name>',
    help: 'one pass, collisions at the limit, or balance at the limit',
    group: 'The modelled machine:',
    kind: choiceOf('fill', 'edge', 'steady'),
    standard: 'fill',
  }),
  tasks: sweep({
    flags: '--tasks <list>',
    help: 'threads that reclaim; each idle one stores the next folio',
    group: 'The modelled machine:',
    kind: wholeNumbers(1, 512),
    standard: [4],
    parameter: 'tasks',
    label: 'Tasks',
  }),
  /** 0 is as many as tasks. */
  cpus: sweep({
    flags: '--cpus <list>',
    help: 'virtual CPUs that the tasks run on; tasks of one CPU take turns; 0: as many as tasks',
    group: 'The modelled machine:',
    kind: wholeNumbers(0, 512),
    standard: [0],
    absent: [0],
    parameter: 'cpus',
    label: 'CPUs',
  }),
  nodes: setting({
    flags: '--nodes <n>',
    help: 'NUMA nodes of the exact part, each with its list of pages in every memcg',
    group: 'The modelled machine:',
    kind: wholeNumber(1, 8),
    standard: 1,
    absent: 1,
  }),
  numaPolicy: setting<NumaPolicy>({
    flags: '--numa-policy <policy>',
    help: "where folios are: on the node of their task's CPU, or on each node in turn",
    group: 'The modelled machine:',
    kind: choiceOf('local', 'interleave'),
    standard: 'local',
    absent: 'local',
  }),
  seed: setting({
    flags: '--seed <n>',
    help: 'seed of the virtual schedule',
    group: 'The modelled machine:',
    kind: wholeNumber(0, 2 ** 32 - 1),
    standard: 1,
  }),
  /** Seconds for the timed part; null to leave it out. */
  timeSeconds: setting({
    flags: '--time <seconds>',
    help: 'time for the timed part; at least 0.1 s a cell',
    group: 'Measuring:',
    kind: ifGiven(positiveNumber),
    standard: 8,
    off: { flag: '--no-timing', attribute: 'timing', help: 'leave out the timed part' },
  }),
  /** Worker threads of the timed part; with 1 there are none, and it runs where all else does. */
  threads: setting({
    flags: '--threads <n>',
    help: 'worker threads of the timed part',
    group: 'Measuring:',
    kind: wholeNumber(1, 64),
    standard: 1,
    absent: 1,
  }),
  verify: setting({
    flags: '--no-verify',
    help: 'do not read stored pages back',
    group: 'Measuring:',
    kind: onOff,
    standard: true,
  }),
};

function setting<T>(row: SettingRow<T>): SettingRow<T> {
  return row;
}

function sweep<const P extends string>(row: SweepRow<P>): SweepRow<P> {
  return row;
}
