import type { ByteSource } from './byte-source.js';
import { pageAlignedBytes } from './file-bytes.js';
import { WINDOW_BYTES } from './page-windows.js';

/** A stretch of a byte source, of one window at most. */
export interface Stretch {
  readonly position: number;
  readonly length: number;
}

/** A stretch and its bytes, fewer than its length only at the end of the data; valid until the next is asked for. */
export type Filled<T extends Stretch> = readonly [stretch: T, bytes: Uint8Array];

/**
 * The stretches of `start` .. `end`, a window each, without whole windows of hole. The last one always comes: with it a
 * reader sees where the data ends.
 */
export function* stretchesOf(bytes: ByteSource, start: number, end: number): Generator<Stretch> {
  for (let position = start; position < end; position += WINDOW_BYTES) {
    const hole = Math.min(bytes.nextData(position), end - 1) - position;
    position += hole - (hole % WINDOW_BYTES);
    yield { position, length: Math.min(WINDOW_BYTES, end - position) };
  }
}

/** Reads stretches in their order, each while its predecessor is worked on. */
export async function* readAhead<T extends Stretch>(
  bytes: ByteSource,
  stretches: Iterable<T>,
): AsyncGenerator<Filled<T>> {
  const buffers = [0, 1].map(() =>
    bytes.sparse ? pageAlignedBytes(WINDOW_BYTES) : new Uint8Array(WINDOW_BYTES),
  );
  const fill = async (stretch: T): Promise<Filled<T>> => {
    const target = buffers[0].subarray(0, stretch.length);
    buffers.reverse();
    return [stretch, target.subarray(0, await bytes.read(target, stretch.position))];
  };
  let underWay: Promise<Filled<T>> | undefined;
  try {
    for (const stretch of stretches) {
      const filled = await underWay;
      underWay = fill(stretch);
      // Whoever waits for it hears of a failure; until then nobody does.
      underWay.catch(() => {});
      if (filled !== undefined) yield filled;
    }
    if (underWay !== undefined) yield await underWay;
  } finally {
    await underWay?.catch(() => {});
  }
}
