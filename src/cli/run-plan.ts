import { counted } from '../common/counted.js';
import { type Failure, usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';
import { PAGE_SIZE } from '../common/page.js';
import { COMPRESSORS, chooseCompressor } from '../compressor/registry.js';
import { selectCorpora } from '../corpus/corpus.js';
import type { RunPlan } from '../measure/cell.js';
import { FOLIO_PAGES, folioSizeName } from '../model/folio/folio.js';
import { KERNELS } from '../model/zswap/kernel-presets.js';
import type { Shard } from '../result/document.js';
import type { Scenario } from '../simulation/scenario.js';
import { STRATEGIES } from '../strategy/registry.js';
import { type NamedStrategy, resolveAsked } from '../strategy/resolve.js';
import type { AskedLimit } from './options.js';

/** Options that say what to run, as parsed one by one. */
export interface GridOptions {
  readonly strategy: readonly string[];
  readonly globalStrategy?: string;
  readonly memcgStrategy?: string;
  readonly compressor: readonly string[];
  readonly folioSize: readonly string[];
  readonly corpus: readonly string[];
  readonly folios?: 'aligned' | 'dense';
  readonly partial?: 'drop';
  readonly offer?: number;
  readonly totalRam?: number;
  readonly maxPoolPercent: readonly number[];
  readonly acceptThresholdPercent: readonly number[];
  readonly memcgs: number;
  readonly memcgMax: AskedLimit;
  readonly memcgParentMax: AskedLimit;
  readonly writeback: boolean;
  readonly shrinkWorker: boolean;
  readonly kernel: string;
  readonly scenario: Scenario;
  readonly tasks: readonly number[];
  readonly seed: number;
  readonly time: number;
  readonly threads: number;
  readonly timing: boolean;
  readonly verify: boolean;
}

/** Checks options against each other and against what there is. */
export async function planRun(options: GridOptions, shard: Shard | null = null): Promise<RunPlan> {
  atLeastOnePage('--offer', options.offer);
  if (options.offer !== undefined && options.offer > MOST_OFFERED) throw tooMuch(options.offer);
  atLeastOnePage('--total-ram', options.totalRam);
  if (options.memcgs > Math.min(...options.tasks)) throw tooManyMemcgs(options);
  const strategies = await Promise.all(
    namesOf(options.strategy, STRATEGIES).map((name) =>
      resolveAsked({
        strategy: name,
        global: options.globalStrategy,
        memcg: options.memcgStrategy,
      }),
    ),
  );
  refuseTwins(strategies);
  const kernel = findKnown('--kernel', options.kernel, KERNELS);
  return {
    corpora: selectCorpora(options.corpus),
    strategies,
    compressors: namesOf(options.compressor, COMPRESSORS).map(chooseCompressor),
    folioPages: folioPagesOf(options.folioSize),
    grouping: options.folios ?? null,
    offerBytes: options.offer ?? null,
    totalRamBytes: options.totalRam ?? null,
    maxPoolPercent: options.maxPoolPercent,
    acceptThresholdPercent: options.acceptThresholdPercent,
    memcgs: options.memcgs,
    memcgMaxBytes: bytesOf(options.memcgMax),
    memcgParentMaxBytes: bytesOf(options.memcgParentMax),
    writeback: options.writeback,
    shrinkWorker: options.shrinkWorker,
    kernel: { name: options.kernel, preset: kernel },
    scenario: options.scenario,
    tasks: options.tasks,
    seed: options.seed,
    timeSeconds: options.timing ? options.time : null,
    threads: options.threads,
    verify: options.verify,
    shard,
    dropPartial: options.partial === 'drop',
  };
}

function bytesOf(limit: AskedLimit): number | null {
  return limit === 'none' ? null : limit;
}

/** Keys tell cells apart by the strategy's name: that of its module, or of its two policies. */
function refuseTwins(strategies: readonly NamedStrategy[]): void {
  const seen = new Set<string>();
  for (const { name, mix } of strategies) {
    if (seen.has(name)) {
      throw usageFailure({
        subject: '--strategy',
        expected: 'strategies of different names',
        found: `two named '${name}'`,
        remedy:
          mix === undefined
            ? 'name each once, or rename a module'
            : `name one, as in --strategy ${mix.path}: with both policies given, only its store path counts`,
      });
    }
    seen.add(name);
  }
}

/** Folio sizes in pages. */
export function folioPagesOf(asked: readonly string[]): number[] {
  const known = new Map(FOLIO_PAGES.map((pages) => [folioSizeName(pages), pages]));
  return namesOf(asked.map(sizeName), known).map((name) => {
    if (name === ORDER_1) throw noOrder1([...known.keys()]);
    return findKnown('--folio-size', name, known);
  });
}

const ORDER_1 = '8K';

function noOrder1(known: readonly string[]): Failure {
  return usageFailure({
    subject: '--folio-size',
    expected: `one of ${known.join(', ')}`,
    found: `'${ORDER_1}'`,
    remedy: 'anonymous memory has no folios of order 1: take 4K or 16K',
  });
}

/** Each name once; `all` stands for every known one. */
export function namesOf(asked: readonly string[], known: ReadonlyMap<string, unknown>): string[] {
  return [...new Set(asked.flatMap((name) => (name === 'all' ? [...known.keys()] : [name])))];
}

/** Swap slots are 32-bit numbers, of which the upper quarter is set aside for fillers. */
const MOST_OFFERED = 2 ** 43;

function tooMuch(bytes: number): Failure {
  return usageFailure({
    subject: '--offer',
    expected: 'at most 8T',
    found: counted(bytes, 'byte'),
    remedy: 'offer less; a cell shows no more after its pool has been full for a while',
  });
}

function tooManyMemcgs({ memcgs, tasks }: GridOptions): Failure {
  return usageFailure({
    subject: '--memcgs',
    expected: 'no more memcgs than tasks',
    found: `${counted(memcgs, 'memcg')} and ${counted(Math.min(...tasks), 'task')}`,
    remedy: 'raise --tasks; task t belongs to memcg t mod N',
  });
}

/** `64k` is `64K`; `all` stays a word. */
function sizeName(text: string): string {
  return text === 'all' ? text : text.toUpperCase();
}

function atLeastOnePage(option: string, bytes: number | undefined): void {
  if (bytes === undefined || bytes >= PAGE_SIZE) return;
  throw usageFailure({
    subject: option,
    expected: `at least one page of ${PAGE_SIZE} bytes`,
    found: counted(bytes, 'byte'),
    remedy: 'ask for more',
  });
}
