import type { RunPlan } from '../bench/cell.js';
import { COMPRESSORS, chooseCompressor } from '../compressor/registry.js';
import { selectCorpora } from '../corpus/corpus.js';
import { usageFailure } from '../errors.js';
import { FOLIO_PAGES, folioSizeName } from '../folio/folio.js';
import { findKnown } from '../known-names.js';
import { PAGE_SIZE } from '../memory/page.js';
import { STRATEGIES } from '../strategy/registry.js';

/** Options that say what to run, as parsed one by one. */
export interface GridOptions {
  readonly strategy: readonly string[];
  readonly compressor: readonly string[];
  readonly folioSize: readonly string[];
  readonly corpus: readonly string[];
  readonly folios?: 'aligned' | 'dense';
  readonly partial?: 'drop';
  readonly offer?: number;
  readonly totalRam?: number;
  readonly maxPoolPercent: readonly number[];
  readonly acceptThresholdPercent: readonly number[];
  readonly tasks: readonly number[];
  readonly seed: number;
  readonly time: number;
  readonly timing: boolean;
  readonly verify: boolean;
}

/** Checks options against each other and against what there is. */
export function planRun(options: GridOptions): RunPlan {
  atLeastOnePage('--offer', options.offer);
  atLeastOnePage('--total-ram', options.totalRam);
  const strategies = namesOf(options.strategy, STRATEGIES);
  const folioPages = new Map(FOLIO_PAGES.map((pages) => [folioSizeName(pages), pages]));
  return {
    corpora: selectCorpora(options.corpus),
    strategies: strategies.map((name) => ({
      name,
      strategy: findKnown('--strategy', name, STRATEGIES),
    })),
    compressors: namesOf(options.compressor, COMPRESSORS).map(chooseCompressor),
    folioPages: namesOf(options.folioSize.map(sizeName), folioPages).map((name) =>
      findKnown('--folio-size', name, folioPages),
    ),
    grouping: options.folios ?? null,
    offerBytes: options.offer ?? null,
    totalRamBytes: options.totalRam ?? null,
    maxPoolPercent: options.maxPoolPercent,
    acceptThresholdPercent: options.acceptThresholdPercent,
    tasks: options.tasks,
    seed: options.seed,
    timeSeconds: options.timing ? options.time : null,
    verify: options.verify,
    dropPartial: options.partial === 'drop',
  };
}

/** Each name once; `all` stands for every known one. */
function namesOf(asked: readonly string[], known: ReadonlyMap<string, unknown>): string[] {
  return [...new Set(asked.flatMap((name) => (name === 'all' ? [...known.keys()] : [name])))];
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
    found: `${bytes} bytes`,
    remedy: 'ask for more',
  });
}
