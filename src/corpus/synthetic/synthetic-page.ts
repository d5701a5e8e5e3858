import { PAGE_SIZE } from '../../common/page.js';
import { Random } from '../../common/random.js';
import { literalBytes } from './literal-bytes.js';
import type { SyntheticModel } from './synthetic-model.js';

/**
 * Writes a page: random bytes, then zeros.
 *
 * @param lz4Bytes length that it is to have; 0 for a zero page, {@link PAGE_SIZE} for one that does not compress
 */
export function writePage(
  target: Uint8Array,
  { seed, symbols }: Pick<SyntheticModel, 'seed' | 'symbols'>,
  pfn: number,
  lz4Bytes: number,
): void {
  if (lz4Bytes === 0) {
    target.fill(0);
    return;
  }
  const random = new Random(seed, 'page', pfn);
  if (lz4Bytes >= PAGE_SIZE) {
    for (let at = 0; at < PAGE_SIZE; at += 4) {
      const word = random.uint32();
      for (let byte = 0; byte < 4; byte++) target[at + byte] = word >>> (8 * byte);
    }
    return;
  }
  const literals = literalBytes(lz4Bytes);
  for (let at = 0; at < literals; at += 2) {
    const word = random.uint32();
    target[at] = symbolOf(word & 0xffff, symbols);
    target[at + 1] = symbolOf(word >>> 16, symbols);
  }
  target.fill(0, literals);
}

/** Returns a byte from 1 to `symbols`. Zeros would lengthen the match behind them. */
function symbolOf(uint16: number, symbols: number): number {
  return 1 + ((uint16 * symbols) >>> 16);
}
