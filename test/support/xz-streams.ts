// Builds xz streams from the .xz file format and the LZMA2 description with chunks that need no compressor: stored ones.
import { crc32 } from 'node:zlib';

const MAX_CHUNK_BYTES = 1 << 16;

/** Builds a stream of one block with a CRC32 of its content. */
export function xzStream(content: Uint8Array): Buffer {
  const flags = Buffer.of(0, 1);
  const header = Buffer.concat([Buffer.from('\xfd7zXZ\0', 'latin1'), flags, sum(flags)]);
  // Size, no sizes, filter LZMA2 with a dictionary of 64 KiB, padding.
  const blockHead = Buffer.of(2, 0, 0x21, 1, 8, 0, 0, 0);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += MAX_CHUNK_BYTES) {
    const chunk = content.subarray(at, at + MAX_CHUNK_BYTES);
    const size = chunk.length - 1;
    chunks.push(Buffer.of(at === 0 ? 1 : 2, size >> 8, size & 0xff), chunk);
  }
  const data = Buffer.concat([...chunks, Buffer.of(0)]);
  const block = Buffer.concat([
    blockHead,
    sum(blockHead),
    data,
    padding(data.length),
    sum(content),
  ]);
  const unpaddedBytes = blockHead.length + 4 + data.length + 4;
  const records = Buffer.concat([Buffer.of(0, 1), vli(unpaddedBytes), vli(content.length)]);
  const index = Buffer.concat([records, padding(records.length)]);
  const footer = Buffer.alloc(6);
  footer.writeUInt32LE((index.length + 4) / 4 - 1);
  footer.set(flags, 4);
  return Buffer.concat([header, block, index, sum(index), sum(footer), footer, Buffer.from('YZ')]);
}

function sum(bytes: Uint8Array): Buffer {
  const found = Buffer.alloc(4);
  found.writeUInt32LE(crc32(bytes));
  return found;
}

function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}

/** Variable-length integer: 7 bits per byte, the lowest first. */
function vli(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.of(...bytes, rest);
    bytes.push((rest % 128) | 128);
  }
}
