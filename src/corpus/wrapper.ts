import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { inputFailure } from '../errors.js';

/** Takes the packed bytes and yields the unpacked ones, piece by piece; a piece is valid until the next is asked for. */
export type Unwrap = (path: string, packed: Iterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

// On damaged data the zstd decoder reports nothing and takes steps without output for ever. Sound data takes a few such
// steps a piece at the most: one for a frame header, one for a skippable frame.
const IDLE_STEPS = 64;

/** Unpacks zstd frames. Needs at most the window that a frame declares, which the decoder caps at 128 MiB. */
export const unwrapZstd: Unwrap = async function* (path, packed) {
  const { ZSTDDecoder } = await import('zstddec/stream');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  let idle = 0;
  function* pieces(): Generator<Uint8Array> {
    for (const piece of packed) {
      idle = 0;
      yield piece;
    }
  }
  const unpacked = decoder.decodeStreaming(pieces());
  for (;;) {
    let step: IteratorResult<Uint8Array>;
    try {
      step = unpacked.next();
    } catch (error) {
      throw damaged(path, 'zstd', 'an end in the middle of a frame', error);
    }
    if (step.done === true) return;
    if (step.value.length > 0) {
      idle = 0;
      yield step.value;
    } else if (++idle > IDLE_STEPS) {
      throw damaged(path, 'zstd', 'a damaged frame, or a window of more than 128 MiB');
    }
  }
};

/** Unpacks gzip members. */
export const unwrapGzip: Unwrap = async function* (path, packed) {
  const gunzip = createGunzip();
  // A failure reaches the reader below, because it destroys the stream that is read.
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
