import { counted } from '../../common/counted.js';
import { PAGE_SIZE } from '../../common/page.js';
import type { ByteSource } from '../byte-source.js';
import { uint64, viewOf } from '../elf/elf-format.js';
import { type PageSource, type PageWindow, WINDOW_BYTES } from '../page-windows.js';
import { KdumpPages } from './kdump-pages.js';
import { type Complain, complaintsOf, readExactly } from './page-segments.js';
import { PHYSICAL } from './physical-memory.js';

// Compressed dump of makedumpfile and QEMU. Source: makedumpfile's IMPLEMENTATION, "The file format of kdump-compressed".
//
//   block 0   1            1 + sub_hdr_size   + bitmap_blocks / 2     + bitmap_blocks / 2
//   ┌────────┬────────────┬──────────────────┬───────────────────────┬─────────────────────────┬───────────┐
//   │ header │ sub header │ pages that exist │ pages that are dumped │ descriptor of each page │ page data │
//   └────────┴────────────┴──────────────────┴───────────────────────┴─────────────────────────┴───────────┘

// Of disk_dump_header on 64-bit machines.
const BLOCK_SIZE = 428;
const SUB_HEADER_BLOCKS = 432;
const BITMAP_BLOCKS = 436;
const HEADER_BYTES = 464;
// Of kdump_sub_header.
const SPLIT = 12;
const SUB_HEADER_BYTES = 120;

const DESCRIPTOR_BYTES = 24;
const DESCRIPTORS_READ = 1 << 13;
const MAX_BITMAP_BYTES = 64 << 20; // 2 TiB of memory

interface Layout {
  /** A bit per page frame. */
  readonly dumped: Uint8Array;
  readonly descriptorsAt: number;
  readonly pages: number;
  readonly excludedPages: number;
}

/** Opens a compressed dump of a machine. Each page is read and decompressed by itself. */
export async function openKdump(path: string, bytes: ByteSource): Promise<PageSource> {
  const complain = complaintsOf(path, 'dump the machine again, or as ELF (makedumpfile -E)');
  if (bytes.size === null) {
    throw complaintsOf(path, 'unpack it first')('a kdump as written', 'a packed one');
  }
  const layout = await readLayout(bytes, complain);
  const excluded = `left out by makedumpfile: ${counted(layout.excludedPages, 'page')}`;
  return {
    format: 'kdump',
    addressed: true,
    presence: 'unrecorded',
    remarks: layout.excludedPages === 0 ? [PHYSICAL] : [PHYSICAL, excluded],
    windows: () => kdumpWindows(bytes, layout, complain),
    close: () => bytes.close(),
  };
}

async function readLayout(bytes: ByteSource, complain: Complain): Promise<Layout> {
  const head = { position: 0, length: HEADER_BYTES };
  const header = viewOf(await readExactly(bytes, head, 'a kdump header', complain));
  const blockBytes = header.getUint32(BLOCK_SIZE, true);
  if (blockBytes !== PAGE_SIZE) {
    throw complain(`a 64-bit dump with pages of ${PAGE_SIZE} bytes`, 'another kind');
  }
  const sub = { position: blockBytes, length: SUB_HEADER_BYTES };
  const subHeader = viewOf(await readExactly(bytes, sub, 'a kdump sub header', complain));
  if (subHeader.getUint32(SPLIT, true) !== 0) {
    throw complain('a whole dump (makedumpfile --reassemble)', 'a part of a split dump');
  }
  const bitmapBytes = (header.getUint32(BITMAP_BLOCKS, true) * blockBytes) / 2;
  if (bitmapBytes > MAX_BITMAP_BYTES) {
    throw complain(`bitmaps of at most ${MAX_BITMAP_BYTES} bytes`, `${bitmapBytes}`);
  }
  const existingAt = (1 + header.getUint32(SUB_HEADER_BLOCKS, true)) * blockBytes;
  const bitmap = (position: number) =>
    readExactly(bytes, { position, length: bitmapBytes }, 'the bitmaps', complain);
  const existingPages = setBits(await bitmap(existingAt));
  const dumped = await bitmap(existingAt + bitmapBytes);
  const pages = setBits(dumped);
  const descriptorsAt = existingAt + 2 * bitmapBytes;
  const end = descriptorsAt + pages * DESCRIPTOR_BYTES;
  if (pages === 0) throw complain('pages', 'none in this dump');
  if (end > (bytes.size ?? 0)) {
    throw complain(`descriptors up to byte ${end}`, `a file of ${bytes.size} bytes`);
  }
  return { dumped, descriptorsAt, pages, excludedPages: Math.max(0, existingPages - pages) };
}

async function* kdumpWindows(
  bytes: ByteSource,
  { dumped, descriptorsAt, pages }: Layout,
  complain: Complain,
): AsyncGenerator<PageWindow> {
  const reader = new KdumpPages(bytes, complain);
  const buffer = new Uint8Array(WINDOW_BYTES);
  let descriptors = viewOf(new Uint8Array(0));
  let first = -1;
  let filled = 0;
  let startsRun = true;
  let index = 0;
  for (const pfn of framesIn(dumped)) {
    const inChunk = index % DESCRIPTORS_READ;
    if (inChunk === 0) {
      const count = Math.min(DESCRIPTORS_READ, pages - index);
      const position = descriptorsAt + index * DESCRIPTOR_BYTES;
      const place = { position, length: count * DESCRIPTOR_BYTES };
      descriptors = viewOf(await readExactly(bytes, place, 'the descriptors', complain));
    }
    const continues = pfn === first + filled / PAGE_SIZE;
    if (filled > 0 && (!continues || filled === WINDOW_BYTES)) {
      yield { pfn: first, bytes: buffer.subarray(0, filled), startsRun };
      filled = 0;
    }
    if (filled === 0) {
      startsRun = !continues;
      first = pfn;
    }
    const at = inChunk * DESCRIPTOR_BYTES;
    const place = {
      position: uint64(descriptors, at),
      length: descriptors.getUint32(at + 8, true),
    };
    const flags = descriptors.getUint32(at + 12, true);
    await reader.read(place, flags, buffer.subarray(filled, filled + PAGE_SIZE));
    filled += PAGE_SIZE;
    index++;
  }
  yield { pfn: first, bytes: buffer.subarray(0, filled), startsRun };
}

function* framesIn(bitmap: Uint8Array): Generator<number> {
  for (let at = 0; at < bitmap.length; at++) {
    for (let bit = 0, rest = bitmap[at]; rest !== 0; bit++, rest >>>= 1) {
      if ((rest & 1) !== 0) yield at * 8 + bit;
    }
  }
}

function setBits(bitmap: Uint8Array): number {
  let bits = 0;
  for (const byte of bitmap) for (let rest = byte; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
