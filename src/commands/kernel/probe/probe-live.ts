import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { arch, release } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PAGE_SIZE } from '../../../common/page.js';
import { NEEDED_OPTIONS, optionsIn } from '../../../guest/kernel/config.js';
import type { KernelFacts } from './document.js';
import { CELL_OPTIONS, configFacts, FAULT_OPTIONS, KERNEL_COMPRESSORS } from './missing.js';

/** Looks at the running machine. Reads files of proc and sysfs, and nothing else. */
export function probeLive(root = '/'): KernelFacts {
  const at = (path: string) => join(root, path);
  const config = configText(root);
  const loaded = text(at('proc/crypto'));
  return {
    release: release(),
    arch: arch(),
    zswap: existsSync(at('sys/module/zswap/parameters/enabled')),
    // Not mounted, or for root alone.
    debugfs: existsSync(at('sys/kernel/debug/block')) || null,
    compressors: KERNEL_COMPRESSORS.filter(
      (name) => isLoaded(loaded, name) || isBuilt(config, name),
    ),
    folioPages: folioPages(at('sys/kernel/mm/transparent_hugepage')),
    ...memcgFacts(root),
    nodes: Math.max(1, names(at('sys/devices/system/node'), /^node\d+$/).length),
    failNth: existsSync(at('proc/thread-self/fail-nth')),
    config:
      config === null
        ? null
        : configFacts(config, [...NEEDED_OPTIONS, ...CELL_OPTIONS, ...FAULT_OPTIONS]),
  };
}

function isLoaded(crypto: string, compressor: string): boolean {
  return new RegExp(`^name\\s*: ${compressor}$`, 'm').test(crypto);
}

/** Also as a module that is loaded on demand. */
function isBuilt(config: string | null, compressor: string): boolean {
  const option = `CONFIG_CRYPTO_${compressor.replace('-rle', '').toUpperCase()}`;
  return config !== null && optionsIn(config).has(option);
}

function memcgFacts(root: string): Pick<KernelFacts, 'cgroup' | 'memcgMax' | 'memcgWriteback'> {
  const top = join(root, 'sys/fs/cgroup');
  if (!existsSync(join(top, 'cgroup.controllers'))) {
    const cgroup = existsSync(join(top, 'memory')) ? 'v1' : 'none';
    return { cgroup, memcgMax: null, memcgWriteback: null };
  }
  const memory = text(join(top, 'cgroup.controllers')).split(/\s/).includes('memory');
  // The files are in every memcg but the root.
  const child = names(top, /./).find((name) => existsSync(join(top, name, 'memory.max')));
  const has = (file: string) => (child === undefined ? null : existsSync(join(top, child, file)));
  return {
    cgroup: memory ? 'v2' : 'v2 without the memory controller',
    memcgMax: has('memory.zswap.max'),
    memcgWriteback: has('memory.zswap.writeback'),
  };
}

function folioPages(folder: string): number[] {
  return names(folder, /^hugepages-\d+kB$/)
    .filter((name) => existsSync(join(folder, name, 'enabled')))
    .map((name) => (Number(/\d+/.exec(name)?.[0]) * 1024) / PAGE_SIZE)
    .sort((a, b) => a - b);
}

function configText(root: string): string | null {
  const packed = join(root, 'proc/config.gz');
  if (readable(packed)) return gunzipSync(readFileSync(packed)).toString('utf8');
  const plain = join(root, `boot/config-${release()}`);
  return readable(plain) ? text(plain) : null;
}

/** Empty for a file that cannot be read. */
function text(path: string): string {
  return readable(path) ? readFileSync(path, 'utf8') : '';
}

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function names(folder: string, pattern: RegExp): string[] {
  return readable(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : [];
}
