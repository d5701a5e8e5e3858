import { MAX_JSON_BYTES } from './read-json.js';

/** Parameters that determine the length of a cell in a document. */
export interface CellSizes {
  readonly memcgs: number;
  /** Different pages at which stores may fail. */
  readonly failingPages: number;
  readonly repetitions: number;
}

// Upper bounds of JSON lengths: 200 points of the timeline with the usage of memcgs, and all single figures; a memcg; a failing page; a
// repetition's figures, in which values are more than elsewhere, so that their number stays below its limit too.
const CELL_BYTES = 24_000;
const MEMCG_BYTES = 200;
const FAILING_PAGE_BYTES = 50;
const REPETITION_BYTES = 700;

/** Returns the maximum number of cells of a readable document, without samples of timed parts. */
export function maxCells({ memcgs, failingPages, repetitions }: CellSizes): number {
  const cellBytes =
    CELL_BYTES +
    memcgs * MEMCG_BYTES +
    failingPages * FAILING_PAGE_BYTES +
    repetitions * REPETITION_BYTES;
  return Math.floor(MAX_JSON_BYTES / cellBytes);
}
