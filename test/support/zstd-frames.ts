// Builds Zstandard frames from RFC 8878 with blocks that need no compressor: raw and RLE blocks.

import { createRequire } from 'node:module';

const MAX_BLOCK_BYTES = 128 * 1024;

/** Returns the window descriptor for 2^(10 + exponent) bytes, plus eighths of that. */
export function windowDescriptor(exponent: number, eighths = 0): number {
  return (exponent << 3) | eighths;
}

const DEFAULT_WINDOW = windowDescriptor(10); // 1 MiB

/** Builds a frame of raw blocks with `content`. */
export function storedFrame(content: Uint8Array, window: number = DEFAULT_WINDOW): Buffer {
  const parts: Uint8Array[] = [frameHeader(window)];
  for (let at = 0; at === 0 || at < content.length; at += MAX_BLOCK_BYTES) {
    const block = content.subarray(at, at + MAX_BLOCK_BYTES);
    parts.push(blockHeader(0, block.length, at + MAX_BLOCK_BYTES >= content.length), block);
  }
  return Buffer.concat(parts);
}

/** Builds a frame of `length` equal bytes: 4 bytes for each 128 KiB. */
export function repeatedFrame(byte: number, length: number, window = DEFAULT_WINDOW): Buffer {
  const blocks = Math.ceil(length / MAX_BLOCK_BYTES);
  const full = Buffer.from([...blockHeader(1, MAX_BLOCK_BYTES, false), byte]);
  const last = length - (blocks - 1) * MAX_BLOCK_BYTES;
  return Buffer.concat([
    frameHeader(window),
    Buffer.alloc((blocks - 1) * full.length, full),
    blockHeader(1, last, true),
    Uint8Array.of(byte),
  ]);
}

/** Builds a skippable frame. */
export function skippableFrame(length: number, variant = 0): Buffer {
  const frame = Buffer.alloc(8 + length, 0xa5);
  frame.writeUInt32LE(0x184d2a50 + variant, 0);
  frame.writeUInt32LE(length, 4);
  return frame;
}

// No checksum, no dictionary, no content size; a window descriptor follows.
function frameHeader(window: number): Uint8Array {
  return Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, window);
}

function blockHeader(type: 0 | 1, size: number, last: boolean): Uint8Array {
  const header = (size << 3) | (type << 1) | (last ? 1 : 0);
  return Uint8Array.of(header & 0xff, (header >> 8) & 0xff, header >> 16);
}

interface ZstdCodec {
  run(ready: (binding: { Simple: new () => Simple }) => void): void;
}

interface Simple {
  compress(content: Uint8Array, level: number): Uint8Array;
}

/** Compresses to a frame with a real compressor. */
export async function compressed(content: Uint8Array, level: number): Promise<Uint8Array> {
  const { ZstdCodec } = createRequire(import.meta.url)('zstd-codec') as { ZstdCodec: ZstdCodec };
  const simple = await new Promise<Simple>((resolve) => {
    ZstdCodec.run(({ Simple }) => resolve(new Simple()));
  });
  return simple.compress(content, level);
}
