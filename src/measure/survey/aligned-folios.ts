import { PAGE_SIZE } from '../../common/page.js';
import { roundedRatio } from '../../common/rounded-ratio.js';
import { FOLIO_PAGES, folioSizeName } from '../../model/folio/folio.js';
import type { Run } from '../../model/folio/folio-queue.js';
import { IntraclassCorrelation } from '../../statistics/intraclass-correlation.js';
import type { Survey } from './survey-facts.js';

/** Naturally aligned, fully present folios of one size. */
export interface AlignedFolios {
  readonly folios: number;
  /** Folios in which all pages are zero. */
  readonly zeroFolios: number;
  /** Folios in which some pages are zero and some are not. */
  readonly partlyZeroFolios: number;
  /**
   * By compressor: intraclass correlation of the compressed lengths, at most PAGE_SIZE, of the pages of a folio, zero pages
   * left out; null if there are too few.
   */
  readonly correlation: Readonly<Record<string, number | null>>;
}

/** Returns the figures of the aligned folios of each size, by its name. Large sizes only: every page is a folio of 4K. */
export function alignedFolios(survey: Survey): Record<string, AlignedFolios> {
  const sizes = FOLIO_PAGES.filter((size) => size > 1);
  return Object.fromEntries(sizes.map((size) => [folioSizeName(size), foliosOf(survey, size)]));
}

function foliosOf({ runs, zero, compressed }: Survey, size: number): AlignedFolios {
  const correlations = [...compressed].map(
    ([name, { lengths }]) => ({ name, lengths, icc: new IntraclassCorrelation() }) as const,
  );
  let folios = 0;
  let zeroFolios = 0;
  let partlyZeroFolios = 0;
  for (const first of foliosIn(runs, size)) {
    let zeroPages = 0;
    for (let page = first; page < first + size; page++) zeroPages += zero[page];
    folios++;
    if (zeroPages === size) zeroFolios++;
    else if (zeroPages > 0) partlyZeroFolios++;
    for (const { lengths, icc } of correlations) {
      let sum = 0;
      let squares = 0;
      for (let page = first; page < first + size; page++) {
        if (zero[page] === 1) continue;
        const length = Math.min(lengths[page], PAGE_SIZE);
        sum += length;
        squares += length * length;
      }
      icc.add(size - zeroPages, sum, squares);
    }
  }
  const estimates = correlations.map(({ name, icc }): [string, number | null] => {
    const estimate = icc.estimate();
    return [name, estimate === null ? null : roundedRatio(estimate, 1)];
  });
  return { folios, zeroFolios, partlyZeroFolios, correlation: Object.fromEntries(estimates) };
}

/** Yields the first page of each aligned folio, by its place in the corpus. */
function* foliosIn(runs: readonly Run[], size: number): Generator<number> {
  let start = 0;
  for (const { pfn, pages } of runs) {
    const end = start + pages;
    for (let page = start + ((size - (pfn % size)) % size); page + size <= end; page += size) {
      yield page;
    }
    start = end;
  }
}
