import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemReason } from '../common/environment.js';
import { Failure, outputFailure } from '../common/errors.js';

/** Where the bytes of an output file go. */
export interface OutputPlace {
  readonly path: string;
  /** What is written first and then renamed; null for a device or pipe. */
  readonly temporary: string | null;
  readonly isPipe: boolean;
  /** The permissions of the file that is replaced; null if there is none. */
  readonly mode: number | null;
}

/** Follows links, so that what they name is replaced and not the link. */
export function findPlace(asked: string): OutputPlace {
  if (asked === '') throw new Error('an empty name');
  const facts = statSync(asked, { throwIfNoEntry: false });
  if (facts?.isDirectory()) throw new Error('a directory');
  // As it was asked for: where /dev/stdout is a pipe, the link's text names no file.
  if (facts !== undefined && !facts.isFile()) {
    return { path: asked, temporary: null, isPipe: facts.isFIFO(), mode: null };
  }
  // Its permissions would not keep it from being replaced.
  if (facts !== undefined) closeSync(openSync(asked, 'r+'));
  const path = followLinks(asked);
  return {
    path,
    temporary: join(dirname(path), temporaryName()),
    isPipe: false,
    mode: facts === undefined ? null : facts.mode & 0o7777,
  };
}

/** Not derived from the name of the output, which may be as long as a name can be. */
function temporaryName(): string {
  return `.zswap-bench.${randomBytes(6).toString('hex')}.tmp`;
}

function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  // What is not there yet may be named by a link all the same.
  let target: string;
  try {
    target = readlinkSync(path);
  } catch {
    return resolve(path);
  }
  return followLinks(resolve(dirname(path), target));
}

/** Runs a step of writing to `path`; what it throws becomes a `Failure` about that path. */
export async function writingTo<T>(path: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof Failure ? error : cannotWrite(path, error as Error);
  }
}

/** `path` as the user knows it. */
export function cannotWrite(path: string, error: Error): Failure {
  return outputFailure(
    {
      subject: path,
      expected: 'a place to write to',
      found: systemReason(error) ?? error.message,
      remedy: 'name a file in a folder that exists, is writable and has room',
    },
    error,
  );
}
