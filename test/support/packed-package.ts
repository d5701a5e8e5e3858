import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './program.js';

export interface PackedPackage {
  readonly tarball: string;
  /** Folder with the package, and its dependencies, in `node_modules`. */
  readonly project: string;
}

/** Packs the project and installs the tarball in a folder; dependencies are links to the project's own. */
export function packAndInstall(folder: string): PackedPackage {
  const npm = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const name = execFileSync('npm', npm, { cwd: ROOT, encoding: 'utf8' }).trim();
  const tarball = join(folder, name);
  execFileSync('tar', ['xzf', tarball, '-C', folder]);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  renameSync(join(folder, 'package'), join(modules, 'zswap-bench'));
  for (const each of readdirSync(join(ROOT, 'node_modules'))) {
    if (!each.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', each), join(modules, each));
  }
  return { tarball, project: folder };
}
