import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const VARIABLE = 'ZSWAP_BENCH_TEST_KERNEL';

/** A real kernel to boot in tests, or why there is none. */
export type TestKernel = { readonly path: string } | { readonly missing: string };

export function testKernel(): TestKernel {
  const path = process.env[VARIABLE];
  if (path === undefined || !existsSync(path)) {
    return {
      missing: `no kernel: set ${VARIABLE} to an image, a folder of unpacked packages or a build tree`,
    };
  }
  for (const program of ['qemu-system-x86_64', 'cc']) {
    const { error } = spawnSync(program, ['--version']);
    if (error !== undefined) return { missing: `no ${program}` };
  }
  return { path };
}
