import type { AddressRange } from './address-range.js';
import { NT_FILE, uint64, viewOf } from './elf-format.js';

const NOTE_HEADER_SIZE = 12;
const ENTRY_SIZE = 24;

/**
 * Returns the file-backed address ranges of the NT_FILE notes of a core (elf/common: count, page size, then start, end and
 * offset of each). Parsing stops at a malformed note; the ranges after it are treated as anonymous.
 *
 * @param notes bytes of a PT_NOTE segment
 */
export function fileBackedRanges(notes: Uint8Array): AddressRange[] {
  const view = viewOf(notes);
  const ranges: AddressRange[] = [];
  let at = 0;
  while (at + NOTE_HEADER_SIZE <= notes.length) {
    const nameSize = align4(view.getUint32(at, true));
    const dataSize = view.getUint32(at + 4, true);
    const type = view.getUint32(at + 8, true);
    const data = at + NOTE_HEADER_SIZE + nameSize;
    if (data + dataSize > notes.length) break;
    if (type === NT_FILE && dataSize >= 16) {
      const room = Math.floor((dataSize - 16) / ENTRY_SIZE);
      const count = Math.min(uint64(view, data), room);
      for (let i = 0; i < count; i++) {
        const entry = data + 16 + i * ENTRY_SIZE;
        ranges.push({ start: uint64(view, entry), end: uint64(view, entry + 8) });
      }
    }
    at = data + align4(dataSize);
  }
  return ranges;
}

function align4(size: number): number {
  return Math.ceil(size / 4) * 4;
}
