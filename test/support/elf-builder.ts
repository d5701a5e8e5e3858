// Builds ELF core files for tests from elf(5), also with wrong header fields. It shares no code with the reader and writer
// of the program, so that errors of one cannot hide errors of the other.

export const RW = 6;
export const READ_ONLY = 4;
export const PT_LOAD = 1;
export const PT_NOTE = 4;

type Whole = number | bigint;

export interface SegmentSpec {
  /** PT_LOAD by default. */
  readonly type?: number;
  /** Readable and writable by default. */
  readonly flags?: number;
  readonly address?: Whole;
  readonly physicalAddress?: Whole;
  readonly data?: Uint8Array;
  /** File position of the data; by default after the preceding data. */
  readonly at?: number;
  /** Header fields that differ from the actual values. */
  readonly offset?: Whole;
  readonly fileSize?: Whole;
  readonly memorySize?: Whole;
}

/** Size of words and order of bytes. */
export interface MachineSpec {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
}

const X86_64: MachineSpec = { bits: 64, littleEndian: true };

export interface CoreSpec {
  readonly segments: readonly SegmentSpec[];
  /** Store the number of program headers in section header 0, at the end of the file. */
  readonly extended?: boolean;
  /** 64-bit and little-endian by default. */
  readonly machine?: MachineSpec;
  /** Changes bytes of the file header. */
  readonly patch?: (view: DataView) => void;
}

/** Builds a core: the headers, then the data of the segments in the order given. */
export function elfCore(spec: CoreSpec): Uint8Array {
  const { segments, extended = false, machine = X86_64 } = spec;
  const { bits, littleEndian } = machine;
  const is64 = bits === 64;
  const [fileHeader, programHeader, sectionHeaderBytes] = is64 ? [64, 56, 64] : [52, 32, 40];
  const tableEnd = fileHeader + segments.length * programHeader;
  let end = tableEnd;
  const places = segments.map(({ data, at }) => {
    const place = at ?? end;
    end = Math.max(end, place + (data?.length ?? 0));
    return place;
  });
  const sectionHeader = end;
  const bytes = new Uint8Array(end + (extended ? sectionHeaderBytes : 0));
  const view = new DataView(bytes.buffer);
  const put16 = (at: number, value: number) => view.setUint16(at, value, littleEndian);
  const put32 = (at: number, value: number) => view.setUint32(at, value, littleEndian);
  const putWord = (at: number, value: Whole) => {
    if (is64) view.setBigUint64(at, BigInt(value), littleEndian);
    else put32(at, Number(value));
  };

  bytes.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, littleEndian ? 1 : 2, 1]);
  put16(16, 4); // e_type: ET_CORE
  put16(18, 62); // e_machine: x86-64
  put32(20, 1); // e_version
  putWord(is64 ? 32 : 28, fileHeader); // e_phoff
  put16(fileHeader - 12, fileHeader); // e_ehsize
  put16(fileHeader - 10, programHeader); // e_phentsize
  put16(fileHeader - 8, extended ? 0xffff : segments.length); // e_phnum
  if (extended) {
    putWord(is64 ? 40 : 32, sectionHeader); // e_shoff
    put16(fileHeader - 6, sectionHeaderBytes); // e_shentsize
    put16(fileHeader - 4, 1); // e_shnum
    put32(sectionHeader + (is64 ? 44 : 28), segments.length); // sh_info
  }

  segments.forEach((segment, i) => {
    const header = fileHeader + i * programHeader;
    const { type = PT_LOAD, flags = RW, address = 0, data = new Uint8Array(0) } = segment;
    const { offset = places[i], fileSize = data.length, physicalAddress = 0 } = segment;
    const { memorySize = fileSize } = segment;
    const [flagsAt, first, word] = is64 ? [4, 8, 8] : [24, 4, 4];
    put32(header, type);
    put32(header + flagsAt, flags);
    [offset, address, physicalAddress, fileSize, memorySize].forEach((value, field) => {
      putWord(header + first + field * word, value);
    });
    bytes.set(data, places[i]);
  });
  spec.patch?.(view);
  return bytes;
}

/** Builds a note of a PT_NOTE segment: sizes and type, then name and data, each padded to 4 bytes. */
export function elfNote(
  name: string,
  type: number,
  data: Uint8Array,
  { littleEndian }: MachineSpec = X86_64,
): Uint8Array {
  const nameBytes = new TextEncoder().encode(`${name}\0`);
  const nameRoom = Math.ceil(nameBytes.length / 4) * 4;
  const note = new Uint8Array(12 + nameRoom + Math.ceil(data.length / 4) * 4);
  const view = new DataView(note.buffer);
  view.setUint32(0, nameBytes.length, littleEndian);
  view.setUint32(4, data.length, littleEndian);
  view.setUint32(8, type, littleEndian);
  note.set(nameBytes, 12);
  note.set(data, 12 + nameRoom);
  return note;
}

/** Builds the NT_FILE note with file mappings: count, page size, ranges, then the file names. */
export function fileNote(
  ranges: readonly { start: Whole; end: Whole }[],
  count = ranges.length,
  machine: MachineSpec = X86_64,
) {
  const names = new TextEncoder().encode(ranges.map((_, i) => `/lib/file${i}.so\0`).join(''));
  const word = machine.bits / 8;
  const fields = [count, 4096, ...ranges.flatMap(({ start, end }) => [start, end, 0])];
  const data = new Uint8Array(fields.length * word + names.length);
  const view = new DataView(data.buffer);
  fields.forEach((value, i) => {
    if (word === 8) view.setBigUint64(i * word, BigInt(value), machine.littleEndian);
    else view.setUint32(i * word, Number(value), machine.littleEndian);
  });
  data.set(names, fields.length * word);
  return elfNote('CORE', 0x46494c45, data, machine);
}
