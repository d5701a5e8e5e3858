import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The parameters of the running machine that a guest program may change: those that guest/settings.c writes. The guest
// changes none that is not in the journal.

/** A parameter and its value. */
export interface KernelParameter {
  readonly path: string;
  readonly value: string;
}

const THP = '/sys/kernel/mm/transparent_hugepage';
const ZSWAP = '/sys/module/zswap/parameters';

const BEFORE_SIZES: readonly string[] = [
  ...[
    ...['swappiness', 'page-cluster', 'overcommit_memory', 'max_map_count'],
    ...['watermark_boost_factor', 'compaction_proactiveness'],
  ].map((name) => `/proc/sys/vm/${name}`),
  '/proc/sys/kernel/numa_balancing',
  `${THP}/khugepaged/scan_sleep_millisecs`,
  `${THP}/shrink_underused`,
];

// In the order in which they are put back: zswap takes a compressor as long as it is enabled.
const AFTER_SIZES: readonly string[] = [
  ...['zpool', 'compressor', 'max_pool_percent', 'accept_threshold_percent'],
  ...['shrinker_enabled', 'enabled'],
].map((name) => `${ZSWAP}/${name}`);

/**
 * All parameters that the kernel has, with their values.
 *
 * @param root folder that holds proc and sys
 */
export function kernelParameters(root = '/'): KernelParameter[] {
  const paths = [...BEFORE_SIZES, ...folioSizeFiles(root), ...AFTER_SIZES];
  return paths
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, value: readParameter(path, root) }));
}

/** Sizes that only shmem has lack the file. */
function folioSizeFiles(root: string): string[] {
  const folder = join(root, THP);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^hugepages-\d+kB$/.test(name))
    .sort()
    .map((name) => `${THP}/${name}/enabled`);
}

/** The value, of a list of words the one in brackets. */
export function readParameter(path: string, root = '/'): string {
  const text = readFileSync(join(root, path), 'utf8').trim();
  return /\[([^\]]+)\]/.exec(text)?.[1] ?? text;
}

export function writeParameter({ path, value }: KernelParameter, root = '/'): void {
  writeFileSync(join(root, path), value);
}
