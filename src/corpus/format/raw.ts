import { counted } from '../../common/counted.js';
import { inputFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import type { ByteSource } from '../byte-source.js';
import {
  type PageSource,
  type PageSourceOptions,
  type PageWindow,
  WINDOW_BYTES,
} from '../page-windows.js';
import { readAhead, type Stretch, stretchesOf } from '../read-ahead.js';

/** Opens a dump of consecutive pages: one run, with page frame numbers from 0. */
export async function openRaw(
  path: string,
  bytes: ByteSource,
  options: PageSourceOptions,
): Promise<PageSource> {
  const checkRemainder = (size: number) => {
    const remainder = size % PAGE_SIZE;
    if (size >= PAGE_SIZE && (remainder === 0 || options.dropPartial)) return;
    throw inputFailure({
      subject: path,
      expected: `an ELF core, or raw pages of ${PAGE_SIZE} bytes`,
      found:
        size === 0 ? 'no data' : `${counted(size, 'byte')}, ${remainder} more than whole pages`,
      remedy:
        size >= PAGE_SIZE
          ? 'check the file, or pass --drop-partial to cut them off'
          : 'check the file',
    });
  };
  // Where the size is unknown, a remainder is detected while reading.
  if (bytes.size !== null) checkRemainder(bytes.size);

  const skipHoles = options.holes === 'absent';
  async function* windows(): AsyncGenerator<PageWindow> {
    for await (const [{ position }, found] of readAhead(bytes, wholeWindows(bytes, skipHoles))) {
      const { length } = found;
      if (bytes.size !== null && length !== Math.min(WINDOW_BYTES, bytes.size - position)) {
        throw changedWhileRead(path, bytes.size);
      }
      const whole = length - (length % PAGE_SIZE);
      if (length < WINDOW_BYTES) checkRemainder(position + length);
      if (whole > 0) {
        yield {
          pfn: position / PAGE_SIZE,
          bytes: found.subarray(0, whole),
          startsRun: position === 0,
        };
      }
      if (length < WINDOW_BYTES) return;
    }
  }

  return {
    format: 'raw',
    addressed: false,
    presence: 'unrecorded',
    remarks: [],
    windows,
    close: () => bytes.close(),
  };
}

// Also checked between two passes: the results of the first pass would not apply to the new content.
function changedWhileRead(path: string, size: number) {
  return inputFailure({
    subject: path,
    expected: `${counted(size, 'byte')}, as when it was opened`,
    found: 'another size while it was read',
    remedy: 'wait until no process writes to it, or read a copy',
  });
}

/** Yields whole windows. A file that has grown is detected by reading beyond its size. */
function* wholeWindows(bytes: ByteSource, skipHoles: boolean): Generator<Stretch> {
  const all = { start: 0, end: bytes.size ?? Number.POSITIVE_INFINITY };
  for (const { position } of stretchesOf(bytes, all, skipHoles)) {
    yield { position, length: WINDOW_BYTES };
  }
}
