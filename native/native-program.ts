import { spawnSync } from 'node:child_process';
import { renameSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCES = ['native.c', 'codecs.c', 'codecs.h'].map((file) =>
  fileURLToPath(new URL(`../../native/${file}`, import.meta.url)),
);
const PROGRAM = fileURLToPath(new URL('native', import.meta.url));

/** The built program of native.c, whose first lines say what it does, or why there is none. */
export type NativeProgram = { readonly path: string } | { readonly missing: string };

/** Builds native.c where gcc and the libraries are installed, unless that is done. */
export function nativeProgram(): NativeProgram {
  if (modified(PROGRAM) > Math.max(...SOURCES.map(modified))) return { path: PROGRAM };
  const made = `${PROGRAM}.${process.pid}.tmp`;
  const args = [
    '-O2',
    '-Wall',
    '-o',
    made,
    ...SOURCES.filter((path) => path.endsWith('.c')),
    '-llz4',
    '-llzo2',
    '-lzstd',
    '-lz',
  ];
  const { status, stderr, error } = spawnSync('gcc', args, { encoding: 'utf8' });
  if (status !== 0) {
    const reason = error?.message ?? stderr.split('\n').find((line) => line.includes('error'));
    return {
      missing: `no gcc with liblz4-dev, liblzo2-dev, libzstd-dev and zlib1g-dev: ${reason}`,
    };
  }
  renameSync(made, PROGRAM);
  return { path: PROGRAM };
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
