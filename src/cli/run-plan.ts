import { parseSize, sizeText } from '../common/byte-size.js';
import { counted } from '../common/counted.js';
import { type Failure, usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';
import { PAGE_SIZE } from '../common/page.js';
import { COMPRESSORS, chooseCompressor } from '../compressor/registry.js';
import { selectCorpora } from '../corpus/corpus.js';
import type { RunPlan } from '../measure/cell.js';
import { FOLIO_PAGES, folioSizeName } from '../model/folio/folio.js';
import { presetOf } from '../model/zswap/kernel-releases.js';
import type { Shard } from '../result/document.js';
import type { Settings } from '../result/settings.js';
import { STRATEGIES } from '../strategy/registry.js';
import { type NamedStrategy, resolveAsked } from '../strategy/resolve.js';
import { type GridOptions, settingsFrom } from './grid-options.js';
import { note, type Terminal } from './terminal.js';

/** Checks options against each other and against what there is. */
export async function planRun(
  options: GridOptions,
  terminal: Terminal,
  shard: Shard | null = null,
): Promise<RunPlan> {
  const given = settingsFrom(options);
  const kernel = presetOf(given.kernel, (text) => note(terminal, text));
  const settings = { ...given, kernel };
  const { offerBytes, totalRamBytes, memcgs, tasks } = settings;
  atLeastOnePage('--offer', offerBytes);
  if (offerBytes !== null && offerBytes > MOST_OFFERED) throw tooMuch(offerBytes);
  atLeastOnePage('--total-ram', totalRamBytes);
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
  refuseTwins(strategies);
  return {
    ...settings,
    corpora: selectCorpora(options.corpora),
    strategies,
    compressors: namesOf(options.compressors, COMPRESSORS).map(chooseCompressor),
    folioPages: folioPagesOf(options.folioSizes),
    shard,
  };
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

function tooManyMemcgs({ memcgs, tasks }: Settings): Failure {
  return usageFailure({
    subject: '--memcgs',
    expected: 'no more memcgs than tasks',
    found: `${counted(memcgs, 'memcg')} and ${counted(Math.min(...tasks), 'task')}`,
    remedy: 'raise --tasks; task t uses memcg t mod N',
  });
}

/** The name of a size, however it is written: `2048kB` is `2M`. Other words stay what they are. */
function sizeName(asked: string): string {
  try {
    return sizeText(parseSize(asked));
  } catch {
    return asked;
  }
}

function atLeastOnePage(option: string, bytes: number | null): void {
  if (bytes === null || bytes >= PAGE_SIZE) return;
  throw usageFailure({
    subject: option,
    expected: `at least one page of ${PAGE_SIZE} bytes`,
    found: counted(bytes, 'byte'),
    remedy: 'ask for more',
  });
}
