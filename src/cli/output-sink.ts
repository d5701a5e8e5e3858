import { close, write } from 'node:fs';
import { promisify } from 'node:util';

/** An open output. */
export interface OutputSink {
  /** Writes all of the bytes. */
  write(bytes: Uint8Array): Promise<void>;
  /** Closes it; may be called twice. */
  close(): Promise<void>;
}

type Done = (error?: Error | null) => void;

/** Sink of an open file or device. */
export function fileSink(fd: number): OutputSink {
  const writeSome = promisify(write);
  let isOpen = true;
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) {
        at += (await writeSome(fd, bytes, at, bytes.length - at, null)).bytesWritten;
      }
    },
    async close() {
      if (!isOpen) return;
      // Before the call: the descriptor may be reused as soon as it is closed.
      isOpen = false;
      await promisify(close)(fd);
    },
  };
}

/** Opens a FIFO as soon as it has a reader. */
export async function openPipeSink(path: string): Promise<OutputSink> {
  const { openWritablePipe } = await import('../common/pipes.js');
  const pipe = await openWritablePipe(path);
  // Each write reports its own error.
  pipe.on('error', () => {});
  return {
    write: promisify((bytes: Uint8Array, done: Done) => {
      pipe.write(bytes, done);
    }),
    close: promisify((done: Done) => {
      if (pipe.writableFinished) done();
      else pipe.end(done);
    }),
  };
}
