// Decodes LZO1X streams of version 0 and 1, as the decoder of the kernel does for lzo and lzo-rle. lzo1x.ts describes the
// stream.
//
// The stream is not trusted. Unbounded counts are checked before their bytes are copied. Other reads beyond the payload or
// writes beyond the page, at most 2051 bytes, stay within the slack and are detected before the result is returned.

import { wildCopy } from './copy';
import { PACKED, PAGE, PAGE_END, PAGE_SIZE } from './layout';
import { MAX_FAR_LENGTH, MAX_LITERALS, MIN_RUN } from './lzo1x';
import { repeat } from './repeat';

const FAILED: i32 = -1;
const STEP: usize = 16;

function clear(to: usize, length: usize): void {
  const end = to + length;
  do {
    v128.store(to, i64x2.splat(0));
    to += STEP;
  } while (to < end);
}

/** End of the zero bytes of a length. */
function restEnd(from: usize, end: usize): usize {
  while (from < end && load<u8>(from) === 0) from++;
  return from;
}

/** Restores the page at PAGE from the first `length` bytes at PACKED; returns 4096, or -1 for an invalid stream. */
export function decompress(length: i32): i32 {
  const end = PACKED + <usize>length;
  let from = PACKED;
  let to = PAGE;
  // Literals of the last instruction; 4 means 4 or more.
  let literals: usize = 0;
  let withRuns = false;
  if (load<u8>(from) === 17) {
    if (load<u8>(from + 1) !== 1) return FAILED;
    withRuns = true;
    from += 2;
  }
  if (load<u8>(from) > 17) {
    const count = <usize>load<u8>(from++) - 17;
    wildCopy(to, from, count);
    to += count;
    from += count;
    literals = min<usize>(count, 4);
  }
  while (from < end && to <= PAGE_END) {
    const code = <usize>load<u8>(from++);
    let distance: usize;
    let count: usize;
    if (code >= 64) {
      count = (code >> 5) + 1;
      distance = ((<usize>load<u8>(from++)) << 3) + ((code >> 2) & 7) + 1;
      literals = code & 3;
    } else if (code >= 32) {
      count = (code & 31) + 2;
      if (count === 2) {
        const last = restEnd(from, end);
        count = MAX_FAR_LENGTH + (last - from) * 255 + <usize>load<u8>(last);
        from = last + 1;
      }
      const operand = <usize>load<u16>(from);
      from += 2;
      distance = (operand >> 2) + 1;
      literals = operand & 3;
    } else if (code >= 16) {
      const operand = <usize>load<u16>(from);
      if (!withRuns || code < 24 || operand < 0xfffc) {
        const whole = code === 17 && operand === 0 && from + 2 === end && to === PAGE_END;
        return whole ? <i32>PAGE_SIZE : FAILED;
      }
      count = ((<usize>load<u8>(from + 2)) << 3) + (code & 7) + MIN_RUN;
      from += 3;
      clear(to, count);
      distance = 0;
      literals = operand & 3;
    } else if (literals === 0) {
      count = code + 3;
      if (code === 0) {
        const last = restEnd(from, end);
        count = MAX_LITERALS + (last - from) * 255 + <usize>load<u8>(last);
        from = last + 1;
      }
      if (count > PAGE_END - to) return FAILED;
      wildCopy(to, from, count);
      to += count;
      from += count;
      literals = 4;
      continue;
    } else {
      const isAfterMany = literals === 4;
      count = isAfterMany ? 3 : 2;
      distance = ((<usize>load<u8>(from++)) << 2) + (code >> 2) + (isAfterMany ? 2049 : 1);
      literals = code & 3;
    }
    if (distance > to - PAGE || count > PAGE_END - to) return FAILED;
    if (distance >= min<usize>(count, STEP)) wildCopy(to, to - distance, count);
    else if (distance > 0) repeat(to, distance, count);
    to += count;
    store<u32>(to, load<u32>(from));
    to += literals;
    from += literals;
  }
  return FAILED;
}
