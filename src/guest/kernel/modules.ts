import { decompressed } from './decompress.js';
import type { KernelFiles } from './kernel-files.js';

/** A module, ready to be loaded. */
export interface KernelModule {
  readonly name: string;
  /** An uncompressed ELF object. */
  readonly content: Uint8Array;
}

/**
 * The modules behind some names and all that they depend on, each after its dependencies. A name without a file is left
 * out: it is built in, or the kernel has not got it, which shows when it is used. Dependencies are read from the modules
 * themselves, so that neither depmod nor modules.dep is needed.
 */
export async function resolveModules(
  files: KernelFiles,
  names: readonly string[],
): Promise<KernelModule[]> {
  const paths = new Map<string, string>();
  for (const path of files.paths) {
    const name = moduleName(path);
    if (name !== null) paths.set(name, path);
  }
  const ordered: KernelModule[] = [];
  const seen = new Set<string>();
  const add = async (name: string): Promise<void> => {
    const path = paths.get(name);
    if (path === undefined || seen.has(name)) return;
    seen.add(name);
    const content = await decompressed(path, files.read(path));
    for (const dependency of dependenciesOf(content)) await add(dependency);
    ordered.push({ name, content });
  };
  for (const name of names) await add(name.replaceAll('-', '_'));
  return ordered;
}

/** `lzo_rle` for a path that ends in `lzo-rle.ko.xz`; null for another file. */
function moduleName(path: string): string | null {
  const match = /([^/]+)\.ko(\.(xz|zst|gz))?$/.exec(path);
  return match === null ? null : match[1].replaceAll('-', '_');
}

/** Names in a module's .modinfo: what it needs, and what it wants before itself (`softdep`). */
export function dependenciesOf(module: Uint8Array): string[] {
  const text = Buffer.from(module.buffer, module.byteOffset, module.length).toString('latin1');
  const names: string[] = [];
  for (const [, list] of text.matchAll(/\0depends=([\w,-]*)(?=\0)/g)) {
    names.push(...list.split(','));
  }
  for (const [, list] of text.matchAll(/\0softdep=pre: ([\w -]*)/g)) names.push(...list.split(' '));
  return names.filter((name) => name !== '').map((name) => name.replaceAll('-', '_'));
}
