// LZO1X streams. A stream consists of instructions, which repeat earlier output, and literals between them:
//
//   0000LLLL                        3 + L literals, L > 0; only where no literals precede
//   1LLDDDSS HHHHHHHH               near: 5 + L bytes from H x 8 + D + 1 back
//   01LDDDSS HHHHHHHH               near: 3 + L bytes, likewise
//   001LLLLL DDDDDDSS DDDDDDDD      far: 2 + L bytes from D + 1 back
//   0001HLLL DDDDDDSS DDDDDDDD      2 + L bytes from 16384 + H x 16384 + D back: beyond a page
//   00010001 00000000 00000000      end of the stream
//   0000DDSS HHHHHHHH               after 1 to 3 literals: 2 bytes from H x 4 + D + 1 back;
//                                   after 4 or more: 3 bytes from H x 4 + D + 2049 back
//   00011LLL 111111SS 11111111 X    version 1: X x 8 + L + 4 zeros
//
// S is the number of literals that follow, 0 to 3. If L is 0, the rest of the length follows: a zero byte for each 255, then
// a byte of 1 to 255, added to the maximum of L. A first byte of 18 or more is the number of literals plus 17. A first byte
// of 17, followed by a version byte, starts a stream of version 1.
//
// Source: Documentation/staging/lzo.rst of the kernel.

/** Maximum number of literals and maximum match length without further bytes. */
export const MAX_LITERALS: usize = 18;
export const MAX_FAR_LENGTH: usize = 33;

export const MAX_NEAR_LENGTH: usize = 8;
export const MAX_NEAR_DISTANCE: usize = 2048;

export const MIN_RUN: usize = 4;
export const MAX_RUN: usize = MIN_RUN + 2047;

// First bytes of instructions, little-endian.
export const END: u32 = 0x11;
export const RUN: u32 = 0xfffc18;
export const VERSION_1: u16 = 0x0111;
