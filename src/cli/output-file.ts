import { rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { findPlace, type OutputPlace, writingTo } from './output-place.js';

type Write = (bytes: string | Uint8Array) => Promise<void>;

const unfinished = new Set<string>();

/** Removes what an ended process would leave half written. For signal handlers. */
export function discardUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}

/**
 * Writes a file whole or not at all: beside it first, then renamed over it. A device or pipe is written directly. Throws
 * a `Failure` where that is not possible.
 *
 * @param produce writes the content piece by piece; if it throws, the old file stays
 */
export async function writeWhole<T>(
  path: string,
  produce: (write: Write) => Promise<T>,
): Promise<T> {
  const place = await writingTo(path, () => findPlace(path));
  const file = await writingTo(path, () => openPlace(place));
  try {
    const result = await produce((bytes) => writingTo(path, () => writeAll(file, bytes)));
    await writingTo(path, async () => {
      await file.close();
      if (place.temporary !== null) await rename(place.temporary, place.path);
    });
    return result;
  } catch (error) {
    await file.close().catch(() => {});
    if (place.temporary !== null) await rm(place.temporary, { force: true });
    throw error;
  } finally {
    if (place.temporary !== null) unfinished.delete(place.temporary);
  }
}

/** Throws what {@link writeWhole} would for want of a place to write to: before the work that is for it, not after. */
export async function checkWritable(path: string): Promise<void> {
  const place = await writingTo(path, () => findPlace(path));
  const { temporary } = place;
  if (temporary === null) return;
  await writingTo(path, async () => {
    await (await openPlace(place)).close();
    await rm(temporary);
    unfinished.delete(temporary);
  });
}

/** Makes a folder where there is none. */
export async function makeFolder(path: string): Promise<void> {
  await writingTo(path, () => mkdir(path, { recursive: true }));
}

async function openPlace({ path, temporary, mode }: OutputPlace): Promise<FileHandle> {
  if (temporary === null) return await open(path, 'w');
  const file = await open(temporary, 'wx');
  unfinished.add(temporary);
  if (mode !== null) await file.chmod(mode);
  return file;
}

async function writeAll(file: FileHandle, bytes: string | Uint8Array): Promise<void> {
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  for (let at = 0; at < data.length; ) {
    at += (await file.write(data, at, data.length - at)).bytesWritten;
  }
}
