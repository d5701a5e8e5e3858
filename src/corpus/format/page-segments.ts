import { type Failure, inputFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import type { ByteSource } from '../byte-source.js';
import type { PageWindow } from '../page-windows.js';
import { readAhead, type Stretch, stretchesOf } from '../read-ahead.js';

/** Consecutive pages of an image, which become one run. */
export interface PageSegment {
  /** Position in the file. */
  readonly offset: number;
  readonly address: number;
  readonly length: number;
}

/** Creates the failure of an image that is malformed, with the file as its subject. */
export type Complain = (expected: string, found: string) => Failure;

/** Returns {@link Complain} of a file. */
export function complaintsOf(path: string, remedy: string): Complain {
  return (expected, found) => inputFailure({ subject: path, expected, found, remedy });
}

interface SegmentStretch extends Stretch {
  readonly segment: PageSegment;
}

/**
 * Streams the pages of segments in the order given, which is that of the file. The end of a compressed file is read as
 * well: its damage may be detected only there.
 */
export async function* segmentWindows(
  bytes: ByteSource,
  segments: readonly PageSegment[],
  { skipHoles, complain }: { readonly skipHoles: boolean; readonly complain: Complain },
): AsyncGenerator<PageWindow> {
  let previous: PageSegment | undefined;
  const stretches = stretchesOfSegments(bytes, segments, skipHoles);
  for await (const [{ segment, position, length }, found] of readAhead(bytes, stretches)) {
    if (found.length < length) {
      throw complain(
        `data up to byte ${segment.offset + segment.length}, as the headers declare`,
        `an end at byte ${position + found.length}`,
      );
    }
    const address = segment.address + (position - segment.offset);
    yield { pfn: address / PAGE_SIZE, bytes: found, startsRun: segment !== previous };
    previous = segment;
  }
  if (bytes.size === null) await bytes.read(new Uint8Array(1), Number.MAX_SAFE_INTEGER);
}

function* stretchesOfSegments(
  bytes: ByteSource,
  segments: readonly PageSegment[],
  skipHoles: boolean,
): Generator<SegmentStretch> {
  for (const segment of segments) {
    const range = { start: segment.offset, end: segment.offset + segment.length };
    for (const stretch of stretchesOf(bytes, range, skipHoles)) yield { ...stretch, segment };
  }
}

/** Reads bytes of a header. Throws if the file ends before. */
export async function readExactly(
  bytes: ByteSource,
  { position, length }: Stretch,
  name: string,
  complain: Complain,
): Promise<Uint8Array> {
  const end = position + length;
  if (bytes.size !== null && end > bytes.size) {
    throw complain(`${name} up to byte ${end}`, `a file of ${bytes.size} bytes`);
  }
  const target = new Uint8Array(length);
  const found = await bytes.read(target, position);
  if (found < length) {
    throw complain(`${name} up to byte ${end}`, `an end at byte ${position + found}`);
  }
  return target;
}
