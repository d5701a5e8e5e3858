import { PAGE_SIZE } from '../../common/page.js';
import { COMPRESS_BOUND, type PageCompressor } from '../../compressor/compressor.js';
import { lengthAt } from '../../corpus/synthetic/length-parts.js';
import { SYMBOLS, type SyntheticModel } from '../../corpus/synthetic/synthetic-model.js';
import { writePage } from '../../corpus/synthetic/synthetic-page.js';
import type { Survey } from '../../measure/survey/survey.js';

const SAMPLE_PAGES = 256;

/** Returns the number of symbols with which pages of these lz4 lengths have the mean zstd length of the corpus. */
export function fitSymbols(
  { seed, lengths }: Pick<SyntheticModel, 'seed' | 'lengths'>,
  survey: Survey,
  zstd: PageCompressor,
): number {
  const target = meanZstd(survey);
  const page = new Uint8Array(PAGE_SIZE);
  const packed = new Uint8Array(COMPRESS_BOUND);
  const mean = (symbols: number) => {
    let sum = 0;
    for (let i = 0; i < SAMPLE_PAGES; i++) {
      writePage(page, { seed, symbols }, i, lengthAt(lengths, (i + 0.5) / SAMPLE_PAGES));
      sum += zstd.compress(page, 0, packed);
    }
    return sum / SAMPLE_PAGES;
  };
  let { low, high }: { low: number; high: number } = SYMBOLS;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (mean(middle) < target) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the mean zstd length of the pages that lz4 shortens, zero pages left out. */
function meanZstd({ zero, compressed }: Survey): number {
  const [lz4, zstd] = ['lz4', 'zstd'].map(
    (name) => compressed.get(name)?.lengths ?? new Uint16Array(0),
  );
  let sum = 0;
  let pages = 0;
  for (let page = 0; page < zero.length; page++) {
    if (zero[page] === 1 || lz4[page] >= PAGE_SIZE) continue;
    sum += Math.min(zstd[page], PAGE_SIZE);
    pages++;
  }
  return pages === 0 ? 0 : sum / pages;
}
