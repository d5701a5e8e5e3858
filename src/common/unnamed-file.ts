import { closeSync, constants, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

// Linux, of every architecture that Node runs on but those that have their own O_DIRECTORY.
const O_TMPFILE = 0o20000000 | constants.O_DIRECTORY;

/** Opens a file that has no name, so that nothing is left of it however this process ends. Needs closing. */
export function openUnnamedFile(folder: string): number {
  mkdirSync(folder, { recursive: true });
  try {
    return openSync(folder, O_TMPFILE | constants.O_RDWR, 0o600);
  } catch {
    // A file system without such files: the name is there for a moment.
    const path = join(folder, `unnamed-${process.pid}-${counter++}.tmp`);
    const fd = openSync(path, 'wx+', 0o600);
    rmSync(path);
    return fd;
  }
}

let counter = 0;

/** An unnamed file with this content. */
export function unnamedFileOf(folder: string, content: Uint8Array): number {
  const fd = openUnnamedFile(folder);
  try {
    writeAt(fd, content, 0);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Writes all bytes at a position. */
export function writeAt(fd: number, content: Uint8Array, position: number): void {
  for (let at = 0; at < content.length; ) {
    at += writeSync(fd, content, at, content.length - at, position + at);
  }
}
