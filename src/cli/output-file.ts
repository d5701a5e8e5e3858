import { closeSync, fchmodSync, openSync, rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { findPlace, type OutputPlace, writingTo } from './output-place.js';
import { fileSink, type OutputSink, openPipeSink } from './output-sink.js';

const ALL_MODES = 0o7777;
const NEW_FILE_MODE = 0o666;

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
 * @param mostMode the most permissions that the file may have
 */
export async function writeWhole<T>(
  path: string,
  produce: (write: Write) => Promise<T>,
  mostMode: number = ALL_MODES,
): Promise<T> {
  const place = await writingTo(path, () => findPlace(path));
  const file = await writingTo(path, () => openPlace(place, mostMode));
  const write: Write = (bytes) =>
    writingTo(path, () => file.write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes));
  try {
    const result = await produce(write);
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
    if (place.temporary === null) return;
    closeSync(createTemporary(place.temporary, place.mode, ALL_MODES));
    rmSync(place.temporary);
  });
}

/** Makes a folder where there is none. */
export async function makeFolder(path: string): Promise<void> {
  await writingTo(path, () => mkdir(path, { recursive: true }));
}

async function openPlace(
  { path, temporary, isPipe, mode }: OutputPlace,
  mostMode: number,
): Promise<OutputSink> {
  if (isPipe) return await openPipeSink(path);
  if (temporary === null) return fileSink(openSync(path, 'w'));
  // At one go: no signal is handled between a file's coming and its being known of.
  const fd = createTemporary(temporary, mode, mostMode);
  unfinished.add(temporary);
  return fileSink(fd);
}

function createTemporary(path: string, mode: number | null, mostMode: number): number {
  // Never with more permissions than at the end: a process that opens a file may read it ever after.
  const fd = openSync(path, 'wx', (mode ?? NEW_FILE_MODE) & mostMode);
  if (mode !== null) fchmodSync(fd, mode & mostMode);
  return fd;
}
