import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { inputFailure } from '../common/errors.js';

/** Decompresses a stream chunk by chunk. A chunk is valid until the next is requested. */
export type Unwrap = (path: string, packed: Iterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

// What the decoder takes at once. It is also the most that an abandoned decoder still has to work off.
const FEED_BYTES = 1 << 14;

// On damaged data the zstd decoder reports nothing and takes steps without output for ever. On sound data such a step
// takes a whole frame in, of 8 bytes or more, or all that is left.
const MOST_IDLE_STEPS = FEED_BYTES / 8 + 1;

// Unpacked bytes between two looks at the event loop, so that a signal is heard: the decoder never waits.
const SLICE_BYTES = 1 << 20;

/** Unpacks zstd frames. Needs at most the window that a frame declares, which the decoder caps at 128 MiB. */
export const unwrapZstd: Unwrap = async function* (path, packed) {
  const { ZSTDDecoder } = await import('zstddec/stream');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  let idleSteps = 0;
  let abandoned = false;
  function* feed(): Generator<Uint8Array> {
    for (const piece of packed) {
      for (let at = 0; at < piece.length; at += FEED_BYTES) {
        if (abandoned) return;
        idleSteps = 0;
        yield piece.subarray(at, at + FEED_BYTES);
      }
    }
  }
  const steps = decoder.decodeStreaming(feed());
  function next(): IteratorResult<Uint8Array> {
    for (;;) {
      let step: IteratorResult<Uint8Array>;
      try {
        step = steps.next();
      } catch (error) {
        throw damaged(path, 'zstd', 'an end in the middle of a frame', error);
      }
      if (step.done === true || step.value.length > 0) return step;
      if (++idleSteps > MOST_IDLE_STEPS) {
        throw damaged(path, 'zstd', 'a damaged frame, or a window of more than 128 MiB');
      }
    }
  }
  try {
    let sliceBytes = 0;
    for (let step = next(); step.done !== true; step = next()) {
      yield step.value;
      sliceBytes += step.value.length;
      if (sliceBytes >= SLICE_BYTES) {
        sliceBytes = 0;
        await new Promise(setImmediate);
      }
    }
  } finally {
    abandoned = true;
    endOf(next);
  }
};

/** Runs the decoder to its end, where alone it frees its memory; one that met damage has no end. */
function endOf(next: () => IteratorResult<Uint8Array>): void {
  try {
    while (next().done !== true);
  } catch {
    // Why it did not end was told before, or nobody asks any more.
  }
}

/** Unpacks gzip members. */
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
