// Builds ELF64 core files for tests from elf(5), also with wrong header fields. It shares no code with the reader and writer
// of the program, so that errors of one cannot hide errors of the other.

export const RW = 6;
export const READ_ONLY = 4;
export const PT_LOAD = 1;
export const PT_NOTE = 4;

const FILE_HEADER = 64;
const PROGRAM_HEADER = 56;
const SECTION_HEADER = 64;

type Whole = number | bigint;

export interface SegmentSpec {
  /** PT_LOAD by default. */
  readonly type?: number;
  /** Readable and writable by default. */
  readonly flags?: number;
  readonly address?: Whole;
  readonly data?: Uint8Array;
  /** File position of the data; by default after the preceding data. */
  readonly at?: number;
  /** Header fields that differ from the actual values. */
  readonly offset?: Whole;
  readonly fileSize?: Whole;
  readonly memorySize?: Whole;
}

export interface CoreSpec {
  readonly segments: readonly SegmentSpec[];
  /** Store the number of program headers in section header 0, at the end of the file. */
  readonly extended?: boolean;
  /** Changes bytes of the file header. */
  readonly patch?: (view: DataView) => void;
}

/** Builds a core: the headers, then the data of the segments in the order given. */
export function elfCore(spec: CoreSpec): Uint8Array {
  const { segments, extended = false } = spec;
  const tableEnd = FILE_HEADER + segments.length * PROGRAM_HEADER;
  let end = tableEnd;
  const places = segments.map(({ data, at }) => {
    const place = at ?? end;
    end = Math.max(end, place + (data?.length ?? 0));
    return place;
  });
  const sectionHeader = end;
  const bytes = new Uint8Array(end + (extended ? SECTION_HEADER : 0));
  const view = new DataView(bytes.buffer);

  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 4, true); // e_type: ET_CORE
  view.setUint16(18, 62, true); // e_machine: x86-64
  view.setUint32(20, 1, true); // e_version
  view.setBigUint64(32, BigInt(FILE_HEADER), true); // e_phoff
  view.setUint16(52, FILE_HEADER, true); // e_ehsize
  view.setUint16(54, PROGRAM_HEADER, true); // e_phentsize
  view.setUint16(56, extended ? 0xffff : segments.length, true); // e_phnum
  if (extended) {
    view.setBigUint64(40, BigInt(sectionHeader), true); // e_shoff
    view.setUint16(58, SECTION_HEADER, true); // e_shentsize
    view.setUint16(60, 1, true); // e_shnum
    view.setUint32(sectionHeader + 44, segments.length, true); // sh_info
  }

  segments.forEach((segment, i) => {
    const header = FILE_HEADER + i * PROGRAM_HEADER;
    const { type = PT_LOAD, flags = RW, address = 0, data = new Uint8Array(0) } = segment;
    const { offset = places[i], fileSize = data.length } = segment;
    const { memorySize = fileSize } = segment;
    view.setUint32(header, type, true);
    view.setUint32(header + 4, flags, true);
    view.setBigUint64(header + 8, BigInt(offset), true);
    view.setBigUint64(header + 16, BigInt(address), true);
    view.setBigUint64(header + 32, BigInt(fileSize), true);
    view.setBigUint64(header + 40, BigInt(memorySize), true);
    bytes.set(data, places[i]);
  });
  spec.patch?.(view);
  return bytes;
}

/** Builds a note of a PT_NOTE segment: sizes and type, then name and data, each padded to 4 bytes. */
export function elfNote(name: string, type: number, data: Uint8Array): Uint8Array {
  const nameBytes = new TextEncoder().encode(`${name}\0`);
  const nameRoom = Math.ceil(nameBytes.length / 4) * 4;
  const note = new Uint8Array(12 + nameRoom + Math.ceil(data.length / 4) * 4);
  const view = new DataView(note.buffer);
  view.setUint32(0, nameBytes.length, true);
  view.setUint32(4, data.length, true);
  view.setUint32(8, type, true);
  note.set(nameBytes, 12);
  note.set(data, 12 + nameRoom);
  return note;
}

/** Builds the NT_FILE note with file mappings: count, page size, ranges, then the file names. */
export function fileNote(ranges: readonly { start: Whole; end: Whole }[], count = ranges.length) {
  const names = new TextEncoder().encode(ranges.map((_, i) => `/lib/file${i}.so\0`).join(''));
  const data = new Uint8Array(16 + ranges.length * 24 + names.length);
  const view = new DataView(data.buffer);
  view.setBigUint64(0, BigInt(count), true);
  view.setBigUint64(8, 4096n, true);
  ranges.forEach(({ start, end }, i) => {
    view.setBigUint64(16 + i * 24, BigInt(start), true);
    view.setBigUint64(24 + i * 24, BigInt(end), true);
  });
  data.set(names, 16 + ranges.length * 24);
  return elfNote('CORE', 0x46494c45, data);
}
