// Fixed layout of the 64 KiB of memory of a page compressor.
//
//   0x0000  ....   unused, so that a few bytes before a buffer can be read
//   0x0400  page   4096 bytes, and slack
//   0x2000  packed 8192 bytes, and slack
//   0x5000  table  hash table of the compressor, 16384 bytes
//   0x9000  patterns, strides  of repeat.ts, computed at module start: 16 bytes and 1 for each distance up to 16
//
// Slack: copies have steps of 16 bytes and can read and write beyond their end.

export const PAGE_SIZE: usize = 4096;

export const PAGE: usize = 0x400;
export const PAGE_END: usize = PAGE + PAGE_SIZE;
export const PACKED: usize = 0x2000;
export const TABLE: usize = 0x5000;
export const PATTERNS: usize = 0x9000;
export const STRIDES: usize = 0x9200;
