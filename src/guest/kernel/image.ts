import { guestFailure } from '../guest-failure.js';

// Source: Documentation/arch/x86/boot.rst, v6.18.
const MAGIC_OFFSET = 0x202;
const VERSION_POINTER_OFFSET = 0x20e;
/** The pointer lacks the boot sector. */
const SETUP_OFFSET = 0x200;
const MAGIC = 'HdrS';
const MAX_VERSION_BYTES = 256;

/** The release in a bzImage of x86, as `uname -r` has it. Throws a `Failure` for any other file. */
export function releaseOf(image: Uint8Array, path: string): string {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.length);
  if (bytes.toString('latin1', MAGIC_OFFSET, MAGIC_OFFSET + MAGIC.length) !== MAGIC) {
    throw notAnImage(path, describe(bytes));
  }
  const at = bytes.readUInt16LE(VERSION_POINTER_OFFSET) + SETUP_OFFSET;
  // "6.18.15 (builder@machine) #1 SMP ..."
  const version = bytes.toString('latin1', at, at + MAX_VERSION_BYTES).split('\0', 1)[0];
  const release = version.split(' ', 1)[0];
  if (!/^\d+\.\d+[\w.+~-]*$/.test(release)) {
    throw notAnImage(path, 'a boot header without a kernel release');
  }
  return release;
}

/** Magic numbers of the image headers of other architectures (Documentation/arch/arm64/booting.rst, riscv/boot-image-header.rst). */
const FOREIGN: readonly (readonly [offset: number, magic: string, name: string])[] = [
  [0x38, 'ARM\x64', 'a kernel image for arm64'],
  [0x38, 'RSC\x05', 'a kernel image for riscv'],
  [4, 'zimg', 'an EFI zboot image (CONFIG_EFI_ZBOOT), as of arm64'],
  [0, '\x1f\x8b', 'a file compressed with gzip (an Image.gz, as of arm64)'],
];

function describe(bytes: Buffer): string {
  const foreign = FOREIGN.find(
    ([offset, magic]) => bytes.toString('latin1', offset, offset + magic.length) === magic,
  );
  if (foreign !== undefined) return foreign[2];
  if (bytes.toString('latin1', 1, 4) === 'ELF') return 'an ELF file (a vmlinux, or a module)';
  return `${bytes.length} bytes without the boot header of an x86 kernel`;
}

function notAnImage(path: string, found: string) {
  return guestFailure({
    subject: path,
    expected: 'a bzImage or vmlinuz for x86-64',
    found,
    remedy: 'name a kernel image, a folder or packages with one, or a kernel build tree',
  });
}
