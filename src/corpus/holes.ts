import { isZeroPage, PAGE_SIZE } from '../common/page.js';
import type { PageWindow } from './page-windows.js';

/**
 * Leaves the zero pages of a sparse file out; what stands on either side of one is no longer neighbours. Throws if
 * nothing is left.
 */
export async function* withoutHoles(
  windows: AsyncIterable<PageWindow>,
  nothingLeft: () => Error,
): AsyncGenerator<PageWindow> {
  let startsRun = true;
  let empty = true;
  for await (const window of windows) {
    startsRun ||= window.startsRun;
    const pages = window.bytes.length / PAGE_SIZE;
    let first = 0;
    for (let page = 0; page <= pages; page++) {
      if (page < pages && !isZeroPage(window.bytes, page * PAGE_SIZE)) continue;
      if (page > first) {
        const bytes = window.bytes.subarray(first * PAGE_SIZE, page * PAGE_SIZE);
        yield { pfn: window.pfn + first, bytes, startsRun };
        startsRun = false;
        empty = false;
      }
      if (page < pages) startsRun = true;
      first = page + 1;
    }
  }
  if (empty) throw nothingLeft();
}
