import type { AddressRange } from '../address-range.js';
import type { Presence } from '../page-windows.js';
import { type ElfLayout, elfWord, NT_FILE, viewOf } from './elf-format.js';

const NOTE_HEADER_SIZE = 12;

// Note of this program:
//
//   0           4           8           12            24
//   ┌───────────┬───────────┬───────────┬─────────────┬──────────────────────────────────┐
//   │ name size │ data size │ type 1    │ zswap-bench │ 1: pages present, 0: pages mapped│
//   └───────────┴───────────┴───────────┴─────────────┴──────────────────────────────────┘
const OWNER = new TextEncoder().encode('zswap-bench\0');
const NT_PRESENCE = 1;
const PRESENCE_VALUES: readonly Presence[] = ['mapped', 'present'];

interface Note {
  readonly name: Uint8Array;
  readonly type: number;
  readonly data: Uint8Array;
}

/** Returns the note about the pages of a core; empty for an unrecorded presence. */
export function presenceNote(presence: Presence): Uint8Array {
  const value = PRESENCE_VALUES.indexOf(presence);
  if (value < 0) return new Uint8Array(0);
  const note = new Uint8Array(NOTE_HEADER_SIZE + OWNER.length + 4);
  const view = viewOf(note);
  view.setUint32(0, OWNER.length, true);
  view.setUint32(4, 4, true);
  view.setUint32(8, NT_PRESENCE, true);
  note.set(OWNER, NOTE_HEADER_SIZE);
  view.setUint32(NOTE_HEADER_SIZE + OWNER.length, value, true);
  return note;
}

/** Returns what the notes of a core tell about its pages. A core with notes of others only is one of gcore or the kernel. */
export function presenceIn(segments: readonly Uint8Array[], layout: ElfLayout): Presence {
  for (const { name, type, data } of segments.flatMap((notes) => [...notesIn(notes, layout)])) {
    if (type !== NT_PRESENCE || Buffer.compare(name, OWNER) !== 0 || data.length < 4) continue;
    return PRESENCE_VALUES[viewOf(data).getUint32(0, layout.littleEndian)] ?? 'mapped';
  }
  return segments.length === 0 ? 'unrecorded' : 'mapped';
}

/** Returns whether a note tells that the core is of a machine: that of QEMU, or the kernel's VMCOREINFO. */
export function hasMachineNote(segments: readonly Uint8Array[], layout: ElfLayout): boolean {
  return segments
    .flatMap((notes) => [...notesIn(notes, layout)])
    .some(({ name }) =>
      ['QEMU', 'VMCOREINFO'].includes(Buffer.from(name).toString('latin1').replace(/\0$/, '')),
    );
}

/**
 * Returns the file-backed address ranges of the NT_FILE notes of a core (elf/common: count, page size, then start, end and
 * offset of each).
 *
 * @param notes bytes of a PT_NOTE segment
 */
export function fileBackedRanges(notes: Uint8Array, layout: ElfLayout): AddressRange[] {
  const { wordBytes } = layout;
  const headBytes = 2 * wordBytes;
  const entryBytes = 3 * wordBytes;
  const ranges: AddressRange[] = [];
  for (const { type, data } of notesIn(notes, layout)) {
    if (type !== NT_FILE || data.length < headBytes) continue;
    const view = viewOf(data);
    const room = Math.floor((data.length - headBytes) / entryBytes);
    const count = Math.min(elfWord(view, 0, layout), room);
    for (let i = 0; i < count; i++) {
      const entry = headBytes + i * entryBytes;
      ranges.push({
        start: elfWord(view, entry, layout),
        end: elfWord(view, entry + wordBytes, layout),
      });
    }
  }
  return ranges;
}

/** Yields the notes of a PT_NOTE segment. Parsing stops at a malformed one; ranges after it are treated as anonymous. */
function* notesIn(segment: Uint8Array, { littleEndian }: ElfLayout): Generator<Note> {
  const view = viewOf(segment);
  for (let at = 0; at + NOTE_HEADER_SIZE <= segment.length; ) {
    const name = at + NOTE_HEADER_SIZE;
    const nameSize = view.getUint32(at, littleEndian);
    const dataSize = view.getUint32(at + 4, littleEndian);
    const data = name + align4(nameSize);
    if (data + dataSize > segment.length) return;
    yield {
      name: segment.subarray(name, name + nameSize),
      type: view.getUint32(at + 8, littleEndian),
      data: segment.subarray(data, data + dataSize),
    };
    at = data + align4(dataSize);
  }
}

function align4(size: number): number {
  return Math.ceil(size / 4) * 4;
}
