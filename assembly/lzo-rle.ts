// LZO1X-1 of one page with runs of zeros (stream version 1). Lengths equal those of the kernel's lzo-rle.
import { compressPage } from './shared/lzo1x-compress';

export { PACKED as packed, PAGE as page } from './shared/layout';
export { decompress } from './shared/lzo1x-decompress';

/** Compresses the page at `page` to `packed`; returns the length of the stream. */
export function compress(): i32 {
  return compressPage(true);
}
