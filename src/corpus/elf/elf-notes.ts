import type { AddressRange } from '../address-range.js';
import type { Presence } from '../page-windows.js';
import { NT_FILE, uint64, viewOf } from './elf-format.js';

const NOTE_HEADER_SIZE = 12;
const ENTRY_SIZE = 24;

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
export function presenceIn(segments: readonly Uint8Array[]): Presence {
  for (const { name, type, data } of segments.flatMap((notes) => [...notesIn(notes)])) {
    if (type !== NT_PRESENCE || Buffer.compare(name, OWNER) !== 0 || data.length < 4) continue;
    return PRESENCE_VALUES[viewOf(data).getUint32(0, true)] ?? 'mapped';
  }
  return segments.length === 0 ? 'unrecorded' : 'mapped';
}

/**
 * Returns the file-backed address ranges of the NT_FILE notes of a core (elf/common: count, page size, then start, end and
 * offset of each).
 *
 * @param notes bytes of a PT_NOTE segment
 */
export function fileBackedRanges(notes: Uint8Array): AddressRange[] {
  const ranges: AddressRange[] = [];
  for (const { type, data } of notesIn(notes)) {
    if (type !== NT_FILE || data.length < 16) continue;
    const view = viewOf(data);
    const room = Math.floor((data.length - 16) / ENTRY_SIZE);
    const count = Math.min(uint64(view, 0), room);
    for (let i = 0; i < count; i++) {
      const entry = 16 + i * ENTRY_SIZE;
      ranges.push({ start: uint64(view, entry), end: uint64(view, entry + 8) });
    }
  }
  return ranges;
}

/** Yields the notes of a PT_NOTE segment. Parsing stops at a malformed one; ranges after it are treated as anonymous. */
function* notesIn(segment: Uint8Array): Generator<Note> {
  const view = viewOf(segment);
  for (let at = 0; at + NOTE_HEADER_SIZE <= segment.length; ) {
    const name = at + NOTE_HEADER_SIZE;
    const nameSize = view.getUint32(at, true);
    const dataSize = view.getUint32(at + 4, true);
    const data = name + align4(nameSize);
    if (data + dataSize > segment.length) return;
    yield {
      name: segment.subarray(name, name + nameSize),
      type: view.getUint32(at + 8, true),
      data: segment.subarray(data, data + dataSize),
    };
    at = data + align4(dataSize);
  }
}

function align4(size: number): number {
  return Math.ceil(size / 4) * 4;
}
