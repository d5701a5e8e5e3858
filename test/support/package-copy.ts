import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileIn } from './files.js';
import { ROOT } from './program.js';

/** Fields of a manifest that the program needs for a corpus. */
export interface ManifestEntry {
  readonly name: string;
  readonly file: string;
  readonly pages: number;
  readonly zeroPages: number;
  readonly sha256: string;
}

/** Copies the program to a folder, with other corpora than the shipped ones; returns the launcher's path. */
export function packageCopy(
  folder: string,
  corpora: readonly ManifestEntry[],
  files: Readonly<Record<string, Uint8Array>>,
): string {
  for (const part of ['bin', 'dist/src', 'dist/assembly', 'package.json']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'corpora'));
  const entries = corpora.map((corpus) => ({ ...corpus, workload: `what ${corpus.name} does` }));
  const manifest = { schema: 'zswap-bench.corpora/1', corpora: entries };
  fileIn(folder, 'corpora/manifest.json', JSON.stringify(manifest));
  for (const [name, content] of Object.entries(files)) fileIn(folder, `corpora/${name}`, content);
  return join(folder, 'bin/zswap-bench.js');
}
