import { MAX_BYTES } from './read-json.js';

/** What the length of a cell in a document depends on. */
export interface CellShape {
  readonly memcgs: number;
  /** Different pages at which stores may fail. */
  readonly failingPages: number;
}

// At least what JSON takes: 200 points of the timeline and all single figures, a memcg, a failing page.
const CELL_BYTES = 20_000;
const MEMCG_BYTES = 200;
const FAILING_PAGE_BYTES = 50;

/** As many cells as a document of readable length has room for, samples of timed parts left out. */
export function mostCells({ memcgs, failingPages }: CellShape): number {
  const cellBytes = CELL_BYTES + memcgs * MEMCG_BYTES + failingPages * FAILING_PAGE_BYTES;
  return Math.floor(MAX_BYTES / cellBytes);
}
