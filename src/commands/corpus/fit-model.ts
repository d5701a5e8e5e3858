import { PAGE_SIZE } from '../../common/page.js';
import { roundedRatio } from '../../common/rounded-ratio.js';
import { partMeans } from '../../corpus/synthetic/length-parts.js';
import { LZ4_BYTES } from '../../corpus/synthetic/literal-bytes.js';
import {
  BLOCK_PAGES,
  bySize,
  SYNTHETIC_SCHEMA,
  type SyntheticModel,
  sizeKey,
} from '../../corpus/synthetic/synthetic-model.js';
import { alignedFolios } from '../../measure/survey/aligned-folios.js';
import { lengthCounts } from '../../measure/survey/compressibility.js';
import type { Survey } from '../../measure/survey/survey.js';
import { latentCorrelation } from './latent-correlation.js';

/** Statistics of a corpus, without those that need a search. */
export type FittedStatistics = Omit<SyntheticModel, 'symbols'>;

/** Returns the statistics of a corpus that was surveyed with lz4. */
export function fitStatistics(survey: Survey, addressed: boolean): FittedStatistics {
  const { pageCount: pages, zeroPages } = survey;
  const counts = lengthCounts(survey, 'lz4');
  return {
    schema: SYNTHETIC_SCHEMA,
    pages,
    seed: 1,
    zero: shareOf(zeroPages, pages),
    incompressible: shareOf(counts[PAGE_SIZE], pages),
    lengths: partMeans(withinBounds(counts)),
    correlation: latentCorrelation(survey),
    folios: addressed ? folioShares(survey) : null,
  };
}

/** Returns the weights of lengths that a page can have; the shortest one if all pages are zero or do not compress. */
function withinBounds(counts: Uint32Array): Uint32Array {
  const weights = counts.slice(0, PAGE_SIZE);
  for (let length = 0; length < LZ4_BYTES.low; length++) {
    weights[LZ4_BYTES.low] += weights[length];
    weights[length] = 0;
  }
  if (weights.every((weight) => weight === 0)) weights[LZ4_BYTES.low] = 1;
  return weights;
}

/** Returns the share of pages in blocks of exactly each size. */
function folioShares(survey: Survey): Record<string, number> {
  const aligned = alignedFolios(survey);
  const pagesIn = (size: number) => (aligned[sizeKey(size)]?.folios ?? 0) * size;
  return bySize(BLOCK_PAGES, (size) =>
    shareOf(pagesIn(size) - pagesIn(2 * size), survey.pageCount),
  );
}

function shareOf(part: number, whole: number): number {
  return roundedRatio(part, whole) ?? 0;
}
