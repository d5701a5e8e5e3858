import { constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isatty, ReadStream } from 'node:tty';

// A thread of the libuv pool that blocks in open(2), read(2) or write(2) cannot be stopped: it delays process exit, also
// after a signal. Pipes are therefore opened with O_NONBLOCK, and the event loop waits for the other end.

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** Opens any file for reading. Does not wait for the writer of a FIFO. */
export function openReadable(path: string): number {
  return openSync(path, O_RDONLY | O_NONBLOCK);
}

/** Streams an open file and closes it at the end. A FIFO ends when its last writer closes it. */
export function streamOf(fd: number): Readable {
  if (isatty(fd)) return new ReadStream(fd);
  if (fstatSync(fd).isFIFO()) return new Socket({ fd, writable: false });
  return createReadStream('', { fd, highWaterMark: CHUNK_BYTES });
}

const CHUNK_BYTES = 1 << 20;

const POLL_MS = 20;

/** Opens a FIFO for writing as soon as it has a reader. */
export async function openWritablePipe(path: string): Promise<Socket> {
  for (;;) {
    try {
      return new Socket({ fd: openSync(path, O_WRONLY | O_NONBLOCK), readable: false });
    } catch (error) {
      // ENXIO: no reader yet.
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    }
    await sleep(POLL_MS);
  }
}
