// LZO1X-1 compression of one page with the match search of the kernel, and therefore the same lengths. lzo1x.ts describes
// the stream.
//
// A hash table has the last position for each hash of 4 bytes; an empty entry means the start of the page. The search
// starts at position 5, and no match starts in the last 20 bytes. The step grows with the distance to the last
// instruction. Source: behaviour of zram in a 6.18 kernel and of liblzo2 2.10.

import { wildCopy } from './copy';
import { PACKED, PAGE, PAGE_SIZE, TABLE } from './layout';
import {
  END,
  MAX_FAR_LENGTH,
  MAX_LITERALS,
  MAX_NEAR_DISTANCE,
  MAX_NEAR_LENGTH,
  MAX_RUN,
  MIN_RUN,
  RUN,
  VERSION_1,
} from './lzo1x';

const SEARCH_START: usize = 5;
const SEARCH_END: usize = PAGE_SIZE - 20;
const MIN_MATCH: usize = 4;

// The step is 1 byte, plus 1 for every 32 bytes since the last instruction.
const STEP_SHIFT: usize = 5;

// 8192 positions of 2 bytes. liblzo2 has 16384, the only reason why its lengths differ.
const HASH_SHIFT: u32 = 32 - 13;
const TABLE_BYTES: usize = 8192 * 2;

/** Offset in TABLE of the last position of a sequence of 4 bytes. */
function slotOf(sequence: u32): usize {
  return ((sequence * 0x1824429d) >> HASH_SHIFT) << 1;
}

/** Writes the part of a length that exceeds its instruction: a zero byte for each 255, then a byte of 1 to 255. */
function writeRest(to: usize, rest: usize): usize {
  while (rest > 255) {
    store<u8>(to++, 0);
    rest -= 255;
  }
  store<u8>(to, <u8>rest);
  return to + 1;
}

/** Writes `length` literals. A count of up to 3 goes into the byte at `state` of the last instruction. */
function writeLiterals(to: usize, from: usize, length: usize, state: usize): usize {
  if (length <= 3) {
    store<u8>(state, load<u8>(state) | <u8>length);
    store<u32>(to, load<u32>(from));
    return to + length;
  }
  if (length <= MAX_LITERALS) {
    store<u8>(to++, <u8>(length - 3));
  } else {
    store<u8>(to, 0);
    to = writeRest(to + 1, length - MAX_LITERALS);
  }
  wildCopy(to, from, length);
  return to + length;
}

/**
 * Length of the match between `at` and `earlier`, at least 4. Compares 8 bytes at a time and stops after the first 8 that
 * end beyond SEARCH_END, so a match can reach a few bytes beyond it.
 */
function matchLength(at: usize, earlier: usize): usize {
  let length = MIN_MATCH;
  do {
    const difference = load<u64>(at + length, PAGE) ^ load<u64>(earlier + length, PAGE);
    if (difference !== 0) return length + <usize>(ctz(difference) >> 3);
    length += 8;
  } while (at + length < SEARCH_END);
  return length;
}

/** End of the run of zeros at `at`, which has at least 4. */
function runEnd(at: usize): usize {
  const shortest = at + MIN_RUN;
  const limit = max(min(at + MAX_RUN, SEARCH_END), shortest);
  for (at = shortest; at < limit; at += 8) {
    const bytes = load<u64>(at, PAGE);
    if (bytes !== 0) return min(at + <usize>(ctz(bytes) >> 3), limit);
  }
  return limit;
}

/** Compresses the page at PAGE to PACKED, as version 1 with runs or version 0 without; returns the length. */
export function compressPage(withRuns: bool): i32 {
  memory.fill(TABLE, 0, TABLE_BYTES);
  let to = PACKED;
  if (withRuns) {
    store<u16>(to, VERSION_1);
    to += 2;
  }
  let state: usize = 0;
  // Positions in the page; `anchor` is the end of the last instruction.
  let anchor: usize = 0;
  let at = SEARCH_START;
  while (at < SEARCH_END) {
    const sequence = load<u32>(at, PAGE);
    if (withRuns && sequence === 0) {
      if (at !== anchor) to = writeLiterals(to, PAGE + anchor, at - anchor, state);
      anchor = runEnd(at);
      const length = <u32>(anchor - at - MIN_RUN);
      store<u32>(to, RUN | (length & 7) | ((length >> 3) << 24));
      state = to + 1;
      to += 4;
      at = anchor;
      continue;
    }
    const slot = slotOf(sequence);
    const match = <usize>load<u16>(slot, TABLE);
    store<u16>(slot, <u16>at, TABLE);
    if (load<u32>(match, PAGE) !== sequence) {
      at += 1 + ((at - anchor) >> STEP_SHIFT);
      continue;
    }
    if (at !== anchor) to = writeLiterals(to, PAGE + anchor, at - anchor, state);
    const length = matchLength(at, match);
    const distance = at - match - 1;
    if (length <= MAX_NEAR_LENGTH && distance < MAX_NEAR_DISTANCE) {
      store<u8>(to, <u8>(((length - 1) << 5) | ((distance & 7) << 2)));
      store<u8>(to + 1, <u8>(distance >> 3));
    } else {
      if (length <= MAX_FAR_LENGTH) {
        store<u8>(to++, <u8>(0x20 | (length - 2)));
      } else {
        store<u8>(to, 0x20);
        to = writeRest(to + 1, length - MAX_FAR_LENGTH);
      }
      store<u16>(to, <u16>(distance << 2));
    }
    state = to;
    to += 2;
    at += length;
    anchor = at;
  }
  to = writeLiterals(to, PAGE + anchor, PAGE_SIZE - anchor, state);
  store<u32>(to, END);
  return <i32>(to + 3 - PACKED);
}
