import { closeSync } from 'node:fs';
import { PAGE_SIZE } from '../../../common/page.js';
import { Random } from '../../../common/random.js';
import { unnamedFileOf } from '../../../common/unnamed-file.js';
import type { Corpus } from '../../../corpus/corpus.js';
import { cacheFolder } from '../../../guest/xdg-folders.js';

/** Name of the corpus in keys. */
export const INCOMPRESSIBLE = 'incompressible';

const PAGES = 1024;
/** Every second stretch of this many pages has a page of noise after its middle: a folio of it fails half way. */
const STRETCH_PAGES = 16;
const NOISE_INDEX = 11;

/** Makes a corpus of which every second 64K folio has one page that does not compress, for some work. */
export async function withIncompressible<T>(work: (corpus: Corpus) => Promise<T>): Promise<T> {
  const fd = unnamedFileOf(cacheFolder(), pages());
  try {
    return await work({ name: INCOMPRESSIBLE, path: `/proc/self/fd/${fd}` });
  } finally {
    closeSync(fd);
  }
}

function pages(): Uint8Array {
  const random = new Random(INCOMPRESSIBLE);
  const bytes = new Uint8Array(PAGES * PAGE_SIZE);
  const words = new Uint32Array(bytes.buffer);
  const wordsOfPage = PAGE_SIZE / Uint32Array.BYTES_PER_ELEMENT;
  for (let page = 0; page < PAGES; page++) {
    const noisy = page % (2 * STRETCH_PAGES) === STRETCH_PAGES + NOISE_INDEX;
    // Elsewhere a third of each page is noise, so that lengths differ from page to page.
    const noiseWords = noisy ? wordsOfPage : 256 + random.below(128);
    for (let i = 0; i < wordsOfPage; i++) {
      words[page * wordsOfPage + i] = i < noiseWords ? random.uint32() : page + 1;
    }
  }
  return bytes;
}
