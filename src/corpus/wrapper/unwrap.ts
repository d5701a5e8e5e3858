import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { inputFailure } from '../../common/errors.js';

/** Decompresses a stream chunk by chunk. A chunk is valid until the next is requested. */
export type Unwrap = (path: string, packed: Iterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

// Decompressed bytes between two turns of the event loop, which handle signals: the decoder itself never waits.
const SLICE_BYTES = 1 << 20;

/** Decompresses zstd frames. */
export const unwrapZstd: Unwrap = async function* (path, packed) {
  const { ZstdDecoder, ZstdError } = await import('./zstd-decoder.js');
  const decoder = await ZstdDecoder.create();
  try {
    let sliceBytes = 0;
    for (const piece of packed) {
      for (const unpacked of decoder.decode(piece)) {
        yield unpacked;
        sliceBytes += unpacked.length;
        if (sliceBytes < SLICE_BYTES) continue;
        sliceBytes = 0;
        await new Promise(setImmediate);
      }
      await new Promise(setImmediate);
    }
  } catch (error) {
    throw error instanceof ZstdError ? damaged(path, 'zstd', error.message) : error;
  } finally {
    decoder.free();
  }
  if (!decoder.atFrameEnd) throw damaged(path, 'zstd', 'an end in the middle of a frame');
};

/** Decompresses gzip members. */
export const unwrapGzip: Unwrap = async function* (path, packed) {
  const gunzip = createGunzip();
  // A failure destroys the stream, so the loop below throws it.
  pipeline(Readable.from(packed, { objectMode: false }), gunzip).catch(() => {});
  try {
    for await (const piece of gunzip) yield piece;
  } catch (error) {
    throw damaged(path, 'gzip', (error as Error).message, error);
  }
};

function damaged(path: string, format: string, found: string, cause?: unknown) {
  return inputFailure(
    {
      subject: path,
      expected: `whole ${format} data`,
      found,
      remedy: 'copy or capture the file again',
    },
    cause,
  );
}
