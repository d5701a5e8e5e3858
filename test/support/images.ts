// Builds memory images of every format from the same runs of pages. It shares no code with the readers.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { elfCore, elfNote, fileNote, type MachineSpec, PT_NOTE } from './elf-builder.js';
import { storedFrame } from './zstd-frames.js';

/** Consecutive pages. */
export interface ImageRun {
  readonly pfn: number;
  readonly data: Uint8Array;
}

/** Builds the image of a format. One of several files writes the others beside `path`. */
export type ImageBuilder = (runs: readonly ImageRun[], path: string) => Uint8Array;

function coreOf(machine: MachineSpec): ImageBuilder {
  return (runs) => {
    const loads = runs.map(({ pfn, data }) => ({ address: pfn * 4096, data }));
    // A read-only segment and one of a file, which are left out.
    const others = [
      { address: 0x1000, flags: 4, data: new Uint8Array(4096) },
      { address: 0x2000, data: new Uint8Array(4096) },
    ];
    const note = fileNote([{ start: 0x2000, end: 0x3000 }], 1, machine);
    const notes = { type: PT_NOTE, flags: 4, data: note };
    return elfCore({ segments: [notes, ...others, ...loads], machine });
  };
}

/** Core of a machine as QEMU writes it: no flags, and its own note. */
function machineCore(runs: readonly ImageRun[]): Uint8Array {
  const loads = runs.map(({ pfn, data }) => ({
    flags: 0,
    address: 0,
    physicalAddress: pfn * 4096,
    data,
  }));
  const note = elfNote('QEMU', 0, Buffer.alloc(440));
  return elfCore({ segments: [{ type: PT_NOTE, flags: 0, data: note }, ...loads] });
}

/** Image of LiME: each range with its header. */
function lime(runs: readonly ImageRun[]): Uint8Array {
  const parts = runs.flatMap(({ pfn, data }) => {
    const header = Buffer.alloc(32);
    header.writeUInt32LE(0x4c694d45, 0);
    header.writeUInt32LE(1, 4);
    header.writeBigUInt64LE(BigInt(pfn * 4096), 8);
    header.writeBigUInt64LE(BigInt(pfn * 4096 + data.length - 1), 16);
    return [header, data];
  });
  return Buffer.concat(parts);
}

// Flag of each compression of a kdump, and data that need no compressor but zlib's.
const KDUMP_CODECS: readonly (readonly [flag: number, pack: (page: Uint8Array) => Uint8Array])[] = [
  [0, (page) => page],
  [1, (page) => deflateSync(page, { level: 1 })],
  // The length, then one literal of 4096 bytes.
  [4, (page) => Buffer.concat([Buffer.of(0x80, 0x20, 61 << 2, 0xff, 0x0f), page])],
  [0x20, (page) => storedFrame(page)],
];

/** Dump of makedumpfile; its pages have each compression in turn. */
function kdump(runs: readonly ImageRun[]): Uint8Array {
  const pages = runs.flatMap(({ pfn, data }) =>
    Array.from({ length: data.length / 4096 }, (_, i) => ({
      pfn: pfn + i,
      data: data.subarray(i * 4096, (i + 1) * 4096),
    })),
  );
  pages.sort((a, b) => a.pfn - b.pfn);
  const most = (pages.at(-1)?.pfn ?? 0) + 1;
  const bitmap = Buffer.alloc(Math.ceil(most / 8 / 4096) * 4096);
  for (const { pfn } of pages) bitmap[pfn >> 3] |= 1 << (pfn & 7);
  const head = Buffer.alloc(2 * 4096);
  head.write('KDUMP   ');
  head.writeUInt32LE(6, 8);
  head.writeUInt32LE(4096, 428);
  head.writeUInt32LE(1, 432);
  head.writeUInt32LE((2 * bitmap.length) / 4096, 436);
  const descriptors = Buffer.alloc(24 * pages.length);
  let offset = head.length + 2 * bitmap.length + descriptors.length;
  const payloads = pages.map(({ data }, i) => {
    const [flag, pack] = KDUMP_CODECS[i % KDUMP_CODECS.length];
    const payload = pack(data);
    descriptors.writeBigUInt64LE(BigInt(offset), 24 * i);
    descriptors.writeUInt32LE(payload.length, 24 * i + 8);
    descriptors.writeUInt32LE(flag, 24 * i + 12);
    offset += payload.length;
    return payload;
  });
  return Buffer.concat([head, bitmap, bitmap, descriptors, ...payloads]);
}

/** Files of CRIU beside a pagemap of the name pagemap-7.img. */
export const CRIU_COMPANIONS = { pages: 'pages-7.img', mappings: 'mm-7.img' } as const;

/** Pagemap of CRIU; the pages and the mappings, one for each run, go to files beside it. */
function criu(runs: readonly ImageRun[], path: string): Uint8Array {
  const folder = dirname(path);
  const pages = Buffer.concat(runs.map(({ data }) => data));
  writeFileSync(join(folder, CRIU_COMPANIONS.pages), pages);
  const mappings = runs.map(
    ({ pfn, data }) => [14, message([1, pfn * 4096], [2, pfn * 4096 + data.length])] as const,
  );
  const mm = criuImage(0x57492820, [message(...mappings)]);
  writeFileSync(join(folder, CRIU_COMPANIONS.mappings), mm);
  const entries = runs.map(({ pfn, data }) =>
    message([1, pfn * 4096], [2, data.length / 4096], [4, 4]),
  );
  return criuImage(0x56084025, [message([1, 7]), ...entries]);
}

/** Image of CRIU with the magic number of its content. */
export function criuImage(magic: number, messages: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x54564319, 0);
  head.writeUInt32LE(magic, 4);
  const parts = messages.flatMap((each) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(each.length);
    return [length, each];
  });
  return Buffer.concat([head, ...parts]);
}

/** Message of Protocol Buffers with numbers, or other messages, as its fields. */
export function message(
  ...fields: readonly (readonly [field: number, value: number | Uint8Array])[]
): Buffer {
  const parts = fields.map(([field, value]) =>
    typeof value === 'number'
      ? Buffer.concat([varint(field * 8), varint(value)])
      : Buffer.concat([varint(field * 8 + 2), varint(value.length), value]),
  );
  return Buffer.concat(parts);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return Buffer.of(...bytes, Number(rest));
    bytes.push(Number(rest & 127n) | 128);
  }
}

/** Formats that record no borders: runs that touch are one. */
export const BORDERLESS: readonly string[] = ['kdump'];

/** Formats that are not read in another compression, since they are compressed. */
export const NOT_WRAPPED: readonly string[] = ['kdump'];

/** Builder of each format by its name. */
export const IMAGE_BUILDERS: Readonly<Record<string, ImageBuilder>> = {
  'ELF64 core, little-endian': coreOf({ bits: 64, littleEndian: true }),
  'ELF64 core, big-endian': coreOf({ bits: 64, littleEndian: false }),
  'ELF32 core, little-endian': coreOf({ bits: 32, littleEndian: true }),
  'ELF32 core, big-endian': coreOf({ bits: 32, littleEndian: false }),
  'ELF core of a machine': machineCore,
  LiME: lime,
  kdump,
  CRIU: criu,
};
