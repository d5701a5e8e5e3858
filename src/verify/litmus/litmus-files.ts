import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputFailure } from '../../common/errors.js';
import type { LitmusCase } from './litmus-case.js';
import { readLitmus } from './read-litmus.js';

/** Folder of the cases that come with the program. */
export const SHIPPED_LITMUS = fileURLToPath(new URL('../../../../litmus/', import.meta.url));

const ENDING = '.json';

/** Reads a case, or all cases of a folder and of the folders below it, in the order of their names. */
export async function readLitmusCases(path: string): Promise<LitmusCase[]> {
  const names = await namesBelow(path);
  if (names === null) return [await readLitmus(path, basename(path, ENDING))];
  if (names.length === 0) throw noCases(path);
  return Promise.all(
    names.map((name) => readLitmus(join(path, name), name.slice(0, -ENDING.length))),
  );
}

/** Returns the names of all JSON files below a folder, with `/`; null for a path that is no folder. */
async function namesBelow(path: string): Promise<string[] | null> {
  const facts = await stat(path).catch(() => null);
  if (facts === null || !facts.isDirectory()) return null;
  const names = await readdir(path, { recursive: true });
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(ENDING))
    .sort();
}

function noCases(path: string) {
  return inputFailure({
    subject: path,
    expected: `a folder with litmus cases, ${ENDING} files`,
    found: 'none',
    remedy: 'name another folder, or none for the shipped cases',
  });
}
