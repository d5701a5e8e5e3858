import type { AddressRange } from './address-range.js';
import type { ByteSource } from './byte-source.js';
import { pageAlignedBytes } from './file-bytes.js';
import { WINDOW_BYTES } from './page-windows.js';

/** Part of a byte source, at most one window long. */
export interface Stretch {
  readonly position: number;
  readonly length: number;
}

/** A stretch and its bytes: fewer than its length only at the end of the data, valid until the next is requested. */
export type Filled<T extends Stretch> = readonly [stretch: T, bytes: Uint8Array];

/**
 * Yields the stretches of a range, one window each. With `skipHoles` windows that are all hole are left out, but for the
 * last stretch, at which a reader detects the end of the data.
 */
export function* stretchesOf(
  bytes: ByteSource,
  { start, end }: AddressRange,
  skipHoles: boolean,
): Generator<Stretch> {
  for (let position = start; position < end; position += WINDOW_BYTES) {
    if (skipHoles) {
      const hole = Math.min(bytes.nextData(position), end - 1) - position;
      position += hole - (hole % WINDOW_BYTES);
    }
    yield { position, length: Math.min(WINDOW_BYTES, end - position) };
  }
}

/** Reads stretches in order. Each is read while the caller processes the one before it. */
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
  let inFlight: Promise<Filled<T>> | undefined;
  try {
    for (const stretch of stretches) {
      const filled = await inFlight;
      inFlight = fill(stretch);
      // A failed read is reported when it is awaited; before that it must not count as an unhandled rejection.
      inFlight.catch(() => {});
      if (filled !== undefined) yield filled;
    }
    if (inFlight !== undefined) yield await inFlight;
  } finally {
    await inFlight?.catch(() => {});
  }
}
