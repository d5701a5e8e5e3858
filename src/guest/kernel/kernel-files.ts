import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that come with a kernel: a folder, or packages that were not unpacked. */
export interface KernelFiles {
  /** Paths of files that may be of interest, without a leading slash. */
  readonly paths: readonly string[];
  /** The content of one of {@link paths}. */
  read(path: string): Uint8Array;
}

/** Where packages put modules, images and configs. */
const PARTS = ['boot', 'lib/modules', 'usr/lib/modules'];

/** A folder into which packages were unpacked, or the root of a system. */
export function unpackedFolder(folder: string): KernelFiles {
  return {
    paths: PARTS.flatMap((part) => filesBelow(folder, part)),
    read: (path) => readFileSync(join(folder, path)),
  };
}

/** A folder of modules, `/lib/modules/RELEASE`. */
export function modulesFolder(folder: string): KernelFiles {
  return {
    paths: filesBelow(folder, ''),
    read: (path) => readFileSync(join(folder, path)),
  };
}

/** Files below a part of a folder. Links to folders (`build`, `source`) are not followed. */
function filesBelow(folder: string, part: string): string[] {
  if (!existsSync(join(folder, part))) return [];
  return readdirSync(join(folder, part), { withFileTypes: true }).flatMap((entry) => {
    const path = part === '' ? entry.name : `${part}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, path);
    return entry.isFile() ? [path] : [];
  });
}
