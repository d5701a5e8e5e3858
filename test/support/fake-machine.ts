import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Files of proc and sysfs below a folder, as far as a live run looks at them. */
export function fakeMachine(root: string, more: Readonly<Record<string, string>> = {}): string {
  const thp = 'sys/kernel/mm/transparent_hugepage';
  const files = {
    'proc/sys/vm/swappiness': '60\n',
    'proc/sys/vm/page-cluster': '3\n',
    [`${thp}/hugepages-64kB/enabled`]: 'always inherit [madvise] never\n',
    [`${thp}/hugepages-2048kB/enabled`]: 'always [inherit] madvise never\n',
    // A size that only shmem has.
    [`${thp}/hugepages-8kB/stats/swpout`]: '0\n',
    'sys/module/zswap/parameters/enabled': 'N\n',
    'sys/module/zswap/parameters/compressor': 'lzo\n',
    'proc/swaps': 'Filename\tType\tSize\tUsed\tPriority\n',
    'sys/fs/cgroup/cgroup.controllers': 'cpu memory pids\n',
    'proc/meminfo': 'MemTotal: 8388608 kB\nMemFree: 1 kB\nMemAvailable: 4194304 kB\n',
    ...more,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(`${root}/${path}`), { recursive: true });
    writeFileSync(`${root}/${path}`, text);
  }
  return root;
}

/** A shell script in place of the guest program. */
export function programDouble(folder: string, script: string): string {
  const path = `${folder}/program`;
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
