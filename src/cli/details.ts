// Paragraphs of `COMMAND --help` and the manual behind the first sentence, by the command's path below the program. Help
// wraps them.

export const DETAILS: Readonly<Record<string, string>> = {
  '': `Linux zswap compresses pages on their way to swap into a pool with a limit. zswap-bench stores real memory pages, grouped into folios, with every strategy for checking the limits and keeping the counters, and prints the cost of each.

Data goes to stdout, everything else to stderr; progress appears only if stderr is a terminal, and not with --no-progress; --quiet leaves errors alone there. Verdicts, drift, changes and best figures have colors on a terminal (--color, NO_COLOR, FORCE_COLOR). Sizes are written 4096, 64K, 2048kB, 2MiB, 1.5G (1K = 1024), lists a,b,c or all, ranges 5..50:5.`,

  run: `Every combination of corpus, compressor, folio size, strategy and parameters is a cell with its own zswap. The exact part runs on virtual CPUs and is equal on every machine. The timed part runs on the host, interleaved with the bare compressor over the same pages; cells of one corpus, compressor and folio size are also interleaved with each other, block by block. It takes the time of --time, or longer until a comparison has enough samples to prove a difference. An option given as a list or range is part of the cell's key.

An existing path as argument of --corpus is taken whole, commas included. A shipped name takes precedence over a file: write ./redis for the file.

The modelled machine has 1 GiB of RAM, and its pages are those of the corpus, repeated with new swap offsets until a limit is reached, and for an eighth of that more (scenario steady: a half). The part before the neighbourhood of the limit is equal for all strategies and takes no virtual time. --offer sets the pages, --total-ram the machine; with --total-ram offered the offer, by default one pass, is also the RAM. The timed part is offered one pass or --offer, which is also its RAM unless --total-ram sets another.

--costs takes the virtual costs of a machine from a file of kernel run --live --save-costs, instead of the constants of docs/costs.md. Page figures of one task do not depend on them, but for what the shrink worker does after a refusal at the global limit.

Prints four tables: throughput, strategies compared (each with the first, with p, and ~ where a difference is not significant), rejects and limits, counter rollback.`,

  merge: `Takes the results of run --shard in any order. The exact part of the merged result equals that of an unsharded run, byte for byte. A missing or duplicate shard, or a shard of another run, is an error.`,

  check: `Injects a fault at every fault point and every page, alone and in pairs; then runs concurrent stores under many schedules. After every step, every counter is compared with expected counters that an independent checker computes. A failing case is shrunk to the smallest one and printed step by step, with the command that replays it. Compressed lengths are those of lz4.

Stdout is equal for equal seed and options; times go to stderr. --exhaustive runs at most 10,000 schedules of a case, or 100,000 of two tasks of up to two pages.

--litmus runs named cases instead, each a file with its source, the bounds that it requires of some figures, and the outcome that each strategy has on each kernel: known bugs, the claims of the mails, and the kernel's own selftests of zswap. Outcomes as in the files give exit code 0. A strategy that fails a case that it has to pass gives 3, another difference from a file 1. docs/checking.md describes files and figures; a file may name strategy modules, whose code runs with the rights of the user.`,

  compressors: `Takes the pages that run compresses with 64K folios; wholly zero folios are left out. Every page is compressed, put through a pool, read back and compared. identity, a copy, is always included. Rows are sorted by pool size.

In each round every compressor takes the same block of pages, a sample of the whole corpus; the order of compressors alternates. * marks the best speed, ~ a speed that does not differ significantly: the 95% interval of the median of speed / best speed, per block, contains 1.`,

  explain: `Traces one folio through the exact part of one cell or two: checks with the compared figures, changed counters, outcome. With two cells, prints the first step that differs. Choose the folio by its number in order of arrival, or by a page of the corpus that it holds.`,

  compare: `Prints a table of old, new and delta for each timed metric, with p (Mann-Whitney, Holm's correction over all cells; ~ if not significant), then the exact figures that differ, then the cells that only one side has. The exit code is 0 whatever differs.

--by takes one result and compares its timed cells that differ in one property alone, each with the first of them. A difference must also exceed the noise floor, as in gate. A footnote reports cells that were not interleaved.

Three results, or two of different strategies, stand in a column each: before, after and model. Each has one strategy; cells are matched without it, and columns that differ from before are marked. With results of a kernel, the command that runs its cells in the model goes to stderr.`,

  gate: `Fails (exit code 1) if an exact figure differs, on any machine; if a cell, a corpus or a timed part is missing; if a median contradicts its own samples; or if relativeToCompressor of a cell fell by more than --max-regression and more than the measured noise floor, with p below 0.05. A cell that may be slower is measured again, up to six rounds; it fails when two rounds in a row agree. A cell that may still be slower, or in which no slowdown could have been proven, is inconclusive: exit code 0, or 4 with --strict.

The report prints the slowdown beyond which each timed cell would have failed. A baseline with too few samples for its cells, or with a noise floor above both 10% and --max-regression in every cell, cannot prove a slowdown: an error with --strict or if CI is set (exit code 2), a warning on stderr otherwise. --no-timing compares exact figures only, also of two files. Timed figures of another machine are compared only with --cross-machine.

A run takes the options of the baseline. Another option is an error, but for those that change no exact figure (--time, --no-timing, --no-verify, --jobs). --update takes them too, where others are not given, and needs --force to write a smaller grid. Lines of --waivers, as redis/zstd/*/batch 2027-01-31 new zstd, name cells that may fail up to a day in UTC: * is any text without a slash, ** any text.

With --baseline-bin the old and the new program run in turn, each in its own process, so that noise of the host affects both. Exact figures are then compared with --baseline, or without it with those of the old program.

Annotations go to stdout with the table, and to stderr if stdout is a document. See docs/gating.md.`,

  advise: `Changes one setting at a time, and a second one to see what the first depends on, and compares the costs with those of the kernel's defaults: RAM of the pool, with pages above the limit twice; pages that go to the device, refused or written back; time of compression and decompression, from the constants of docs/costs.md. Trials run in scenarios fill and steady, on both halves of each corpus.

The costs are per page offered and weighed by --weigh. By default a page of RAM, a page to the device and 100 us of CPU time cost the same: 100 us is about the latency of reading a page back from a fast device, which a load from zswap avoids; no price of RAM is known.

A value is advised if it is the best in every view: each repetition, number of tasks, half of a corpus, scenario and neighbouring setting, and each weight halved and doubled. Otherwise the kernel's default stays; so it does in a tie, which is a difference below 1%. Pages give no evidence about max_pool_percent: its exchange rate is printed. Commands are printed for decided settings alone. docs/advice.md has the rules and the advice for the shipped corpora.

Without --strategy the store path is that of --kernel. The kernel's default is added to each list of several values; a single value is kept.`,

  report: `The page contains all its figures and needs no network. It is written completely or not at all.`,

  strategies: `A strategy decides when limits are checked, which figure is compared with them, and when counters change. --strategy also takes the path of a module; docs/strategies.md has a worked policy and a worked path. A module is code: --strategy PATH runs that file with the rights of the user. Results contain names of strategies only; a command that reads a result loads no module.`,

  corpus: `A corpus contains the swappable pages of a process: an ELF core with addresses, or a raw dump without, plain, .zst or .gz. The format is detected from the content.`,

  'corpus capture': `Writes only pages that are present or swapped, anonymous or shared memory, and writable. A note in the core records that all of its pages were present.

The process is stopped (SIGSTOP) while it is read, and continued afterwards, however zswap-bench ends; a process that was stopped before stays stopped. With --no-freeze it runs on: pages change meanwhile, and those that vanish are written as zero pages, with their number on stderr.

Needs ptrace access: the same user, as far as kernel.yama.ptrace_scope allows, or CAP_SYS_PTRACE. --idle also needs CAP_SYS_ADMIN and a kernel with CONFIG_IDLE_PAGE_TRACKING; it marks the pages, waits while the process runs, and takes those not accessed, and those swapped out. DAMON is not used: it finds regions, not pages.

The file contains the memory of the process, passwords and keys included; only its owner can read it. --redact replaces letters and digits in text of 4 characters and more (ASCII, also in UTF-16 and UTF-32), under a random key that is kept nowhere: equal words stay equal. Punctuation, lengths, short or other text, numbers and keys in binary stay. The change of the compressed bytes goes to stderr. Use corpus lengths for a file without content.`,

  'corpus import': `Leaves out mappings that never reach zswap (file-backed, read-only). With --holes absent it also leaves out zero pages, and records in the core that its pages were all present. --redact is that of corpus capture.`,

  kernel: `Boots a kernel in a virtual machine, without root, gives it the same pages in the same folios, and reads its own counters. Needs qemu-system-x86_64 and cc; KVM is used where there is one. kernel run --live takes the kernel of this machine instead, as root. docs/kernel.md has the commands that fetch a kernel, and the config options that one's own needs.`,

  'kernel run': `Prints the same document and tables as run, with the strategy kernel-RELEASE; figures that a kernel does not tell are absent. Counters are read once the shrink worker stands still. At the end of each cell every page is read back and compared, memory is freed and swap taken off: gauges must be zero, event counters must agree with each other and with the folios that were stored. Anything else is drift in the rollback table, and exit code 3, as is a warning of the kernel.

Where --corpus is left out, cells of the corpus incompressible run too, always with writeback off: every second 64K folio of it has a page that does not compress, and fails half way.

A strategy, a seed, RAM of a model, a timed part and --shrink-worker off are refused: a kernel cannot be told.

--live runs the cells on this machine, as root, with swap on a loop device over a file in the cache folder (XDG_CACHE_HOME). Every parameter that changes is first written to a journal in the state folder (XDG_STATE_HOME) and put back at the end, on errors and on signals; after a crash or SIGKILL zswap-bench kernel restore does it. Refused without root, with swap in use, and where memory, disk or a parameter that takes its value back is missing. Adds a table of times per page, out and in. --save-costs needs --tasks 1.`,

  'kernel restore': `Reads the journal of a kernel run --live that was killed: takes swap, its loop device and cgroups down, writes every parameter back that differs, prints a line for each, and removes the journal. Does nothing where there is no journal.`,

  'kernel verify': `Runs the same cells in the kernel and in the model, with the guest's RAM, one task and the release's compressors, and prints kernel, model, difference and band for each figure. At the global limit: pages stored up to the first refusal, and the pool by then; what follows depends on when the shrink worker runs. At a memcg limit: all folios, pages written back, and the peak. Exit code 1 where a figure is outside its band, 3 on drift.`,

  'kernel probe': `Of an image: boots it and tries each compressor and memcg setting with one page. Of the running machine (--live): reads proc and sysfs, and changes nothing.`,

  completion: `Completes commands, options, and the names of strategies, compressors, corpora and kernels.`,
};
