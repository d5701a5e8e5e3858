import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { inputFailure } from '../../common/errors.js';
import { hasSignature, SIGNATURES, startsSkippable } from '../signature.js';
import { DecoderError, type StreamDecoder, UnsupportedOption } from './stream-decoder.js';

/** Decompresses a stream chunk by chunk. A chunk is valid until the next is requested. */
export type Unwrap = (path: string, packed: Iterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** Returns the decompressor for data that starts with `head`; undefined for data that is not compressed. */
export function findUnwrap(head: Uint8Array): Unwrap | undefined {
  // zstd skips its frames as lz4 does: only pzstd starts with one.
  if (hasSignature(head, SIGNATURES.ZSTD) || startsSkippable(head)) return unwrapZstd;
  if (hasSignature(head, SIGNATURES.GZIP)) return unwrapGzip;
  if (hasSignature(head, SIGNATURES.XZ)) return unwrapXz;
  return hasSignature(head, SIGNATURES.LZ4) ? unwrapLz4 : undefined;
}

/** Decompresses zstd frames. */
export const unwrapZstd: Unwrap = unwrapWith('zstd', async () =>
  (await import('./zstd-decoder.js')).ZstdDecoder.create(),
);

/** Decompresses xz streams. */
const unwrapXz: Unwrap = unwrapWith('xz', async () =>
  (await import('./xz-decoder.js')).XzDecoder.create(),
);

/** Decompresses lz4 frames. */
const unwrapLz4: Unwrap = unwrapWith('lz4', async () => {
  const { Lz4Decoder } = await import('./lz4-decoder.js');
  return new Lz4Decoder();
});

// Decompressed bytes between two turns of the event loop, which handle signals: the decoder itself never waits.
const SLICE_BYTES = 1 << 20;

function unwrapWith(format: string, create: () => Promise<StreamDecoder>): Unwrap {
  return async function* (path, packed) {
    const decoder = await create();
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
      if (!decoder.atFrameEnd) throw new DecoderError('an end in the middle of a frame');
    } catch (error) {
      if (!(error instanceof DecoderError)) throw error;
      throw damaged(path, format, error.message, error);
    } finally {
      decoder.free();
    }
  };
}

/** Decompresses gzip members. */
const unwrapGzip: Unwrap = async function* (path, packed) {
  const gunzip = createGunzip();
  // A failure destroys the stream, so the loop below throws it.
  pipeline(Readable.from(packed, { objectMode: false }), gunzip).catch(() => {});
  try {
    for await (const piece of gunzip) yield piece;
  } catch (error) {
    throw damaged(path, 'gzip', (error as Error).message, error);
  }
};

function damaged(path: string, format: string, found: string, cause: unknown) {
  const expected = `whole ${format} data`;
  const remedy =
    cause instanceof UnsupportedOption
      ? `unpack it first (${format} -dk)`
      : 'copy or capture the file again';
  return inputFailure({ subject: path, expected, found, remedy }, cause);
}
