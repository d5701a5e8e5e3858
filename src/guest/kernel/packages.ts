import { streamTool, type Tool } from '../run-tool.js';
import type { ArchiveOptions, ArchiveReader } from './archive-reader.js';
import { CpioReader } from './cpio-reader.js';
import type { KernelFiles } from './kernel-files.js';
import { TarReader } from './tar-reader.js';

interface PackageFormat {
  readonly suffix: string;
  readonly tool: Tool;
  args(path: string): string[];
  reader(options: ArchiveOptions): ArchiveReader;
}

// The one place to add a package format.
const FORMATS: readonly PackageFormat[] = [
  {
    suffix: '.deb',
    tool: { program: 'dpkg-deb', debianPackage: 'dpkg' },
    args: (path) => ['--fsys-tarfile', path],
    reader: (options) => new TarReader(options),
  },
  {
    suffix: '.rpm',
    tool: { program: 'rpm2cpio', debianPackage: 'rpm2cpio' },
    args: (path) => [path],
    reader: (options) => new CpioReader(options),
  },
];

/** Whether a path is that of a package. */
export function isPackage(path: string): boolean {
  return FORMATS.some(({ suffix }) => path.endsWith(suffix));
}

/** Parts of a distribution's modules that no virtual machine with virtio disks needs; they are most of a package. */
const UNWANTED = /\/kernel\/(drivers\/(?!block\/|virtio\/|char\/)|sound\/|net\/|fs\/)/;

/** The files of packages, in memory. Nothing is unpacked on disk. */
export async function readPackages(paths: readonly string[]): Promise<KernelFiles> {
  const files = new Map<string, Uint8Array>();
  for (const path of paths) {
    const format = FORMATS.find(({ suffix }) => path.endsWith(suffix)) as PackageFormat;
    const reader = format.reader({
      wanted: (name) => /^((usr\/)?lib\/modules|boot)\//.test(name) && !UNWANTED.test(name),
      take: (name, content) => files.set(name, content),
    });
    await streamTool(format.tool, format.args(path), (piece) => reader.push(piece));
  }
  return { paths: [...files.keys()], read: (path) => files.get(path) as Uint8Array };
}
