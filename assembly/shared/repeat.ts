import { PATTERNS, STRIDES } from './layout';

const STEP: usize = 16;

// For each distance from 1 to 16, which of the bytes at that distance each of 16 bytes repeats, and how many of the 16
// are whole repetitions.
for (let distance: usize = 1; distance <= STEP; distance++) {
  for (let i: usize = 0; i < STEP; i++) {
    store<u8>(PATTERNS + distance * STEP + i, <u8>(i % distance));
  }
  store<u8>(STRIDES + distance, <u8>(STEP - (STEP % distance)));
}

/** The first 16 bytes of what a copy from `distance` back, whose first byte is at `from`, makes. */
export function repeated(from: usize, distance: usize): v128 {
  return i8x16.swizzle(v128.load(from), v128.load(PATTERNS + min(distance, STEP) * STEP));
}

/** Copies from `distance` back, 16 or less, bytes that it has just written among them; in steps as copyWildly. */
export function repeat(to: usize, distance: usize, length: usize): void {
  const end = to + length;
  const pattern = repeated(to - distance, distance);
  const stride = <usize>load<u8>(STRIDES + distance);
  do {
    v128.store(to, pattern);
    to += stride;
  } while (to < end);
}
