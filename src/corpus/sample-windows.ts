import { Random } from '../common/random.js';
import type { PageRun } from './elf/elf-writer.js';

/** Size and alignment of a sample window in pages. It is that of the largest folio, so a sample splits no folio. */
const WINDOW_PAGES = 512;

/**
 * Picks whole 2 MiB-aligned windows at random until the next would exceed `pages`, but at least one. Returns their runs
 * by rising address.
 */
export function sampleWindows(runs: readonly PageRun[], pages: number, seed: number): PageRun[] {
  const windows = windowsOf(runs);
  const random = new Random('sample', seed);
  const picked: PageRun[][] = [];
  let total = 0;
  while (windows.length > 0) {
    const at = random.below(windows.length);
    const window = windows[at];
    const size = window.reduce((sum, piece) => sum + piece.pages, 0);
    if (picked.length > 0 && total + size > pages) break;
    picked.push(window);
    total += size;
    windows[at] = windows.at(-1) as PageRun[];
    windows.pop();
  }
  return picked.flat().sort((a, b) => a.pfn - b.pfn);
}

/** Splits the runs at window borders and groups the pieces by window. */
function windowsOf(runs: readonly PageRun[]): PageRun[][] {
  const windows = new Map<number, PageRun[]>();
  for (const run of runs) {
    const end = run.pfn + run.pages;
    for (let pfn = run.pfn; pfn < end; ) {
      const window = Math.floor(pfn / WINDOW_PAGES);
      const pieceEnd = Math.min((window + 1) * WINDOW_PAGES, end);
      const pieces = windows.get(window);
      const piece = { pfn, pages: pieceEnd - pfn };
      if (pieces === undefined) windows.set(window, [piece]);
      else pieces.push(piece);
      pfn = pieceEnd;
    }
  }
  return [...windows.values()];
}
