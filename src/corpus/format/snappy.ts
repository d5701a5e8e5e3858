import { copyMatch } from '../wrapper/lz4-block-decoder.js';

/**
 * Decodes raw snappy data. Source: Snappy compressed format description.
 *
 * @returns false if it does not decode to exactly the length of `target`
 */
export function decodeSnappy(source: Uint8Array, target: Uint8Array): boolean {
  let from = 0;
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    if (from === source.length || shift > 28) return false;
    const byte = source[from++];
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 128) break;
  }
  if (length !== target.length) return false;
  let to = 0;
  while (from < source.length) {
    const tag = source[from++];
    const kind = tag & 3;
    const high = tag >>> 2;
    if (kind === 0) {
      const extra = high < 60 ? 0 : high - 59;
      const literals = (extra === 0 ? high : littleEndian(source, from, extra)) + 1;
      from += extra;
      if (from + literals > source.length || to + literals > length) return false;
      target.set(source.subarray(from, from + literals), to);
      from += literals;
      to += literals;
      continue;
    }
    const extra = kind === 3 ? 4 : kind;
    const low = littleEndian(source, from, extra);
    from += extra;
    const distance = kind === 1 ? ((tag >>> 5) << 8) + low : low;
    const copied = kind === 1 ? ((tag >>> 2) & 7) + 4 : high + 1;
    if (from > source.length || distance === 0 || distance > to || to + copied > length) {
      return false;
    }
    copyMatch(target, to, distance, copied);
    to += copied;
  }
  return to === length;
}

/** Reads an unsigned number of up to 4 bytes; bytes after the end count as zeros. */
function littleEndian(source: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let i = 0; i < bytes; i++) value += (source[at + i] ?? 0) * 2 ** (8 * i);
  return value;
}
