import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';

const STDOUT_FD = 1;

/**
 * Returns a stdout that writes everything or emits an error. The stdout of Node does so for pipes and terminals; to a file
 * or device it calls write(2) once per chunk and ignores how many bytes were written.
 */
export function completeStdout(): NodeJS.WritableStream {
  const facts = fstatSync(STDOUT_FD);
  if (facts.isFIFO() || facts.isSocket() || process.stdout.isTTY) return process.stdout;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        for (let at = 0; at < chunk.length; ) at += writeSync(STDOUT_FD, chunk, at);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
