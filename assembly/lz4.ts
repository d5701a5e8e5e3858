// LZ4 blocks of one page with the match search of the kernel's lz4, and therefore the same lengths.
//
// A block consists of sequences. Each is a token, literals, and a match that repeats earlier output; the last has no match.
//
//   token      high 4 bits: literals; low 4 bits: length of the match - 4; 15 means that more bytes follow
//   [255 ..]   remaining number of literals: bytes of 255, then one below 255
//   literals
//   offset     2 bytes, little-endian: how far back the match starts
//   [255 ..]   remaining match length
//
// The last 5 bytes of a page are literals, and no match starts in its last 12.
// Sources: LZ4 block format; lib/lz4 of the kernel for the match search (LZ4_compress_fast, acceleration 1).

import { wildCopy } from './shared/copy';
import { PACKED, PAGE, PAGE_END, PAGE_SIZE, TABLE } from './shared/layout';
import { repeat, repeated } from './shared/repeat';

export { PACKED as packed, PAGE as page } from './shared/layout';

const MIN_MATCH: usize = 4;
const LAST_MATCH_START: usize = PAGE_END - 12;
const MATCH_LIMIT: usize = PAGE_END - 5;
const RUN_MASK: usize = 15;

// Hash table of 8192 positions of 2 bytes, indexed by the hash of 4 bytes.
const HASH_SHIFT: u32 = 32 - 13;
const TABLE_BYTES: usize = 8192 * 2;

// After 64 positions without a match every second position is tried, after 64 more every third, and so on.
const SKIP_STRENGTH: u32 = 6;

function slotOf(sequence: u32): usize {
  return TABLE + (((sequence * 2654435761) >> HASH_SHIFT) << 1);
}

function positionAt(slot: usize): usize {
  return PAGE + <usize>load<u16>(slot);
}

function put(slot: usize, position: usize): void {
  store<u16>(slot, <u16>(position - PAGE));
}

/** Writes the part of a length above 15; returns the end of the output. */
function writeRest(to: usize, rest: usize): usize {
  while (rest >= 255) {
    store<u8>(to++, 255);
    rest -= 255;
  }
  store<u8>(to, <u8>rest);
  return to + 1;
}

/** Length of the match between `at`, up to MATCH_LIMIT, and `earlier`. */
function matchLength(at: usize, earlier: usize): usize {
  const start = at;
  while (at < MATCH_LIMIT) {
    const difference = load<u64>(at) ^ load<u64>(earlier);
    if (difference !== 0) {
      const end = at + <usize>(ctz<u64>(difference) >> 3);
      return min(end, MATCH_LIMIT) - start;
    }
    at += 8;
    earlier += 8;
  }
  return MATCH_LIMIT - start;
}

/** Writes the literals after a token; returns the end of the output. */
function writeLiterals(to: usize, from: usize, length: usize): usize {
  if (length >= RUN_MASK) to = writeRest(to, length - RUN_MASK);
  wildCopy(to, from, length);
  return to + length;
}

/** Writes the last sequence; returns the length of the block. */
function writeLastSequence(to: usize, anchor: usize): i32 {
  const literals = PAGE_END - anchor;
  store<u8>(to, <u8>(min(literals, RUN_MASK) << 4));
  return <i32>(writeLiterals(to + 1, anchor, literals) - PACKED);
}

/** Compresses the page at `page` to `packed`; returns the length of the block. */
export function compress(): i32 {
  memory.fill(TABLE, 0, TABLE_BYTES);
  let to = PACKED;
  let anchor = PAGE;
  let at = PAGE + 1;
  put(slotOf(load<u32>(PAGE)), PAGE);
  let nextSlot = slotOf(load<u32>(at));

  while (true) {
    let next = at;
    let step: usize = 1;
    let tried: u32 = 1 << SKIP_STRENGTH;
    let match: usize;
    do {
      const slot = nextSlot;
      at = next;
      next += step;
      step = tried++ >> SKIP_STRENGTH;
      if (next > LAST_MATCH_START) return writeLastSequence(to, anchor);
      match = positionAt(slot);
      nextSlot = slotOf(load<u32>(next));
      put(slot, at);
    } while (load<u32>(match) !== load<u32>(at));

    while (at > anchor && match > PAGE && load<u8>(at - 1) === load<u8>(match - 1)) {
      at--;
      match--;
    }
    let literals = at - anchor;
    let token = to;
    to = writeLiterals(to + 1, anchor, literals);

    while (true) {
      store<u16>(to, <u16>(at - match));
      to += 2;
      const length = matchLength(at + MIN_MATCH, match + MIN_MATCH);
      at += MIN_MATCH + length;
      store<u8>(token, <u8>((min(literals, RUN_MASK) << 4) | min(length, RUN_MASK)));
      if (length >= RUN_MASK) to = writeRest(to, length - RUN_MASK);
      anchor = at;
      if (at > LAST_MATCH_START) return writeLastSequence(to, anchor);
      put(slotOf(load<u32>(at - 2)), at - 2);
      const slot = slotOf(load<u32>(at));
      match = positionAt(slot);
      put(slot, at);
      if (load<u32>(match) !== load<u32>(at)) break;
      literals = 0;
      token = to++;
    }
    nextSlot = slotOf(load<u32>(++at));
  }
}

// Reads beyond the payload stay within the slack of the buffer; the check at the end detects them.
/** Restores `page` from the first `length` bytes of `packed`; returns 4096, or -1 for an invalid block. */
export function decompress(length: i32): i32 {
  const end = PACKED + <usize>length;
  let from = PACKED;
  let to = PAGE;
  let run: usize;
  while (true) {
    const token = <usize>load<u8>(from++);
    const literals = token >> 4;
    run = token & RUN_MASK;
    if (literals < RUN_MASK) {
      v128.store(to, v128.load(from));
      to += literals;
      from += literals;
    } else {
      let more = literals;
      let byte: usize;
      do {
        byte = <usize>load<u8>(from++);
        more += byte;
      } while (byte === 255 && from < end);
      if (from + more > end || to + more > PAGE_END) return -1;
      wildCopy(to, from, more);
      to += more;
      from += more;
    }
    if (from >= end) break;

    const offset = <usize>load<u16>(from);
    from += 2;
    // An offset of 0 wraps around to the maximum.
    if (offset - 1 >= to - PAGE) return -1;
    const match = to - offset;
    if (run < RUN_MASK) {
      // At most 18 bytes: 16, and 2 that repeat output.
      v128.store(to, repeated(match, offset));
      store<u16>(to + 16, load<u16>(to + 16 - max<usize>(offset, 2)));
      to += MIN_MATCH + run;
      if (to > PAGE_END) return -1;
    } else {
      let byte: usize;
      do {
        byte = <usize>load<u8>(from++);
        run += byte;
      } while (byte === 255 && from < end);
      const stop = to + MIN_MATCH + run;
      if (stop > PAGE_END) return -1;
      if (offset >= 16) {
        wildCopy(to, match, stop - to);
      } else {
        repeat(to, offset, stop - to);
      }
      to = stop;
    }
  }
  return from === end && to === PAGE_END && run === 0 ? <i32>PAGE_SIZE : -1;
}
