import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemReason } from '../common/environment.js';
import { Failure, outputFailure } from '../common/errors.js';

/** Destination of the bytes of an output file. */
export interface OutputPlace {
  readonly path: string;
  /** Temporary file, which is renamed at the end; null for a device or pipe. */
  readonly temporary: string | null;
  readonly isPipe: boolean;
  /** Permissions of the replaced file; null if there is none. */
  readonly mode: number | null;
}

/** Resolves a path to its place. Follows links, so that their target is replaced. */
export function findPlace(asked: string): OutputPlace {
  if (asked === '') throw new Error('an empty name');
  const facts = statSync(asked, { throwIfNoEntry: false });
  if (facts?.isDirectory()) throw new Error('a directory');
  // Unresolved: if /dev/stdout is a pipe, the target of the link is no file name.
  if (facts !== undefined && !facts.isFile()) {
    return { path: asked, temporary: null, isPipe: facts.isFIFO(), mode: null };
  }
  // A read-only file must fail here: rename() ignores its permissions.
  if (facts !== undefined) closeSync(openSync(asked, 'r+'));
  const path = followLinks(asked);
  return {
    path,
    temporary: join(dirname(path), temporaryName()),
    isPipe: false,
    mode: facts === undefined ? null : facts.mode & 0o7777,
  };
}

/** Returns a name that is not derived from the output's, which may have the maximum length. */
function temporaryName(): string {
  return `.zswap-bench.${randomBytes(6).toString('hex')}.tmp`;
}

function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  // A dangling link names a file to create.
  let target: string;
  try {
    target = readlinkSync(path);
  } catch {
    return resolve(path);
  }
  return followLinks(resolve(dirname(path), target));
}

/** Runs a step of writing to `path`; turns an error into a `Failure` about that path. */
export async function writingTo<T>(path: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof Failure ? error : cannotWrite(path, error as Error);
  }
}

/** Returns the `Failure` of an output. `path` is the argument as given. */
export function cannotWrite(path: string, error: Error): Failure {
  return outputFailure(
    {
      subject: path,
      expected: 'a writable file',
      found: systemReason(error) ?? error.message,
      remedy: 'name a file in a folder that exists, is writable and has room',
    },
    error,
  );
}
