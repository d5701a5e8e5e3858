// The parts of ELF64 that a core file uses. Sources: ELF chapters of the System V ABI; elf(5).
//
//   0                64                    e_phoff
//   ┌───────────────┬──────────────────────┬───────────────────────┬──────────────┬───────────────────────────┐
//   │ file header   │ (anything)           │ program headers, 56 B │ PT_NOTE data │ PT_LOAD data, any offset  │
//   └───────────────┴──────────────────────┴───────────────────────┴──────────────┴───────────────────────────┘
//   More than 65534 program headers: e_phnum is PN_XNUM and section header 0 holds the count in sh_info.

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

export interface ElfHeader {
  readonly elfClass: number;
  readonly dataEncoding: number;
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
  readonly fileSize: number;
  readonly memorySize: number;
}

/** Parses the file header; `bytes` has at least {@link ELF_HEADER_SIZE} bytes. */
export function parseElfHeader(bytes: Uint8Array): ElfHeader {
  const view = viewOf(bytes);
  return {
    elfClass: view.getUint8(4),
    dataEncoding: view.getUint8(5),
    type: view.getUint16(16, true),
    programHeaderOffset: uint64(view, 32),
    sectionHeaderOffset: uint64(view, 40),
    programHeaderSize: view.getUint16(54, true),
    programHeaderCount: view.getUint16(56, true),
  };
}

/** Returns sh_info of section header 0: the number of program headers under PN_XNUM. */
export function parseExtendedCount(sectionHeader: Uint8Array): number {
  return viewOf(sectionHeader).getUint32(44, true);
}

export function parseProgramHeader(bytes: Uint8Array, at: number): ProgramHeader {
  const view = viewOf(bytes);
  return {
    type: view.getUint32(at, true),
    flags: view.getUint32(at + 4, true),
    offset: uint64(view, at + 8),
    address: uint64(view, at + 16),
    addressInPage: view.getUint16(at + 16, true) & 0xfff,
    fileSize: uint64(view, at + 32),
    memorySize: uint64(view, at + 40),
  };
}

/** Reads an unsigned 64-bit integer. It is rounded above 2^53, where the bounds checks still fail as they should. */
export function uint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
