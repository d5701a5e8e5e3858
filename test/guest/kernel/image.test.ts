import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../../src/common/errors.js';
import { releaseOf } from '../../../src/guest/kernel/image.js';
import { tinyImage } from '../../support/kernels.js';

describe('kernel image', () => {
  it('gives the release of its boot header', () => {
    for (const release of [
      '6.18.15+deb13-amd64',
      '7.3.4',
      '6.12.0-rc1',
      '6.17.1-300.fc43.x86_64',
    ]) {
      assert.equal(releaseOf(tinyImage(release), 'vmlinuz'), release);
    }
  });

  it('is refused by name where it is none', () => {
    const elf = Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(0x400)]);
    const cases: [Uint8Array, RegExp][] = [
      [elf, /^vmlinux: expected a bzImage or vmlinuz .* found an ELF file/],
      [withMagic('ARM\x64', 0x38), /found a kernel image for arm64; name a kernel image/],
      [withMagic('RSC\x05', 0x38), /found a kernel image for riscv/],
      [withMagic('zimg', 4), /found an EFI zboot image/],
      [withMagic('\x1f\x8b', 0), /found a file compressed with gzip/],
      [Buffer.alloc(10), /found 10 bytes without the boot header/],
      [tinyImage('Version'), /found a boot header without a kernel release/],
    ];
    for (const [bytes, message] of cases) {
      assert.throws(
        () => releaseOf(bytes, 'vmlinux'),
        (error) => error instanceof Failure && error.exitCode === 2 && message.test(error.message),
      );
    }
  });
});

/** A file with the header of another architecture. */
function withMagic(magic: string, offset: number): Buffer {
  const image = Buffer.alloc(0x400);
  image.write('MZ', 0, 'latin1');
  image.write(magic, offset, 'latin1');
  return image;
}
