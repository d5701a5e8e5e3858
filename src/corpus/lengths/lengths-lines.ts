import type { ByteSource } from '../byte-source.js';
import type { Complain } from '../format/page-segments.js';

const READ_BYTES = 1 << 18;

/** Length of a line of the maximum number of pages and compressors, with room for long remarks. */
const MAX_LINE_BYTES = 1 << 20;

const LINE_FEED = 10;

/** A line, and the position behind it. */
export interface TextLine {
  readonly text: string;
  readonly end: number;
}

/** Yields the lines of a file from a position on. The last one may lack its line feed. */
export async function* linesFrom(
  bytes: ByteSource,
  position: number,
  complain: Complain,
): AsyncGenerator<TextLine> {
  const buffer = Buffer.alloc(MAX_LINE_BYTES + READ_BYTES);
  let filled = 0;
  let lineAt = position;
  for (;;) {
    const target = buffer.subarray(filled, filled + READ_BYTES);
    const length = await bytes.read(target, lineAt + filled);
    const all = buffer.subarray(0, filled + length);
    let start = 0;
    for (
      let end = all.indexOf(LINE_FEED, filled);
      end >= 0;
      end = all.indexOf(LINE_FEED, end + 1)
    ) {
      const text = all.toString('utf8', start, end);
      lineAt += end + 1 - start;
      start = end + 1;
      yield { text, end: lineAt };
    }
    all.copyWithin(0, start);
    filled = all.length - start;
    if (filled > MAX_LINE_BYTES) {
      throw complain(`lines of at most ${MAX_LINE_BYTES} bytes`, 'a longer one');
    }
    if (length === READ_BYTES) continue;
    if (filled > 0) yield { text: buffer.toString('utf8', 0, filled), end: lineAt + filled };
    return;
  }
}
