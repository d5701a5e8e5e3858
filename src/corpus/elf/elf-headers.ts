import { counted } from '../../common/counted.js';
import type { ByteSource } from '../byte-source.js';
import { type Complain, readExactly } from '../format/page-segments.js';
import {
  ELF_HEADER_SIZE,
  type ElfHeader,
  type ElfLayout,
  ET_CORE,
  elfLayout,
  MAX_PROGRAM_HEADERS,
  PN_XNUM,
  type ProgramHeader,
  PT_NOTE,
  parseElfHeader,
  parseExtendedCount,
  parseProgramHeader,
} from './elf-format.js';

/** Headers and notes of a core. */
export interface CoreHeaders {
  readonly layout: ElfLayout;
  readonly programHeaders: readonly ProgramHeader[];
  /** Bytes of each PT_NOTE segment. */
  readonly notes: readonly Uint8Array[];
}

/** Reads the headers and notes of a core, and throws for one that is malformed. */
export async function readCoreHeaders(bytes: ByteSource, complain: Complain): Promise<CoreHeaders> {
  // The longer header: a core has more bytes than either.
  const place = { position: 0, length: ELF_HEADER_SIZE };
  const head = await readExactly(bytes, place, 'an ELF header', complain);
  const layout = elfLayout(head);
  if (layout === null) {
    throw complain(
      'a 32-bit or 64-bit ELF core, little-endian or big-endian',
      `ELF class ${head[4]}, data encoding ${head[5]}`,
    );
  }
  const header = parseElfHeader(head, layout);
  if (header.type !== ET_CORE) {
    throw complain('an ELF core (type 4)', `an ELF file of type ${header.type}`);
  }
  const programHeaders = await readProgramHeaders(bytes, header, layout, complain);
  return { layout, programHeaders, notes: await readNotes(bytes, programHeaders, complain) };
}

async function readProgramHeaders(
  bytes: ByteSource,
  header: ElfHeader,
  layout: ElfLayout,
  complain: Complain,
): Promise<ProgramHeader[]> {
  const { programHeaderSize, sectionHeaderSize } = layout;
  let count = header.programHeaderCount;
  if (count === PN_XNUM) {
    const place = { position: header.sectionHeaderOffset, length: sectionHeaderSize };
    const name = 'section header 0, which counts the program headers';
    count = parseExtendedCount(await readExactly(bytes, place, name, complain), layout);
  }
  if (count === 0 || count > MAX_PROGRAM_HEADERS) {
    throw complain(`1 to ${MAX_PROGRAM_HEADERS} program headers`, `${count}`);
  }
  if (header.programHeaderSize !== programHeaderSize) {
    throw complain(
      `program headers of ${programHeaderSize} bytes`,
      `${counted(header.programHeaderSize, 'byte')} each`,
    );
  }
  const place = { position: header.programHeaderOffset, length: count * programHeaderSize };
  const table = await readExactly(bytes, place, counted(count, 'program header'), complain);
  return Array.from({ length: count }, (_, i) =>
    parseProgramHeader(table, i * programHeaderSize, layout),
  );
}

// Bound on the memory that a header can make the reader allocate.
const MAX_NOTE_BYTES = 64 << 20;

/** Reads the PT_NOTE segments. */
async function readNotes(
  bytes: ByteSource,
  programHeaders: readonly ProgramHeader[],
  complain: Complain,
): Promise<Uint8Array[]> {
  const notes = programHeaders.filter(({ type, fileSize }) => type === PT_NOTE && fileSize > 0);
  const noteBytes = notes.reduce((sum, { fileSize }) => sum + fileSize, 0);
  if (noteBytes > MAX_NOTE_BYTES) {
    throw complain(`notes of at most ${MAX_NOTE_BYTES} bytes`, counted(noteBytes, 'byte'));
  }
  const all: Uint8Array[] = [];
  for (const { offset, fileSize } of notes) {
    const place = { position: offset, length: fileSize };
    all.push(await readExactly(bytes, place, 'the notes', complain));
  }
  return all;
}
