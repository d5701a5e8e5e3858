import { PAGE_SIZE } from '../../common/page.js';
import type { PageSegment } from './page-segments.js';

/** Remark on images of physical memory. */
export const PHYSICAL =
  'memory of a machine by physical address: folios are aligned physically, and page cache, kernel and free pages count too';

/**
 * Cuts segments to whole pages of which each is in one segment only: a dump may have the same page in several, at other
 * virtual addresses. The result is in the order of the file.
 */
export function physicalSegments(segments: readonly PageSegment[]): PageSegment[] {
  const distinct: PageSegment[] = [];
  let covered = 0;
  for (const { offset, address, length } of segments.toSorted((a, b) => a.address - b.address)) {
    const start = Math.max(covered, Math.ceil(address / PAGE_SIZE) * PAGE_SIZE);
    const end = Math.floor((address + length) / PAGE_SIZE) * PAGE_SIZE;
    if (end <= start) continue;
    distinct.push({ offset: offset + (start - address), address: start, length: end - start });
    covered = end;
  }
  return distinct.sort((a, b) => a.offset - b.offset);
}
