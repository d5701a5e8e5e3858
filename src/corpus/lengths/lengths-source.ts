import { inputFailure } from '../../common/errors.js';
import type { ByteSource } from '../byte-source.js';
import { complaintsOf } from '../format/page-segments.js';
import type { PageSource, PageSourceOptions } from '../page-windows.js';
import type { LengthsHeader, LengthsLine, LengthsTotals } from './lengths-format.js';
import { linesFrom } from './lengths-lines.js';
import { parseHeader, parseLine } from './parse-lengths.js';

/** Lengths of the pages of an image, without their content. It can be read any number of times. */
export interface LengthsSource
  extends Pick<PageSource, 'addressed' | 'presence' | 'remarks' | 'close'> {
  readonly format: 'lengths';
  readonly path: string;
  readonly header: LengthsHeader;
  /** Yields the lines of pages, then the totals. */
  lines(): AsyncGenerator<LengthsLine | LengthsTotals>;
}

/** Opens a file of lengths. `--holes` must be as when it was written, unless it had no effect then. */
export async function openLengths(
  path: string,
  bytes: ByteSource,
  { holes = 'zero' }: Pick<PageSourceOptions, 'holes'>,
): Promise<LengthsSource> {
  const complain = complaintsOf(path, 'write it again (zswap-bench corpus lengths)');
  const first = await linesFrom(bytes, 0, complain).next();
  const { text, end } = first.value as NonNullable<typeof first.value>;
  const header = parseHeader(text, complain);
  if (header.presence !== 'present' && header.holes !== holes) {
    throw inputFailure({
      subject: path,
      expected: `--holes ${header.holes}, as when the lengths were written`,
      found: `--holes ${holes}`,
      remedy: `pass --holes ${header.holes}, or write them again with --holes ${holes}`,
    });
  }

  let remarks: readonly string[] = [];
  async function* lines(): AsyncGenerator<LengthsLine | LengthsTotals> {
    let next = -1;
    let pages = 0;
    let zeroPages = 0;
    let totals: LengthsTotals | null = null;
    for await (const line of linesFrom(bytes, end, complain)) {
      if (totals !== null) throw complain('an end behind the totals', 'another line');
      const parsed = parseLine(line.text, header, complain);
      if ('sha256' in parsed) {
        totals = parsed;
        continue;
      }
      if (!parsed.startsRun && parsed.pfn !== next) {
        throw complain('consecutive pages of a run', `page frame ${parsed.pfn} behind ${next - 1}`);
      }
      next = parsed.pfn + parsed.kinds.length;
      pages += parsed.kinds.length;
      zeroPages += parsed.kinds.split('z').length - 1;
      yield parsed;
    }
    if (totals === null || pages === 0)
      throw complain('lines of pages and totals', 'an end before');
    if (totals.pages !== pages || totals.zeroPages !== zeroPages) {
      throw complain(`totals of ${pages} pages, ${zeroPages} of them zero`, 'other totals');
    }
    remarks = totals.remarks;
    yield totals;
  }

  const { addressed, presence } = header;
  return {
    format: 'lengths',
    ...{ path, header, addressed, presence, lines },
    get remarks() {
      return remarks;
    },
    close: () => bytes.close(),
  };
}

/** Returns the failure for a file of lengths where pages are needed. */
export function needsPages(path: string) {
  return inputFailure({
    subject: path,
    expected: 'a memory image, with the content of its pages',
    found: 'a file of lengths, which has none',
    remedy:
      'name the image; lengths are enough for run --no-timing, gate --no-timing, check, advise and explain',
  });
}
