import { PATTERNS, STRIDES } from './layout';

const STEP: usize = 16;

// For each distance from 1 to 16: the index of the byte that each of 16 bytes repeats, and the number of the 16 bytes
// that are whole repetitions.
for (let distance: usize = 1; distance <= STEP; distance++) {
  for (let i: usize = 0; i < STEP; i++) {
    store<u8>(PATTERNS + distance * STEP + i, <u8>(i % distance));
  }
  store<u8>(STRIDES + distance, <u8>(STEP - (STEP % distance)));
}

/** Returns the first 16 bytes of an overlapping copy from `distance` back, whose source starts at `from`. */
export function repeated(from: usize, distance: usize): v128 {
  return i8x16.swizzle(v128.load(from), v128.load(PATTERNS + min(distance, STEP) * STEP));
}

/** Copies from `distance` back, at most 16, so that the copy overlaps itself; in steps of 16 bytes as wildCopy. */
export function repeat(to: usize, distance: usize, length: usize): void {
  const end = to + length;
  const pattern = repeated(to - distance, distance);
  const stride = <usize>load<u8>(STRIDES + distance);
  do {
    v128.store(to, pattern);
    to += stride;
  } while (to < end);
}
