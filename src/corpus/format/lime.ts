import type { ByteSource } from '../byte-source.js';
import { uint64, viewOf } from '../elf/elf-format.js';
import type { PageSource, PageSourceOptions } from '../page-windows.js';
import {
  type Complain,
  complaintsOf,
  type PageSegment,
  readExactly,
  segmentWindows,
} from './page-segments.js';
import { PHYSICAL, physicalSegments } from './physical-memory.js';

// Image of LiME, and of AVML without compression. Source: LiME's documentation, "LiME Memory Range Header Version 1".
//
//   ┌────────┬─────────┬─────────┬─────────┬──────────┬──────┬────────┬─────┐
//   │ "EMiL" │ version │ address │ last    │ reserved │ data │ "EMiL" │ ... │
//   │ 4      │ 4       │ 8       │ 8       │ 8        │      │        │     │
//   └────────┴─────────┴─────────┴─────────┴──────────┴──────┴────────┴─────┘

const MAGIC = 0x4c694d45;
const VERSION = 1;
const HEADER_BYTES = 32;
const MAX_RANGES = 1 << 16;

/** Opens a LiME image: a run for each range of physical memory. */
export async function openLime(
  path: string,
  bytes: ByteSource,
  { holes }: PageSourceOptions,
): Promise<PageSource> {
  const complain = complaintsOf(path, 'create the image again');
  const segments = physicalSegments(await readRanges(bytes, complain));
  if (segments.length === 0) throw complain('ranges of whole pages', 'none');
  return {
    format: 'LiME',
    addressed: true,
    presence: 'unrecorded',
    remarks: [PHYSICAL],
    windows: () => segmentWindows(bytes, segments, { skipHoles: holes === 'absent', complain }),
    close: () => bytes.close(),
  };
}

async function readRanges(bytes: ByteSource, complain: Complain): Promise<PageSegment[]> {
  const ranges: PageSegment[] = [];
  for (let position = 0; ; ) {
    const end = new Uint8Array(1);
    if (position > 0 && (await bytes.read(end, position)) === 0) return ranges;
    const place = { position, length: HEADER_BYTES };
    const view = viewOf(await readExactly(bytes, place, 'a LiME header', complain));
    if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION) {
      throw complain(`a LiME header at byte ${position}`, 'other data');
    }
    const address = uint64(view, 8);
    const length = uint64(view, 16) + 1 - address;
    if (length <= 0 || !Number.isSafeInteger(address + length)) {
      throw complain('ranges of at least a byte', `one of ${length} bytes`);
    }
    const offset = position + HEADER_BYTES;
    if (bytes.size !== null && offset + length > bytes.size) {
      throw complain(`data up to byte ${offset + length}`, `a file of ${bytes.size} bytes`);
    }
    if (ranges.length === MAX_RANGES) throw complain(`at most ${MAX_RANGES} ranges`, 'more');
    ranges.push({ offset, address, length });
    position = offset + length;
  }
}
