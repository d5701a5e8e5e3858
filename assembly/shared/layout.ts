// The 64 KiB of memory that a page compressor lives in. Nothing is allocated: every buffer has its place.
//
//   0x0000  ....   free: addresses before a buffer exist, so that a few bytes may be read there
//   0x0400  page   4096 bytes, and slack
//   0x2000  packed 8192 bytes, and slack
//   0x5000  table  for the compressor, 16384 bytes
//   0x9000  patterns, strides  of repeat.ts, computed when the module starts: 16 bytes and 1 for each distance up to 16
//
// Slack: copies go in steps of 16 bytes and may run past the end of what they copy, reading and writing.

export const PAGE_SIZE: usize = 4096;

export const PAGE: usize = 0x400;
export const PAGE_END: usize = PAGE + PAGE_SIZE;
export const PACKED: usize = 0x2000;
export const TABLE: usize = 0x5000;
export const PATTERNS: usize = 0x9000;
export const STRIDES: usize = 0x9200;
