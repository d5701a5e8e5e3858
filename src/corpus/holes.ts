import { counted } from '../common/counted.js';
import { inputFailure } from '../common/errors.js';
import { isZeroPage, PAGE_SIZE } from '../common/page.js';
import type { Holes } from '../result/option-values.js';
import type { PageSource, PageWindow } from './page-windows.js';

// Only bytes decide, never the holes of a file: a sparse copy has the same pages.

/** Wraps a source so that its zero pages are treated as `holes` says. Remarks are complete once all windows were read. */
export function withHoles(path: string, source: PageSource, holes: Holes): PageSource {
  const { presence } = source;
  if (holes === 'absent') {
    if (presence === 'present') return { ...source, remarks: [...source.remarks, NO_EFFECT] };
    return withoutZeroPages(path, source);
  }
  return presence === 'mapped' ? countingZeroPages(source) : source;
}

const NO_EFFECT =
  'a note in the core records that all of its pages were present: --holes absent has no effect';

// Without their number: whole windows of hole are not even read.
const LEFT_OUT = 'left out: zero pages, as not present (--holes absent)';

/** Zero pages are left out, and each ends a run. Reading throws if no page is left. */
function withoutZeroPages(path: string, source: PageSource): PageSource {
  return {
    ...source,
    remarks: [...source.remarks, LEFT_OUT],
    async *windows() {
      let empty = true;
      let next = -1;
      for await (const { pfn, bytes, startsRun } of source.windows()) {
        if (startsRun) next = -1;
        for (const [start, end] of nonZeroRanges(bytes)) {
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
        found: 'only zero pages',
        remedy: 'pass --holes zero, or capture the pages again',
      });
    },
  };
}

/** Counts zero pages that may never have been touched. */
function countingZeroPages(source: PageSource): PageSource {
  let pages = 0;
  let zeroPages = 0;
  return {
    ...source,
    get remarks() {
      if (zeroPages === 0) return source.remarks;
      return [
        ...source.remarks,
        `${zeroPages} of ${counted(pages, 'page')} are zero: gcore and the kernel write pages that were never touched as ` +
          `zeros or holes; --holes absent leaves them out, for ${counted(pages - zeroPages, 'page')}`,
      ];
    },
    async *windows(): AsyncGenerator<PageWindow> {
      pages = 0;
      zeroPages = 0;
      for await (const window of source.windows()) {
        const { bytes } = window;
        pages += bytes.length / PAGE_SIZE;
        for (let at = 0; at < bytes.length; at += PAGE_SIZE) if (isZeroPage(bytes, at)) zeroPages++;
        yield window;
      }
    },
  };
}

/** Yields start and end of each range of consecutive non-zero pages. */
function* nonZeroRanges(bytes: Uint8Array): Generator<readonly [start: number, end: number]> {
  let start = 0;
  for (let page = 0; page < bytes.length; page += PAGE_SIZE) {
    if (!isZeroPage(bytes, page)) continue;
    if (page > start) yield [start, page];
    start = page + PAGE_SIZE;
  }
  if (bytes.length > start) yield [start, bytes.length];
}
