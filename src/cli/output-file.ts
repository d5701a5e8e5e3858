import { chmodSync, closeSync, openSync, rmSync } from 'node:fs';
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
  await writingTo(path, () => {
    if (place.temporary !== null) rmSync(createTemporary(place.temporary, place.mode));
  });
}

/** Makes a folder where there is none. */
export async function makeFolder(path: string): Promise<void> {
  await writingTo(path, () => mkdir(path, { recursive: true }));
}

async function openPlace({ path, temporary, mode }: OutputPlace): Promise<FileHandle> {
  if (temporary === null) return await open(path, 'w');
  unfinished.add(createTemporary(temporary, mode));
  // It is there by now: were it removed by a signal's handler, this must not make it anew.
  return await open(temporary, 'r+');
}

/** At one go: no signal is handled between a file's coming and its being known of. */
function createTemporary(path: string, mode: number | null): string {
  closeSync(openSync(path, 'wx'));
  if (mode !== null) chmodSync(path, mode);
  return path;
}

async function writeAll(file: FileHandle, bytes: string | Uint8Array): Promise<void> {
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  for (let at = 0; at < data.length; ) {
    at += (await file.write(data, at, data.length - at)).bytesWritten;
  }
}
