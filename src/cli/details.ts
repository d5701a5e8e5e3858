// What `COMMAND --help` and the manual say of a command beyond its first sentence, by its path below the program. It
// stands in paragraphs, which help wraps.

export const DETAILS: Readonly<Record<string, string>> = {
  '': `Linux zswap compresses pages that are being swapped out into a pool with a limit. zswap-bench stores real memory pages, grouped into folios, with every strategy for checking the limits and keeping the counters, and prints what each one costs.

Data goes to stdout, everything else to stderr; progress appears only where stderr is a terminal. Sizes are written 4096, 64K, 2048kB, 2MiB, 1.5G (1K = 1024), lists a,b,c or all, ranges 5..50:5.`,

  run: `Every combination of corpus, compressor, folio size, strategy and parameters is a cell with a zswap of its own. Its exact part runs on virtual CPUs and is the same on every machine; its timed part runs on this one, beside the bare compressor over the same pages, for as long as --time allows and at least until a comparison with another run can prove a difference. An option given as a list or range is part of the cell's key.

An argument of --corpus that is an existing path is taken whole, commas included; a shipped name wins over a file, so write ./redis for the file. --offer goes on beyond the end of a corpus by repeating it, with new swap offsets.

Prints three tables: throughput, rejects and limits, counter rollback.`,

  merge: `Takes the results of run --shard in any order. The exact part of what comes out equals that of a run as a whole, byte for byte. A shard that is missing, there twice or of another run is refused.`,

  check: `Stores folios while every fault point strikes at every page, alone and in pairs, then concurrent stores under many schedules, and compares every counter with independent books after every step. What it finds is shrunk to the smallest case, printed step by step, with the command that replays it. Compressed lengths are lz4's.

Stdout is identical for identical seed and options; times go to stderr. --exhaustive stops a case at 2000 schedules.`,

  compressors: `Pages are those that run hands a compressor with 64K folios: folios of nothing but zeros are left out. Every page is compressed, put through a pool, read back and compared. identity, a copy, always stands beside. Rows are sorted by what the pool takes.

In a round every compressor takes the same block of pages, a sample of the whole corpus, in turn forwards and backwards. The best speed has a *, and ~ has what cannot be told apart from it: 1 lies within the 95% interval of the median of its speed by the best's over the same block.`,

  explain: `Follows one folio through the exact part of one cell, or of two: what was looked at and compared with what, which counters moved, how it ended; and of two cells the first step that differs. Name the folio by its number in the order of arrival, or by a page of the corpus that it holds.`,

  compare: `For each timed metric a table of old, new and delta with its p (Mann-Whitney, Holm's correction over all cells; ~ where nothing is proven), then the exact figures that differ, then cells that only one side has. Ends with 0 whatever differs.`,

  gate: `Fails (exit 1) where an exact figure differs, on any machine, where a cell, a corpus or a timed part is missing, where a median contradicts its own samples, or where relativeToCompressor is slower than --max-regression allows, than the measured noise floor, and with p below 0.05. A cell that may be slower, or of which no slowdown could have been proven, is inconclusive: exit 0, or 4 with --strict. A cell that seems slower is measured again before it fails.

The report gives, for each timed cell, the slowdown beyond which it would have failed. A baseline with too few samples for its cells, or with a noise floor above 10% and above --max-regression in every cell, can prove nothing: with --strict and where CI is set it is refused (exit 2), elsewhere a line on stderr names it. --no-timing compares exact figures alone, of two files too.

With --baseline-bin old and new program take turns, a process each: what disturbs the machine disturbs both. Exact figures are then held against --baseline, or where there is none against what the old program says.

Annotations go to stdout with the table, and to stderr where stdout is a document. docs/gating.md has the rest.`,

  advise: `Runs the exact parts of a grid and prints the settings that no other beats over all corpora together: pages kept in zswap (the more the better), the pool's peak, and time in the compressor for each page kept. Differences below half a percent and 0.1 us are none. Beside them: pages past the limit, pages that the oracle holds more, and in how many of 200 resamples of the corpora a setting is on the front too.

One of them is marked: the one nearest to the best of all three at once, of what a released kernel can be set to; what sets it is printed. What no model can know is said below.`,

  report: `The page holds all its figures and needs no network. It is written whole or not at all.`,

  strategies: `A strategy decides when the limits are checked, what is compared with them, and when counters move. --strategy takes the path of a module as well; docs/strategies.md has a worked policy and a worked path. A module is code: --strategy PATH runs that file with the rights of the user. Results name strategies, and no command that reads one loads a module for it.`,

  corpus: `A corpus is the swappable pages of a process with their addresses: an ELF core, or a raw dump of pages without addresses, plain, .zst or .gz. Its format is recognised by its content.`,

  'corpus capture': `Only pages that are present or swapped, anonymous and writable are written. Whatever the process held is in the file, which is readable by its owner alone.`,

  'corpus import': `Leaves out what zswap never sees: file-backed and read-only mappings, and holes.`,

  kernel: `Boots a kernel in a virtual machine, without root, gives it the same pages in the same folios, and reads its own counters. Needs qemu-system-x86_64 and cc; KVM is used where there is one. docs/kernel.md has the commands that fetch a kernel, and the config options that one's own needs.`,

  'kernel run': `Prints the same document and tables as run, with the strategy kernel-RELEASE; figures that a kernel does not tell are absent. Counters are read once the shrink worker stands still. At the end of each cell every page is read back and compared, memory is freed and swap taken off: gauges must be zero, event counters must agree with each other and with the folios that were stored. Anything else is drift in the rollback table, and exit code 3, as is a warning of the kernel.

Where --corpus is left out, cells of the corpus incompressible run too, always with writeback off: every second 64K folio of it has a page that does not compress, and fails half way.

A strategy, a seed, RAM of a model, a timed part and --shrink-worker off are refused: a kernel cannot be told.`,

  'kernel verify': `Runs the same cells in the kernel and in the model, with the guest's RAM, one task and the release's compressors, and prints kernel, model, difference and band for each figure. At the global limit: pages stored up to the first refusal, and the pool by then; what follows depends on when the shrink worker runs. At a memcg limit: all folios, pages written back, and the peak. Exit code 1 where a figure is outside its band, 3 on drift.`,

  'kernel probe': `Of an image: boots it and tries each compressor and memcg setting with one page. Of the running machine (--live): reads proc and sysfs, and changes nothing.`,

  completion: `Completes commands, options, and the names of strategies, compressors, corpora and kernels.`,
};

/** What exit codes mean, for the manual. */
export const EXIT_MEANINGS: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done; nothing failed that was asked to hold'],
  ['1', 'a gate or an assertion failed (gate, corpus verify, check --expect drift)'],
  [
    '2',
    'usage, configuration, input or environment (limits, devices): what was expected, what was found, what to do',
  ],
  [
    '3',
    'correctness: undeclared drift (in check: any), a changed page, counts that do not agree; internal error',
  ],
  ['4', 'inconclusive, only with --strict'],
  ['130, 143', 'ended by SIGINT, SIGTERM; no partial file is left'],
];
