// Builds lz4 frames from the frame format description with blocks that need no compressor: stored ones.
import { xxhash32 } from './xxhash32.js';

/** Features of a frame. */
export interface Lz4FrameSpec {
  readonly blockBytes?: number;
  readonly blockChecksums?: boolean;
  readonly contentSize?: boolean;
}

/** Builds a frame of stored blocks with a checksum of its content. */
export function lz4Frame(content: Uint8Array, spec: Lz4FrameSpec = {}): Buffer {
  const { blockBytes = 65536, blockChecksums = false, contentSize = false } = spec;
  const flags = 0x60 | 0x04 | (blockChecksums ? 0x10 : 0) | (contentSize ? 0x08 : 0);
  const size = Buffer.alloc(contentSize ? 8 : 0);
  if (contentSize) size.writeBigUInt64LE(BigInt(content.length));
  const descriptor = Buffer.concat([Buffer.of(flags, 0x40), size]);
  const parts: Uint8Array[] = [word(0x184d2204), descriptor];
  parts.push(Buffer.of((xxhash32(descriptor) >>> 8) & 0xff));
  for (let at = 0; at < content.length; at += blockBytes) {
    const block = content.subarray(at, at + blockBytes);
    parts.push(word(0x80000000 + block.length), block);
    if (blockChecksums) parts.push(word(xxhash32(block)));
  }
  parts.push(word(0), word(xxhash32(content)));
  return Buffer.concat(parts);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
