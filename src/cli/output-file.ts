import { closeSync, fchmodSync, openSync, rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { findPlace, type OutputPlace, writingTo } from './output-place.js';
import { fileSink, type OutputSink, openPipeSink } from './output-sink.js';

const ALL_MODES = 0o7777;
const NEW_FILE_MODE = 0o666;

/** A core contains the memory of a process, so only its owner may read it. */
export const OWNER_ONLY = 0o600;

type Write = (bytes: string | Uint8Array) => Promise<void>;

const unfinished = new Set<string>();

/** Removes temporary files; for signal handlers. */
export function discardUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}

/**
 * Writes a file completely or not at all: into a temporary file beside it, which is renamed over it. A device or pipe is
 * written directly. Throws an output `Failure`.
 *
 * @param produce writes the content piece by piece; if it throws, the old file stays
 * @param maxMode maximum permissions of the file
 */
export async function writeWhole<T>(
  path: string,
  produce: (write: Write) => Promise<T>,
  maxMode: number = ALL_MODES,
): Promise<T> {
  const place = await writingTo(path, () => findPlace(path));
  const file = await writingTo(path, () => openPlace(place, maxMode));
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

/** Throws the `Failure` that {@link writeWhole} would throw for an unusable path; called before the work, not after it. */
export async function checkWritable(path: string): Promise<void> {
  const place = await writingTo(path, () => findPlace(path));
  await writingTo(path, () => {
    if (place.temporary === null) return;
    closeSync(createTemporary(place.temporary, place.mode, ALL_MODES));
    rmSync(place.temporary);
  });
}

/** Creates a folder unless it exists. */
export async function makeFolder(path: string): Promise<void> {
  await writingTo(path, () => mkdir(path, { recursive: true }));
}

async function openPlace(
  { path, temporary, isPipe, mode }: OutputPlace,
  maxMode: number,
): Promise<OutputSink> {
  if (isPipe) return await openPipeSink(path);
  if (temporary === null) return fileSink(openSync(path, 'w'));
  // Synchronously: no signal is handled between creation and registration.
  const fd = createTemporary(temporary, mode, maxMode);
  unfinished.add(temporary);
  return fileSink(fd);
}

function createTemporary(path: string, mode: number | null, maxMode: number): number {
  // Never with more permissions than at the end: a process that has opened a file can keep reading it.
  const fd = openSync(path, 'wx', (mode ?? NEW_FILE_MODE) & maxMode);
  if (mode !== null) fchmodSync(fd, mode & maxMode);
  return fd;
}
