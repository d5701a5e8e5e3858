import { PAGE_SIZE } from '../../common/page.js';

// A page of `n` random bytes and zeros behind them is one lz4 sequence for the random bytes, one match for the zeros, and 5
// literals at the end. Its length follows from the positions at which lz4 looks for matches. Sources: LZ4 block format;
// LZ4_compress_fast of lib/lz4 in the kernel, acceleration 1.
//
//   ┌───────┬───────┬───────────────────────────────┬────────┬───────┬───────┬────────────┐
//   │ token │ count │ n random bytes and some zeros │ offset │ count │ token │ 5 literals │
//   └───────┴───────┴───────────────────────────────┴────────┴───────┴───────┴────────────┘

const LAST_LITERALS = 5;
const MIN_MATCH = 4;
const MAX_IN_TOKEN = 15;
const SKIP_STRENGTH = 6;

/** lz4 bytes of a page with each number of random bytes from 1, as far as they are fewer than those of the page. */
const LENGTHS = lz4Lengths();

/** Bounds of the lz4 bytes of a page that compresses. */
export const LZ4_BYTES = { low: LENGTHS[1], high: LENGTHS.at(-1) as number } as const;

/** Returns how many random bytes give a page of these lz4 bytes, or of the next lower possible number. */
export function literalBytes(lz4Bytes: number): number {
  let low = 1;
  let high = LENGTHS.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (LENGTHS[middle] <= lz4Bytes) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lz4Lengths(): number[] {
  const lengths = [0];
  // The first position at or behind the random bytes is noted; the next one finds the match, `step` bytes further.
  let next = 1;
  let step = 1;
  let tried = 1 << SKIP_STRENGTH;
  for (;;) {
    for (let random = lengths.length; random <= next; random++) {
      const literals = random + step;
      const match = PAGE_SIZE - LAST_LITERALS - literals - MIN_MATCH;
      const length = 1 + more(literals) + literals + 2 + more(match) + 1 + LAST_LITERALS;
      if (length >= PAGE_SIZE) return lengths;
      lengths.push(length);
    }
    next += step;
    step = tried++ >> SKIP_STRENGTH;
  }
}

/** Returns the bytes of a count beside the token. */
function more(count: number): number {
  return count < MAX_IN_TOKEN ? 0 : 1 + Math.floor((count - MAX_IN_TOKEN) / 255);
}
