import { realpathSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { inputFailure } from '../errors.js';

type Write = (bytes: string | Uint8Array) => Promise<void>;

const unfinished = new Set<string>();

/** Removes what an ended process would leave half written. For signal handlers. */
export function discardUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}

/**
 * Writes a file whole or not at all: beside it first, then renamed over it. A device or pipe is written directly.
 *
 * @param produce writes the content piece by piece; if it throws, the old file stays
 */
export async function writeWhole<T>(
  path: string,
  produce: (write: Write) => Promise<T>,
): Promise<T> {
  const target = describe(path);
  const temporary = target.special ? target.path : `${target.path}.${process.pid}.tmp`;
  let file: FileHandle;
  try {
    file = await open(temporary, target.special ? 'w' : 'wx');
  } catch (error) {
    throw inputFailure(
      {
        subject: path,
        expected: 'a place to write to',
        found: (error as Error).message.replace(temporary, path),
        remedy: 'name a file in a folder that exists and is writable',
      },
      error,
    );
  }
  if (!target.special) unfinished.add(temporary);
  try {
    const result = await produce(async (bytes) => {
      const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      for (let at = 0; at < data.length; ) {
        at += (await file.write(data, at, data.length - at)).bytesWritten;
      }
    });
    await file.close();
    if (!target.special) await rename(temporary, target.path);
    return result;
  } catch (error) {
    await file.close().catch(() => {});
    if (!target.special) await rm(temporary, { force: true });
    throw error;
  } finally {
    unfinished.delete(temporary);
  }
}

/** Follows links, so that what they name is replaced and not the link. */
function describe(path: string): { path: string; special: boolean } {
  try {
    const real = realpathSync(path);
    return { path: real, special: !statSync(real).isFile() };
  } catch {
    return { path, special: false };
  }
}
