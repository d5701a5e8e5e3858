import { readFileSync, statSync } from 'node:fs';
import { guestFailure } from '../guest-failure.js';
import { BUILD_TREE_IMAGE, buildTree, isBuildTree } from './build-tree.js';
import { checkConfig } from './config.js';
import { releaseOf } from './image.js';
import { type KernelFiles, modulesFolder, unpackedFolder } from './kernel-files.js';
import { isPackage, readPackages } from './packages.js';

/** A kernel that can be booted. */
export interface OpenedKernel {
  /** As the user named it. */
  readonly path: string;
  /** `uname -r`. */
  readonly release: string;
  readonly image: Uint8Array;
  /** Its modules among them. */
  readonly files: KernelFiles;
  /** Null where none came with it. */
  readonly config: string | null;
}

/** Where a kernel comes from. */
export interface KernelPlace {
  /** An image, a folder of unpacked packages, a build tree, or packages. */
  readonly paths: readonly string[];
  /** Modules for an image: `/lib/modules/RELEASE`. */
  readonly modules?: string;
}

/** Finds a kernel's image, modules and config. Throws a `Failure` for what is none, and for a config that lacks an option. */
export async function openKernel({ paths, modules }: KernelPlace): Promise<OpenedKernel> {
  const path = paths.join(' ');
  const files = await filesAt(paths, modules);
  const image = imageOf(paths, files);
  const release = releaseOf(image, path);
  const config = configOf(files, release);
  if (config !== null) checkConfig(config, path);
  return { path, release, image, files: filesOfRelease(files, release), config };
}

async function filesAt(paths: readonly string[], modules?: string): Promise<KernelFiles> {
  if (paths.every(isPackage)) return await readPackages(paths);
  const [path] = paths;
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined || paths.length > 1) {
    throw noKernel(
      path,
      facts === undefined ? 'no such file' : 'several, not all of them packages',
    );
  }
  if (!facts.isDirectory()) {
    return modules === undefined ? { paths: [], read: readFileSync } : modulesFolder(modules);
  }
  return isBuildTree(path) ? buildTree(path) : unpackedFolder(path);
}

function imageOf(paths: readonly string[], files: KernelFiles): Uint8Array {
  const [path] = paths;
  if (!isPackage(path) && statSync(path).isFile()) return readFileSync(path);
  const images = files.paths.filter(
    (file) => file === BUILD_TREE_IMAGE || /(^|\/)vmlinuz(-[^/]*)?$/.test(file),
  );
  if (images.length !== 1) {
    throw noKernel(paths.join(' '), images.length === 0 ? 'none' : images.join(', '));
  }
  return files.read(images[0]);
}

/** Of several kernels' modules those of this one; all of a folder that is not sorted by release. */
function filesOfRelease(files: KernelFiles, release: string): KernelFiles {
  const own = `lib/modules/${release}/`;
  const sorted = files.paths.some((path) => path.includes(own));
  return sorted ? { ...files, paths: files.paths.filter((path) => path.includes(own)) } : files;
}

function configOf(files: KernelFiles, release: string): string | null {
  const names = ['.config', `boot/config-${release}`, `lib/modules/${release}/config`, 'config'];
  const path = files.paths.find((file) =>
    names.some((name) => file === name || file.endsWith(`/${name}`)),
  );
  return path === undefined ? null : Buffer.from(files.read(path)).toString('utf8');
}

function noKernel(subject: string, found: string) {
  return guestFailure({
    subject,
    expected: 'one kernel image',
    found,
    remedy: 'name a bzImage or vmlinuz, a folder of unpacked packages, packages, or a build tree',
  });
}
