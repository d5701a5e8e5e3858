import { parseSize, sizeText } from '../common/byte-size.js';
import { counted } from '../common/counted.js';
import { type Failure, usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';
import { PAGE_SIZE } from '../common/page.js';
import { COMPRESSORS, type CompressorChoice, chooseCompressor } from '../compressor/compressors.js';
import { selectCorpora } from '../corpus/corpus.js';
import type { RunPlan } from '../measure/cell.js';
import { FOLIO_PAGES, folioSizeName } from '../model/folio/folio.js';
import { presetOf } from '../model/zswap/kernel-releases.js';
import type { Shard } from '../result/document.js';
import type { Settings } from '../result/settings.js';
import { type NamedStrategy, resolveAsked } from '../strategy/resolve.js';
import { STRATEGIES } from '../strategy/strategies.js';
import { type GridOptions, settingsFrom } from './grid-options.js';

/**
 * Checks options against each other and against what there is.
 *
 * @param remark called with a sentence about an option
 */
export async function planRun(
  options: GridOptions,
  remark: (text: string) => void,
  shard: Shard | null = null,
): Promise<RunPlan> {
  const given = settingsFrom(options);
  const kernel = presetOf(given.kernel, remark);
  const settings = { ...given, kernel };
  const { offerBytes, totalRamBytes, memcgs, tasks } = settings;
  requireOnePage('--offer', offerBytes);
  if (offerBytes !== null && offerBytes > MAX_OFFER_BYTES) throw offerTooLarge(offerBytes);
  requireOnePage('--total-ram', totalRamBytes);
  if (memcgs > Math.min(...tasks)) throw tooManyMemcgs(settings);
  const strategies = await Promise.all(
    namesOf(options.strategies, STRATEGIES).map((name) =>
      resolveAsked({
        strategy: name,
        global: options.globalStrategy,
        memcg: options.memcgStrategy,
      }),
    ),
  );
  requireDistinctNames(strategies);
  return {
    ...settings,
    corpora: selectCorpora(options.corpora),
    strategies,
    compressors: chosenCompressors(options.compressors),
    folioPages: folioPagesOf(options.folioSizes),
    shard,
    jobs: options.jobs ?? 1,
  };
}

/** Throws a usage `Failure` if two strategies have one name: it is part of the cell's key. */
function requireDistinctNames(strategies: readonly NamedStrategy[]): void {
  const seen = new Set<string>();
  for (const { name, mix } of strategies) {
    if (seen.has(name)) {
      throw usageFailure({
        subject: '--strategy',
        expected: 'strategies with distinct names',
        found: `two named '${name}'`,
        remedy:
          mix === undefined
            ? 'name each once, or rename a module'
            : `name one, as in --strategy ${mix.path}: both policies are given, only the store path differs`,
      });
    }
    seen.add(name);
  }
}

/** Parses folio sizes to pages. */
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
    remedy: 'use 4K or 16K: anonymous memory has no folios of order 1',
  });
}

/** Returns the compressors of `--compressor`. */
export function chosenCompressors(asked: readonly string[]): CompressorChoice[] {
  return namesOf(asked, COMPRESSORS).map(chooseCompressor);
}

/** Removes duplicates and expands `all` to every known name. */
export function namesOf(asked: readonly string[], known: ReadonlyMap<string, unknown>): string[] {
  return [...new Set(asked.flatMap((name) => (name === 'all' ? [...known.keys()] : [name])))];
}

/** Swap slots are 32-bit numbers; the upper quarter is reserved for fillers. */
const MAX_OFFER_BYTES = 2 ** 43;

function offerTooLarge(bytes: number): Failure {
  return usageFailure({
    subject: '--offer',
    expected: 'at most 8T',
    found: counted(bytes, 'byte'),
    remedy: 'offer less: figures stop changing long before',
  });
}

function tooManyMemcgs({ memcgs, tasks }: Settings): Failure {
  return usageFailure({
    subject: '--memcgs',
    expected: 'at most as many memcgs as tasks',
    found: `${counted(memcgs, 'memcg')} and ${counted(Math.min(...tasks), 'task')}`,
    remedy: 'raise --tasks; task t uses memcg t mod N',
  });
}

/** Normalizes a size: `2048kB` and `order-9` become `2M`. Other words are returned unchanged. */
function sizeName(asked: string): string {
  const order = /^order-(\d)$/.exec(asked)?.[1];
  if (order !== undefined) return sizeText(PAGE_SIZE * 2 ** Number(order));
  try {
    return sizeText(parseSize(asked));
  } catch {
    return asked;
  }
}

function requireOnePage(option: string, bytes: number | null): void {
  if (bytes === null || bytes >= PAGE_SIZE) return;
  throw usageFailure({
    subject: option,
    expected: `at least one page of ${PAGE_SIZE} bytes`,
    found: counted(bytes, 'byte'),
    remedy: 'pass a larger size',
  });
}
