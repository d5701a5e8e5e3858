import { PAGE_SIZE } from '../../src/common/page.js';
import { COMPRESS_BOUND, type PageCompressor } from '../../src/compressor/compressor.js';
import { chooseCompressor } from '../../src/compressor/compressors.js';
import { randomPage, textPage, zeroPage } from './pages.js';

/** Every compressor of the registry, with levels at both ends and between. */
export const CONFORMING = [
  'lz4',
  'lzo',
  'lzo-rle',
  'identity',
  'zstd:1',
  'zstd:3',
  'zstd:19',
  'zstd:22',
  'zstd-6.16',
  'zstd-6.12',
  'deflate:1',
  'deflate:6',
  'deflate:9',
  'lz4-wasm',
  'zstd-codec',
] as const;

export function create(name: string): Promise<PageCompressor> {
  return chooseCompressor(name).create();
}

function page(byteAt: (i: number) => number): Uint8Array {
  return Uint8Array.from({ length: PAGE_SIZE }, (_, i) => byteAt(i));
}

/** Pages that compressors treat differently. */
export const PAGES: Readonly<Record<string, Uint8Array>> = {
  zero: zeroPage(),
  random: randomPage(1),
  text: textPage(1),
  'all 0xff': page(() => 0xff),
  'a ramp': page((i) => i),
  'a ramp of words': page((i) => (i % 4 === 0 ? i >> 2 : i % 4 === 1 ? i >> 10 : 0)),
  'one byte at the start': page((i) => (i === 0 ? 1 : 0)),
  'one byte at the end': page((i) => (i === PAGE_SIZE - 1 ? 1 : 0)),
  'half random': page((i) => (i < PAGE_SIZE / 2 ? randomPage(2)[i] : 0)),
  'a match across the page': page((i) => randomPage(3)[i % (PAGE_SIZE / 2)]),
};

/** A page's payload, in memory of its own. */
export function payload(compressor: PageCompressor, page: Uint8Array): Uint8Array {
  const target = new Uint8Array(COMPRESS_BOUND);
  return target.slice(0, compressor.compress(page, 0, target));
}

/** The page that a payload decodes to. */
export function unpacked(compressor: PageCompressor, packed: Uint8Array): Uint8Array {
  const target = new Uint8Array(PAGE_SIZE);
  compressor.decompress(packed, 0, packed.length, target);
  return target;
}
