// The parts of ELF that a core file uses. Sources: ELF chapters of the System V ABI; elf(5).
//
//   0                64                    e_phoff
//   ┌───────────────┬──────────────────────┬───────────────────────┬──────────────┬───────────────────────────┐
//   │ file header   │ (anything)           │ program headers, 56 B │ PT_NOTE data │ PT_LOAD data, any offset  │
//   └───────────────┴──────────────────────┴───────────────────────┴──────────────┴───────────────────────────┘
//   More than 65534 program headers: e_phnum is PN_XNUM and section header 0 holds the count in sh_info.
//   32-bit: a file header of 52 bytes, program headers of 32 bytes.

export const ELF_HEADER_SIZE = 64;
export const PROGRAM_HEADER_SIZE = 56;
export const SECTION_HEADER_SIZE = 64;

export const ELF_MAGIC = 0x7f454c46;
export const ELFCLASS64 = 2;
export const ELFDATA2LSB = 1;
export const EV_CURRENT = 1;
export const ET_CORE = 4;
export const EM_X86_64 = 62;
export const PN_XNUM = 0xffff;
export const PT_LOAD = 1;
export const PT_NOTE = 4;
export const PF_W = 2;
export const PF_R = 4;
export const NT_FILE = 0x46494c45;

/** Program headers of a core that is read or written; the kernel's default vm.max_map_count is 65530. */
export const MAX_PROGRAM_HEADERS = 1 << 20;

/** Size of words and order of bytes of an ELF file, and the places of its fields. */
export interface ElfLayout {
  readonly wordBytes: 4 | 8;
  readonly littleEndian: boolean;
  readonly headerSize: number;
  readonly programHeaderSize: number;
  readonly sectionHeaderSize: number;
}

const ELFCLASS32 = 1;
const ELFDATA2MSB = 2;

/** Returns the layout that the first bytes of a file declare; null for one that does not exist. */
export function elfLayout(head: Uint8Array): ElfLayout | null {
  const [, , , , elfClass, dataEncoding] = head;
  if (dataEncoding !== ELFDATA2LSB && dataEncoding !== ELFDATA2MSB) return null;
  const littleEndian = dataEncoding === ELFDATA2LSB;
  if (elfClass === ELFCLASS64) return { ...LAYOUT64, littleEndian };
  return elfClass === ELFCLASS32 ? { ...LAYOUT32, littleEndian } : null;
}

const LAYOUT64 = {
  wordBytes: 8,
  headerSize: ELF_HEADER_SIZE,
  programHeaderSize: PROGRAM_HEADER_SIZE,
  sectionHeaderSize: SECTION_HEADER_SIZE,
} as const;

const LAYOUT32 = {
  wordBytes: 4,
  headerSize: 52,
  programHeaderSize: 32,
  sectionHeaderSize: 40,
} as const;

export interface ElfHeader {
  readonly type: number;
  readonly programHeaderOffset: number;
  readonly sectionHeaderOffset: number;
  readonly programHeaderSize: number;
  readonly programHeaderCount: number;
}

export interface ProgramHeader {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  /** Low 12 bits of the address, which `address` loses where it is rounded. */
  readonly addressInPage: number;
  readonly physicalAddress: number;
  readonly fileSize: number;
  readonly memorySize: number;
}

/** Parses the file header; `bytes` has all its bytes. */
export function parseElfHeader(bytes: Uint8Array, layout: ElfLayout): ElfHeader {
  const view = viewOf(bytes);
  const { littleEndian, headerSize, wordBytes } = layout;
  // e_ehsize and the fields after it end the header.
  const counts = headerSize - 12;
  return {
    type: view.getUint16(16, littleEndian),
    programHeaderOffset: elfWord(view, 24 + wordBytes, layout),
    sectionHeaderOffset: elfWord(view, 24 + 2 * wordBytes, layout),
    programHeaderSize: view.getUint16(counts + 2, littleEndian),
    programHeaderCount: view.getUint16(counts + 4, littleEndian),
  };
}

/** Returns sh_info of section header 0: the number of program headers under PN_XNUM. */
export function parseExtendedCount(sectionHeader: Uint8Array, layout: ElfLayout): number {
  return viewOf(sectionHeader).getUint32(12 + 4 * layout.wordBytes, layout.littleEndian);
}

export function parseProgramHeader(
  bytes: Uint8Array,
  at: number,
  layout: ElfLayout,
): ProgramHeader {
  const view = viewOf(bytes);
  const { wordBytes, littleEndian } = layout;
  // p_flags stands before the words with 64 bits, near the end with 32.
  const words = wordBytes === 8 ? at + 8 : at + 4;
  const word = (index: number) => elfWord(view, words + index * wordBytes, layout);
  const lowBytes = words + wordBytes + (littleEndian ? 0 : wordBytes - 2);
  return {
    type: view.getUint32(at, littleEndian),
    flags: view.getUint32(wordBytes === 8 ? at + 4 : at + 24, littleEndian),
    offset: word(0),
    address: word(1),
    addressInPage: view.getUint16(lowBytes, littleEndian) & 0xfff,
    physicalAddress: word(2),
    fileSize: word(3),
    memorySize: word(4),
  };
}

/** Reads a word of the file's size. */
export function elfWord(view: DataView, at: number, layout: ElfLayout): number {
  const { wordBytes, littleEndian } = layout;
  return wordBytes === 8 ? uint64(view, at, littleEndian) : view.getUint32(at, littleEndian);
}

/** Reads an unsigned 64-bit integer. It is rounded above 2^53, where the bounds checks still fail as they should. */
export function uint64(view: DataView, at: number, littleEndian = true): number {
  const first = view.getUint32(at, littleEndian);
  const second = view.getUint32(at + 4, littleEndian);
  return littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
