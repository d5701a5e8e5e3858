import { isZeroPage, PAGE_SIZE } from '../../common/page.js';
import type { PageCompressor } from '../../compressor/compressor.js';
import type { LengthsSource } from '../../corpus/lengths/lengths-source.js';
import type { PageSource } from '../../corpus/page-source.js';
import type { Run } from '../../model/folio/folio-queue.js';
import { grown } from '../../model/heap/column.js';
import { knownSurvey } from './known-survey.js';
import { LocalLengths } from './local-lengths.js';
import { PageHash } from './page-hash.js';
import type { PageLengths } from './page-lengths.js';
import type { Survey } from './survey-facts.js';

export type { Survey } from './survey-facts.js';

/**
 * Reads a source once, and compresses its pages on this thread, or takes their lengths.
 *
 * @param compressors compressors by the name of their lengths in the result
 * @param verify whether to verify the round trip of each page through compressor and pool
 * @param onProgress called after each window with the number of pages read
 */
export function survey(
  source: PageSource | LengthsSource,
  compressors: ReadonlyMap<string, PageCompressor>,
  verify: boolean,
  onProgress: (pages: number) => void = () => {},
): Promise<Survey> {
  if (source.format === 'lengths') {
    return knownSurvey(source, { compressors: [...compressors.keys()], verify }, onProgress);
  }
  return surveyInto(new LocalLengths(compressors, verify), source, onProgress);
}

/** Reads a source once, window by window. */
export async function surveyInto(
  lengths: PageLengths,
  source: PageSource,
  onProgress: (pages: number) => void,
): Promise<Survey> {
  const hash = new PageHash();
  const runs: { pfn: number; pages: number }[] = [];
  let zero = new Uint8Array(0);
  let pageCount = 0;
  let zeroPages = 0;
  for await (const window of source.windows()) {
    const pages = window.bytes.length / PAGE_SIZE;
    if (window.startsRun) runs.push({ pfn: window.pfn, pages });
    else runs[runs.length - 1].pages += pages;
    zero = grown(zero, pageCount + pages);
    for (let page = 0; page < pages; page++) {
      const at = page * PAGE_SIZE;
      const isZero = isZeroPage(window.bytes, at);
      if (isZero) {
        zero[pageCount] = 1;
        zeroPages++;
      }
      const content = isZero ? null : window.bytes.subarray(at, at + PAGE_SIZE);
      hash.add(window.pfn + page, content, page === 0 && window.startsRun);
      pageCount++;
    }
    const zeroHere = zero.subarray(pageCount - pages, pageCount);
    await lengths.add(window.bytes, zeroHere);
    onProgress(pageCount);
  }
  return {
    runs: runs as readonly Run[],
    zero: zero.subarray(0, pageCount),
    pageCount,
    zeroPages,
    sha256: hash.digest(),
    compressed: await lengths.result(),
  };
}
