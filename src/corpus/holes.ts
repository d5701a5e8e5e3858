import { inputFailure } from '../common/errors.js';
import { isZeroPage, PAGE_SIZE } from '../common/page.js';
import type { PageSource, PageWindow } from './page-windows.js';

/**
 * Wraps the source of a sparse file. Zero pages are treated as holes: they are left out, and each ends a run. Reading
 * throws if no page is left.
 */
export function withoutHoles(path: string, source: PageSource): PageSource {
  return {
    ...source,
    remarks: [
      ...source.remarks,
      'zero pages were taken for holes of the sparse file, that is, for pages that were not present',
    ],
    windows: () => presentWindows(path, source.windows()),
  };
}

async function* presentWindows(
  path: string,
  windows: AsyncIterable<PageWindow>,
): AsyncGenerator<PageWindow> {
  let empty = true;
  let next = -1;
  for await (const { pfn, bytes, startsRun } of windows) {
    if (startsRun) next = -1;
    for (const [start, end] of presentRanges(bytes)) {
      const first = pfn + start / PAGE_SIZE;
      yield { pfn: first, bytes: bytes.subarray(start, end), startsRun: first !== next };
      next = pfn + end / PAGE_SIZE;
      empty = false;
    }
  }
  if (!empty) return;
  throw inputFailure({
    subject: path,
    expected: 'pages that are present',
    found: 'only holes',
    remedy: 'capture or dump the pages again',
  });
}

/** Yields start and end of each range of consecutive non-zero pages. */
function* presentRanges(bytes: Uint8Array): Generator<readonly [start: number, end: number]> {
  let start = 0;
  for (let page = 0; page < bytes.length; page += PAGE_SIZE) {
    if (!isZeroPage(bytes, page)) continue;
    if (page > start) yield [start, page];
    start = page + PAGE_SIZE;
  }
  if (bytes.length > start) yield [start, bytes.length];
}
