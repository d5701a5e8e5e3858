import { PAGE_SIZE } from '../../common/page.js';
import { roundedRatio } from '../../common/rounded-ratio.js';
import { packedPages } from '../../model/zsmalloc/packed-pages.js';
import type { ContentSurvey } from './content-survey.js';

const PERCENTILES = [5, 10, 25, 50, 75, 90, 95] as const;

/** Compressed lengths of the pages of a corpus that are not zero, with one compressor. */
export interface Compressibility {
  /** PAGE_SIZE / mean length; null without such pages. */
  readonly ratio: number | null;
  /** Pages whose compressed length is PAGE_SIZE or more. Their length counts as PAGE_SIZE. */
  readonly incompressiblePages: number;
  /** Percentiles of the length in bytes, `p5` to `p95`, nearest rank; null without such pages. */
  readonly lengths: Readonly<Record<string, number>> | null;
  /** Pages of the zsmalloc pool that stores each such page by itself, incompressible ones as they are. */
  readonly poolPages: number;
  /** The same with one copy of each content; null if duplicates are not known. */
  readonly distinctPoolPages: number | null;
}

/** Describes the lengths of a surveyed corpus with one of its compressors. */
export function compressibility(survey: ContentSurvey, compressor: string): Compressibility {
  const counts = lengthCounts(survey, compressor);
  const pages = survey.pageCount - survey.zeroPages;
  const bytes = counts.reduce((sum, count, length) => sum + count * length, 0);
  const { duplicate } = survey;
  return {
    ratio: roundedRatio(PAGE_SIZE * pages, bytes),
    incompressiblePages: counts[PAGE_SIZE],
    lengths: pages === 0 ? null : percentiles(counts, pages),
    poolPages: packedPages(counts),
    distinctPoolPages:
      duplicate === null ? null : packedPages(lengthCounts(survey, compressor, duplicate)),
  };
}

/**
 * Counts pages that are not zero by their compressed length, at most PAGE_SIZE.
 *
 * @param leftOut one byte a page: 1 for a page that is not counted
 */
export function lengthCounts(
  { zero, compressed }: Pick<ContentSurvey, 'zero' | 'compressed'>,
  compressor: string,
  leftOut: Uint8Array = zero,
): Uint32Array {
  const counts = new Uint32Array(PAGE_SIZE + 1);
  const lengths = compressed.get(compressor)?.lengths ?? new Uint16Array(0);
  for (let page = 0; page < lengths.length; page++) {
    if (zero[page] === 0 && leftOut[page] === 0) counts[Math.min(lengths[page], PAGE_SIZE)]++;
  }
  return counts;
}

function percentiles(counts: Uint32Array, pages: number): Record<string, number> {
  let length = 0;
  let below = 0;
  const found = PERCENTILES.map((percent): [string, number] => {
    const rank = Math.ceil((pages * percent) / 100);
    while (below + counts[length] < rank) below += counts[length++];
    return [`p${percent}`, length];
  });
  return Object.fromEntries(found);
}
