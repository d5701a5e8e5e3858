import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { openRegularFile } from '../../src/corpus/file-bytes.js';

/** Writes a sparse file with the given pieces and returns its path. */
export function sparseFile(
  path: string,
  length: number,
  pieces: readonly (readonly [position: number, bytes: Uint8Array])[],
): string {
  const file = openSync(path, 'w');
  ftruncateSync(file, length);
  for (const [position, bytes] of pieces) writeSync(file, bytes, 0, bytes.length, position);
  closeSync(file);
  return path;
}

/** Returns why tests of sparse files are skipped; false if `path`, written with a hole, is sparse. */
export async function withoutSparseFiles(path: string): Promise<string | false> {
  const probe = await openRegularFile(path);
  await probe.close();
  return probe.sparse ? false : 'the file system of temporary files has no holes';
}
