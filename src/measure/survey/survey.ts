import { createHash, type Hash } from 'node:crypto';
import { isZeroPage, PAGE_SIZE } from '../../common/page.js';
import type { PageCompressor } from '../../compressor/compressor.js';
import type { PageSource } from '../../corpus/page-source.js';
import type { Pages, Run } from '../../model/folio/folio-queue.js';
import { grown } from '../../model/shared/column.js';
import { type CompressedLengths, LengthCollector } from './length-collector.js';

/** All that exact runs need to know of a corpus, learned in one reading. */
export interface Survey extends Pages {
  readonly pageCount: number;
  readonly zeroPages: number;
  /** Over the position (page frame number, 8 bytes, little-endian) and content of every page that is not zero. */
  readonly sha256: string;
  /** By the compressor's name as asked for. */
  readonly compressed: ReadonlyMap<string, CompressedLengths>;
}

/**
 * Reads a source once, whatever its size, one window at a time.
 *
 * @param compressors by the name under which their lengths are asked for
 * @param verify whether each page makes a round trip through compressor and pool
 * @param surveyed hears how many pages are done
 */
export async function survey(
  source: PageSource,
  compressors: ReadonlyMap<string, PageCompressor>,
  verify: boolean,
  surveyed: (pages: number) => void = () => {},
): Promise<Survey> {
  const learners = [...compressors].map(
    ([name, compressor]) => [name, new LengthCollector(compressor, verify)] as const,
  );
  const hash = createHash('sha256');
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
      if (isZeroPage(window.bytes, at)) {
        zero[pageCount] = 1;
        zeroPages++;
      } else {
        hashPage(hash, window.pfn + page, window.bytes.subarray(at, at + PAGE_SIZE));
      }
      pageCount++;
    }
    const zeroHere = zero.subarray(pageCount - pages, pageCount);
    for (const [, learner] of learners) learner.learn(window.bytes, zeroHere);
    surveyed(pageCount);
  }
  return {
    runs: runs as readonly Run[],
    zero: zero.subarray(0, pageCount),
    pageCount,
    zeroPages,
    sha256: hash.digest('hex'),
    compressed: new Map(learners.map(([name, learner]) => [name, learner.result()])),
  };
}

const position = new Uint8Array(8);
const positionView = new DataView(position.buffer);

function hashPage(hash: Hash, pfn: number, page: Uint8Array): void {
  positionView.setBigUint64(0, BigInt(pfn), true);
  hash.update(position).update(page);
}
