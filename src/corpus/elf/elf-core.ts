import { counted } from '../../common/counted.js';
import { PAGE_SIZE } from '../../common/page.js';
import { overlaps, union } from '../address-range.js';
import type { ByteSource } from '../byte-source.js';
import {
  type Complain,
  complaintsOf,
  type PageSegment,
  segmentWindows,
} from '../format/page-segments.js';
import { PHYSICAL, physicalSegments } from '../format/physical-memory.js';
import type { PageSource, PageSourceOptions } from '../page-windows.js';
import { PF_W, type ProgramHeader, PT_LOAD } from './elf-format.js';
import { type CoreHeaders, readCoreHeaders } from './elf-headers.js';
import { fileBackedRanges, hasMachineNote, presenceIn } from './elf-notes.js';

const ADDRESS_SPACE = 2 ** 64;

/**
 * Opens an ELF core. One of a process has a run for each PT_LOAD segment that is writable and not file-backed, since only
 * such memory is swapped to zswap; one of a machine has a run for each range of physical memory. The sizes in the headers
 * of a compressed file are checked while its data is read.
 */
export async function openElfCore(
  path: string,
  bytes: ByteSource,
  { holes }: PageSourceOptions,
): Promise<PageSource> {
  const complain = complaintsOf(
    path,
    'create the core again, for example with gcore or zswap-bench corpus capture',
  );
  const headers = await readCoreHeaders(bytes, complain);
  const loads = headers.programHeaders.filter(
    (segment) => segment.type === PT_LOAD && segment.fileSize > 0,
  );
  const ofMachine = isOfMachine(headers, loads);
  const { segments, remarks } = ofMachine
    ? { segments: machineSegments(loads), remarks: [PHYSICAL] }
    : processSegments(headers, loads, complain);
  if (segments.length === 0) {
    throw complain(
      'a segment of writable anonymous memory',
      `${counted(loads.length, 'segment')} with data, none of that kind`,
    );
  }
  checkPlaces(segments, bytes.size, complain);
  const presence = ofMachine ? 'unrecorded' : presenceIn(headers.notes, headers.layout);
  const skipHoles = holes === 'absent' && presence !== 'present';
  return {
    format: ofMachine ? 'ELF core of a machine' : 'ELF core',
    addressed: true,
    presence,
    remarks,
    windows: () => segmentWindows(bytes, segments, { skipHoles, complain }),
    close: () => bytes.close(),
  };
}

/** Returns whether a core is of a machine: the kernel and QEMU note it, or leave all flags zero on machines without a note. */
function isOfMachine({ notes, layout }: CoreHeaders, loads: readonly ProgramHeader[]): boolean {
  return hasMachineNote(notes, layout) || (loads.length > 0 && loads.every((s) => s.flags === 0));
}

function machineSegments(loads: readonly ProgramHeader[]): PageSegment[] {
  return physicalSegments(
    loads.map(({ offset, physicalAddress, fileSize }) => ({
      offset,
      address: physicalAddress,
      length: fileSize,
    })),
  );
}

function processSegments(
  { notes, layout }: CoreHeaders,
  loads: readonly ProgramHeader[],
  complain: Complain,
): { segments: PageSegment[]; remarks: string[] } {
  const fileBacked = union(notes.flatMap((segment) => fileBackedRanges(segment, layout)));
  const anonymous = loads
    .filter(({ flags }) => (flags & PF_W) !== 0)
    .filter((s) => !overlaps(fileBacked, s.address, s.address + s.memorySize))
    .sort((a, b) => a.offset - b.offset);
  for (const { address, addressInPage, fileSize } of anonymous) {
    if (addressInPage !== 0 || fileSize % PAGE_SIZE !== 0) {
      const found = `one of ${counted(fileSize, 'byte')} at address 0x${address.toString(16)}`;
      throw complain('segments of whole pages', found);
    }
  }
  const leftOut = loads.length - anonymous.length;
  return {
    segments: anonymous.map(({ offset, address, fileSize: length }) => ({
      offset,
      address,
      length,
    })),
    remarks:
      leftOut === 0
        ? []
        : [
            `left out: ${counted(leftOut, 'read-only or file-backed segment')}; such memory never goes to zswap`,
          ],
  };
}

/** Throws for segments that overlap in the file or exceed it. They come by rising file offset. */
function checkPlaces(
  segments: readonly PageSegment[],
  size: number | null,
  complain: Complain,
): void {
  let endOfPrevious = 0;
  for (const { address, offset, length } of segments) {
    if (address + length > ADDRESS_SPACE) {
      const found = `one of ${counted(length, 'byte')} at address 0x${address.toString(16)}`;
      throw complain('segments within 64-bit addresses', found);
    }
    if (size !== null && offset + length > size) {
      throw complain(
        `data up to byte ${offset + length}, as the headers declare`,
        `a truncated file of ${counted(size, 'byte')}`,
      );
    }
    if (offset < endOfPrevious) {
      throw complain('segments that do not overlap in the file', `two that share byte ${offset}`);
    }
    endOfPrevious = offset + length;
  }
}
