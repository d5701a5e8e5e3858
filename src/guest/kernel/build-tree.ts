import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KernelFiles } from './kernel-files.js';

export const BUILD_TREE_IMAGE = 'arch/x86/boot/bzImage';
const MODULES_ORDER = 'modules.order';

/** Whether a folder is a kernel's build tree. */
export function isBuildTree(folder: string): boolean {
  return existsSync(join(folder, 'Kbuild')) || existsSync(join(folder, BUILD_TREE_IMAGE));
}

/** A kernel's build tree: its image, its config, and the modules that modules.order lists. */
export function buildTree(folder: string): KernelFiles {
  const has = (path: string) => existsSync(join(folder, path));
  const modules = has(MODULES_ORDER)
    ? readFileSync(join(folder, MODULES_ORDER), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        // Objects, where modules were not linked last time.
        .map((line) => line.replace(/\.o$/, '.ko'))
    : [];
  return {
    paths: [BUILD_TREE_IMAGE, '.config', 'modules.builtin', ...modules].filter(has),
    read: (path) => readFileSync(join(folder, path)),
  };
}
