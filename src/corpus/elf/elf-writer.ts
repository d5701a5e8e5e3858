import { inputFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import type { Presence } from '../page-windows.js';
import {
  ELF_HEADER_SIZE,
  ELF_MAGIC,
  ELFCLASS64,
  ELFDATA2LSB,
  EM_X86_64,
  ET_CORE,
  EV_CURRENT,
  MAX_PROGRAM_HEADERS,
  PF_R,
  PF_W,
  PN_XNUM,
  PROGRAM_HEADER_SIZE,
  PT_LOAD,
  PT_NOTE,
  SECTION_HEADER_SIZE,
} from './elf-format.js';
import { presenceNote } from './elf-notes.js';

/** Consecutive present pages of one mapping. */
export interface PageRun {
  readonly pfn: number;
  readonly pages: number;
}

/**
 * Returns the head of an ELF64 core: file header, one PT_LOAD program header per run and a note about the presence of the
 * pages, padded to a page border. The data of the runs follows in the same order.
 *
 * @throws Failure for more runs than the reader takes
 */
export function elfCoreHead(runs: readonly PageRun[], presence: Presence): Uint8Array {
  const note = presenceNote(presence);
  const headers = runs.length + (note.length > 0 ? 1 : 0);
  if (headers > MAX_PROGRAM_HEADERS) {
    throw inputFailure({
      subject: 'the core',
      expected: `at most ${MAX_PROGRAM_HEADERS + runs.length - headers} runs of neighbouring pages`,
      found: `${runs.length}`,
      remedy: 'take part of the pages (zswap-bench corpus capture --sample)',
    });
  }
  const extended = headers >= PN_XNUM;
  const tableEnd = ELF_HEADER_SIZE + headers * PROGRAM_HEADER_SIZE;
  const noteAt = tableEnd + (extended ? SECTION_HEADER_SIZE : 0);
  const headEnd = noteAt + note.length;
  const head = new Uint8Array(Math.ceil(headEnd / PAGE_SIZE) * PAGE_SIZE);
  const view = new DataView(head.buffer);

  view.setUint32(0, ELF_MAGIC);
  view.setUint8(4, ELFCLASS64);
  view.setUint8(5, ELFDATA2LSB);
  view.setUint8(6, EV_CURRENT);
  view.setUint16(16, ET_CORE, true);
  view.setUint16(18, EM_X86_64, true);
  view.setUint32(20, EV_CURRENT, true);
  view.setBigUint64(32, BigInt(ELF_HEADER_SIZE), true);
  view.setUint16(52, ELF_HEADER_SIZE, true);
  view.setUint16(54, PROGRAM_HEADER_SIZE, true);
  view.setUint16(56, extended ? PN_XNUM : headers, true);
  if (extended) {
    view.setBigUint64(40, BigInt(tableEnd), true);
    view.setUint16(58, SECTION_HEADER_SIZE, true);
    view.setUint16(60, 1, true);
    view.setUint32(tableEnd + 44, headers, true);
  }

  let data = head.length;
  runs.forEach(({ pfn, pages }, i) => {
    const at = ELF_HEADER_SIZE + i * PROGRAM_HEADER_SIZE;
    const size = BigInt(pages * PAGE_SIZE);
    view.setUint32(at, PT_LOAD, true);
    view.setUint32(at + 4, PF_R | PF_W, true);
    view.setBigUint64(at + 8, BigInt(data), true);
    view.setBigUint64(at + 16, BigInt(pfn) * BigInt(PAGE_SIZE), true);
    view.setBigUint64(at + 32, size, true);
    view.setBigUint64(at + 40, size, true);
    view.setBigUint64(at + 48, BigInt(PAGE_SIZE), true);
    data += pages * PAGE_SIZE;
  });
  if (note.length > 0) {
    const at = tableEnd - PROGRAM_HEADER_SIZE;
    view.setUint32(at, PT_NOTE, true);
    view.setBigUint64(at + 8, BigInt(noteAt), true);
    view.setBigUint64(at + 32, BigInt(note.length), true);
    view.setBigUint64(at + 48, 4n, true);
    head.set(note, noteAt);
  }
  return head;
}
