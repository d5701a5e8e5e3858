import { describe, it } from 'node:test';
import { type CoreSpec, elfCore, PT_NOTE, READ_ONLY } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';

const folder = temporaryFolder();
let files = 0;

function written(bytes: Uint8Array): string {
  return fileIn(folder, `${files++}.core`, bytes);
}

const data = somePages(2);
const segments = [{ address: 0x10000, data }];
const END = 64 + 56 + data.length;

function patched(patch: (view: DataView) => void): CoreSpec {
  return { segments, patch };
}

const REFUSED: Record<string, readonly [CoreSpec, RegExp]> = {
  'a class that does not exist': [
    patched((view) => view.setUint8(4, 3)),
    /expected a 32-bit or 64-bit ELF core, .*; found ELF class 3, data encoding 1/,
  ],
  'a byte order that does not exist': [
    patched((view) => view.setUint8(5, 0)),
    /found ELF class 2, data encoding 0/,
  ],
  'an executable': [patched((view) => view.setUint16(16, 2, true)), /found an ELF file of type 2/],
  'a shared object': [patched((view) => view.setUint16(16, 3, true)), /an ELF file of type 3/],
  'no program headers': [patched((view) => view.setUint16(56, 0, true)), /found 0;/],
  'program headers of another size': [
    patched((view) => view.setUint16(54, 32, true)),
    /expected program headers of 56 bytes; found 32 bytes each/,
  ],
  'more program headers than the file has room for': [
    patched((view) => view.setUint16(56, 60_000, true)),
    new RegExp(`expected 60000 program headers up to byte 3360064; found a file of ${END} bytes`),
  ],
  'program headers behind the end': [
    patched((view) => view.setBigUint64(32, BigInt(END - 55), true)),
    new RegExp(`up to byte ${END + 1}; found a file of ${END} bytes`),
  ],
  'program headers at 2^60': [
    patched((view) => view.setBigUint64(32, 2n ** 60n, true)),
    /expected 1 program header up to byte 11529215046068/,
  ],
  'PN_XNUM without a section header': [
    patched((view) => view.setUint16(56, 0xffff, true)),
    /expected 1 to 1048576 program headers; found 0/,
  ],
  'PN_XNUM with its section header behind the end': [
    { segments, extended: true, patch: (view) => view.setBigUint64(40, BigInt(END + 1), true) },
    /expected section header 0, which counts the program headers/,
  ],
  'PN_XNUM with a count beyond all bounds': [
    { segments, extended: true, patch: (view) => view.setUint32(END + 44, 0xffff_ffff, true) },
    /found 4294967295/,
  ],
  'a segment of 2^60 bytes': [
    { segments: [{ address: 0x10000, data, fileSize: 2n ** 60n }] },
    /as the headers declare; found a truncated file of \d+ bytes/,
  ],
  'a segment whose end does not fit 64 bits': [
    { segments: [{ address: 0x10000, data, offset: 2n ** 64n - 4096n }] },
    /found a truncated file/,
  ],
  'a segment one byte past the end': [
    { segments: [{ address: 0x10000, data, offset: 121 }] },
    new RegExp(`expected data up to byte ${END + 1}, .*a truncated file of ${END} bytes`),
  ],
  'segments that share bytes of the file': [
    {
      segments: [
        { address: 0x10000, data },
        { address: 0x20000, offset: 180, fileSize: 4096 },
      ],
    },
    /expected segments that do not overlap in the file; found two that share byte 180/,
  ],
  'an address that is not aligned': [
    { segments: [{ address: 0x10001, data }] },
    /expected segments of whole pages; found one of 8192 bytes at address 0x10001/,
  ],
  'a high address that is not aligned': [
    { segments: [{ address: 0xffff_8000_0000_0001n, data }] },
    /expected segments of whole pages/,
  ],
  'addresses past the last one': [
    { segments: [{ address: 0xffff_ffff_ffff_f000n, data }] },
    /expected segments within 64-bit addresses; found one of 8192 bytes at address 0xffff/,
  ],
  'a size that is not whole pages': [
    { segments: [{ address: 0x10000, data, fileSize: 5000 }] },
    /found one of 5000 bytes at address 0x10000/,
  ],
  'nothing but read-only segments': [
    { segments: [{ address: 0x10000, data, flags: READ_ONLY }] },
    /expected a segment of writable anonymous memory; found 1 segment with data, none of that kind/,
  ],
  'nothing but empty segments': [
    { segments: [{ address: 0x10000, memorySize: 4096 }] },
    /found 0 segments with data/,
  ],
  'notes behind the end': [
    { segments: [...segments, { type: PT_NOTE, offset: 2 ** 40, fileSize: 20 }] },
    /expected the notes up to byte/,
  ],
  'notes of 2^60 bytes': [
    { segments: [...segments, { type: PT_NOTE, fileSize: 2n ** 60n }] },
    /expected notes of at most 67108864 bytes/,
  ],
};

describe('ELF core: refused', () => {
  for (const [name, [spec, message]] of Object.entries(REFUSED)) {
    it(name, () => assertRefused(written(elfCore(spec)), message));
  }

  it('the Node.js executable', () =>
    assertRefused(process.execPath, /expected an ELF core \(type 4\); found an ELF file of type/));

  it('truncated anywhere before the end of its last page', async () => {
    const note = new Uint8Array(20);
    const spec: CoreSpec = {
      segments: [
        { type: PT_NOTE, data: note },
        { address: 0x10000, data: data.subarray(0, 4096), at: 300 },
        { address: 0x20000, data: data.subarray(4096), at: 4500 },
      ],
      extended: true,
    };
    const whole = elfCore(spec);
    const cuts = [300, 4395, 4396, 4397, 4500, 8595, 8596, 8597, whole.length - 1];
    for (let length = 4; length <= 300; length++) cuts.push(length);
    for (const length of cuts) {
      await assertRefused(
        written(whole.subarray(0, length)),
        /; found (a (truncated )?file of|an end at)/,
      );
    }
  });

  it('truncated within the signature', async () => {
    for (const length of [1, 2, 3]) {
      const cut = elfCore({ segments }).subarray(0, length);
      await assertRefused(written(cut), new RegExp(`found ${length} bytes?[,;]`));
    }
  });
});
