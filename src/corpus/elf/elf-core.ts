import { counted } from '../../common/counted.js';
import { type Failure, inputFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import { overlaps, union } from '../address-range.js';
import type { ByteSource } from '../byte-source.js';
import type { PageSource, PageSourceOptions, PageWindow } from '../page-windows.js';
import { readAhead, type Stretch, stretchesOf } from '../read-ahead.js';
import {
  ELF_HEADER_SIZE,
  ELFCLASS64,
  ELFDATA2LSB,
  type ElfHeader,
  ET_CORE,
  MAX_PROGRAM_HEADERS,
  PF_W,
  PN_XNUM,
  PROGRAM_HEADER_SIZE,
  type ProgramHeader,
  PT_LOAD,
  PT_NOTE,
  parseElfHeader,
  parseExtendedCount,
  parseProgramHeader,
  SECTION_HEADER_SIZE,
} from './elf-format.js';
import { fileBackedRanges, presenceIn } from './elf-notes.js';

// Bound on the memory that a header can make the reader allocate.
const MAX_NOTE_BYTES = 64 << 20;

const ADDRESS_SPACE = 2 ** 64;

type Complain = (expected: string, found: string) => Failure;

/**
 * Opens an ELF64 core. It has one run for each PT_LOAD segment that is writable and not file-backed, since only such
 * memory is swapped to zswap. The sizes in the headers of a compressed file are checked while its data is read.
 */
export async function openElfCore(
  path: string,
  bytes: ByteSource,
  { holes }: PageSourceOptions,
): Promise<PageSource> {
  const complain: Complain = (expected, found) =>
    inputFailure({
      subject: path,
      expected,
      found,
      remedy: 'create the core again, for example with gcore or zswap-bench corpus capture',
    });
  const header = await readHeader(bytes, complain);
  const programHeaders = await readProgramHeaders(bytes, header, complain);
  const notes = await readNotes(bytes, programHeaders, complain);
  const fileBacked = union(notes.flatMap(fileBackedRanges));
  const presence = presenceIn(notes);
  const loads = programHeaders.filter(
    (segment) => segment.type === PT_LOAD && segment.fileSize > 0,
  );
  const writable = loads.filter((segment) => (segment.flags & PF_W) !== 0);
  const segments = writable
    .filter((s) => !overlaps(fileBacked, s.address, s.address + s.memorySize))
    .sort((a, b) => a.offset - b.offset);
  checkSegments(segments, bytes.size, complain);
  if (segments.length === 0) {
    throw complain(
      'a segment of writable anonymous memory',
      `${counted(loads.length, 'segment')} with data, none of that kind`,
    );
  }

  const remarks: string[] = [];
  const leftOut = loads.length - segments.length;
  if (leftOut > 0) {
    remarks.push(
      `left out: ${counted(leftOut, 'read-only or file-backed segment')}; such memory never goes to zswap`,
    );
  }
  const skipHoles = holes === 'absent' && presence !== 'present';
  async function* windows(): AsyncGenerator<PageWindow> {
    let segment: ProgramHeader | undefined;
    const stretches = stretchesOfSegments(bytes, segments, skipHoles);
    for await (const [stretch, found] of readAhead(bytes, stretches)) {
      const { position, length } = stretch;
      const startsRun = stretch.segment !== segment;
      segment = stretch.segment;
      if (found.length < length) {
        throw complain(
          `data up to byte ${segment.offset + segment.fileSize}, as the headers declare`,
          `an end at byte ${position + found.length}`,
        );
      }
      const address = segment.address + (position - segment.offset);
      yield { pfn: address / PAGE_SIZE, bytes: found, startsRun };
    }
    if (bytes.size === null) await checkRest(bytes);
  }
  return {
    format: 'ELF core',
    addressed: true,
    presence,
    remarks,
    windows,
    close: () => bytes.close(),
  };
}

async function readHeader(bytes: ByteSource, complain: Complain): Promise<ElfHeader> {
  const head = await readExactly(
    bytes,
    { position: 0, length: ELF_HEADER_SIZE },
    'an ELF header',
    complain,
  );
  const header = parseElfHeader(head);
  if (header.elfClass !== ELFCLASS64) throw complain('a 64-bit ELF core', 'another ELF class');
  if (header.dataEncoding !== ELFDATA2LSB) {
    throw complain('a little-endian ELF core', 'another byte order');
  }
  if (header.type !== ET_CORE) {
    throw complain('an ELF core (type 4)', `an ELF file of type ${header.type}`);
  }
  return header;
}

async function readProgramHeaders(
  bytes: ByteSource,
  header: ElfHeader,
  complain: Complain,
): Promise<ProgramHeader[]> {
  let count = header.programHeaderCount;
  if (count === PN_XNUM) {
    const name = 'section header 0, which counts the program headers';
    count = parseExtendedCount(
      await readExactly(
        bytes,
        { position: header.sectionHeaderOffset, length: SECTION_HEADER_SIZE },
        name,
        complain,
      ),
    );
  }
  if (count === 0 || count > MAX_PROGRAM_HEADERS) {
    throw complain(`1 to ${MAX_PROGRAM_HEADERS} program headers`, `${count}`);
  }
  if (header.programHeaderSize !== PROGRAM_HEADER_SIZE) {
    throw complain(
      `program headers of ${PROGRAM_HEADER_SIZE} bytes`,
      `${counted(header.programHeaderSize, 'byte')} each`,
    );
  }
  const table = await readExactly(
    bytes,
    { position: header.programHeaderOffset, length: count * PROGRAM_HEADER_SIZE },
    counted(count, 'program header'),
    complain,
  );
  return Array.from({ length: count }, (_, i) =>
    parseProgramHeader(table, i * PROGRAM_HEADER_SIZE),
  );
}

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

/** Throws for segments that are malformed, overlap in the file or exceed it. They come by rising file offset. */
function checkSegments(
  segments: readonly ProgramHeader[],
  size: number | null,
  complain: Complain,
): void {
  let endOfPrevious = 0;
  for (const { address, addressInPage, offset, fileSize } of segments) {
    const found = `one of ${counted(fileSize, 'byte')} at address 0x${address.toString(16)}`;
    if (addressInPage !== 0 || fileSize % PAGE_SIZE !== 0) {
      throw complain('segments of whole pages', found);
    }
    if (address + fileSize > ADDRESS_SPACE) {
      throw complain('segments within 64-bit addresses', found);
    }
    if (size !== null && offset + fileSize > size) {
      throw complain(
        `data up to byte ${offset + fileSize}, as the headers declare`,
        `a truncated file of ${counted(size, 'byte')}`,
      );
    }
    if (offset < endOfPrevious) {
      throw complain('segments that do not overlap in the file', `two that share byte ${offset}`);
    }
    endOfPrevious = offset + fileSize;
  }
}

interface SegmentStretch extends Stretch {
  readonly segment: ProgramHeader;
}

function* stretchesOfSegments(
  bytes: ByteSource,
  segments: readonly ProgramHeader[],
  skipHoles: boolean,
): Generator<SegmentStretch> {
  for (const segment of segments) {
    const range = { start: segment.offset, end: segment.offset + segment.fileSize };
    for (const stretch of stretchesOf(bytes, range, skipHoles)) yield { ...stretch, segment };
  }
}

/** Decompresses the rest after the last segment: damage of compressed data may be detected only at its end. */
async function checkRest(bytes: ByteSource): Promise<void> {
  await bytes.read(new Uint8Array(1), Number.MAX_SAFE_INTEGER);
}

async function readExactly(
  bytes: ByteSource,
  { position, length }: { readonly position: number; readonly length: number },
  name: string,
  complain: Complain,
): Promise<Uint8Array> {
  const end = position + length;
  if (bytes.size !== null && end > bytes.size) {
    throw complain(`${name} up to byte ${end}`, `a file of ${counted(bytes.size, 'byte')}`);
  }
  const target = new Uint8Array(length);
  const found = await bytes.read(target, position);
  if (found < length)
    throw complain(`${name} up to byte ${end}`, `an end at byte ${position + found}`);
  return target;
}
