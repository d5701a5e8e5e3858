import type { Overflow } from '../../compressor/compressor.js';
import type { Counters } from './counters.js';

// Codes in place of a page's length.
const CODES: Record<Overflow, number> = { compress_fail: -1, compress_poor: -2 };

/** Counts a page that may not come in; returns what stands in place of its length. */
export function refusePage(cause: Overflow, counters: Counters): number {
  counters[`reject_${cause}`]++;
  return CODES[cause];
}

/** Why a page may not come in whose length is less than 0. */
export function refusalOf(length: number): Overflow {
  return length === CODES.compress_poor ? 'compress_poor' : 'compress_fail';
}
