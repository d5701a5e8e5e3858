import { inputFailure } from '../../../common/errors.js';
import { isZeroPage, PAGE_SIZE } from '../../../common/page.js';
import { Random } from '../../../common/random.js';
import { chooseCompressor } from '../../../compressor/compressors.js';
import type { Corpus } from '../../../corpus/corpus.js';
import { openPageSource } from '../../../corpus/page-source.js';
import type { GuestCorpus } from '../../../guest/plan.js';

/** The longest that a page may become with lz4, so that every compressor of a kernel makes it shorter than a page. */
const LONGEST = 3000;

/** The first pages of a corpus that compress well. Throws a `Failure` where there are too few. */
export async function compressiblePages(corpus: Corpus, count: number): Promise<Uint8Array> {
  const source = await openPageSource(corpus.path);
  try {
    const compressor = await chooseCompressor('lz4').create();
    const target = new Uint8Array(2 * PAGE_SIZE);
    const pages = new Uint8Array(count * PAGE_SIZE);
    let found = 0;
    for await (const { bytes } of source.windows()) {
      for (let at = 0; at < bytes.length && found < count; at += PAGE_SIZE) {
        if (isZeroPage(bytes, at) || compressor.compress(bytes, at, target) > LONGEST) continue;
        pages.set(bytes.subarray(at, at + PAGE_SIZE), found++ * PAGE_SIZE);
      }
    }
    if (found === count) return pages;
    throw inputFailure({
      subject: corpus.path,
      expected: `${count} pages that compress`,
      found: String(found),
      remedy: 'name another corpus or smaller folios',
    });
  } finally {
    await source.close();
  }
}

/** The first of these pages as one folio, with noise in its middle page where asked for. */
export function folioCorpus(pages: Uint8Array, pageCount: number, noisy: boolean): GuestCorpus {
  const folio = pages.slice(0, pageCount * PAGE_SIZE);
  if (noisy) {
    const random = new Random(pageCount);
    const middle = (pageCount >> 1) * PAGE_SIZE;
    for (let i = 0; i < PAGE_SIZE; i++) folio[middle + i] = random.below(256);
  }
  return {
    name: noisy ? 'noisy' : 'plain',
    pageCount,
    runs: [{ pfn: 0, pages: pageCount }],
    async *pages() {
      yield folio;
    },
  };
}
