import type { Timed } from '../../result/document.js';
import { minSamples } from '../../statistics/min-samples.js';

/** Time budget of the timed part of each cell. */
export interface Timing {
  /** Cells of the whole grid. */
  readonly cells: number;
  readonly cellMs: number;
  /** Minimum of `relativeToCompressor` samples of a cell, even if they take longer. */
  readonly minSamples: number;
}

const MIN_MS_PER_CELL = 100;

/** `compare` tests relativeToCompressor and pagesPerSecond of every cell, `gate` the first alone. */
const TESTS_PER_CELL = 2;

/** Divides `timeSeconds` among the cells. `minSamples` is enough for one cell's difference to be significant among all. */
export function timingOf(timeSeconds: number, cells: number): Timing {
  return {
    cells,
    cellMs: Math.max(MIN_MS_PER_CELL, (timeSeconds * 1000) / cells),
    minSamples: minSamples(TESTS_PER_CELL * cells),
  };
}

/** Returns a remark with the `--time` that gives a cell enough samples; null if it has enough, or none at all. */
export function shortOfSamples(timed: Timed, tookMs: number, timing: Timing): string | null {
  const { cells, minSamples: wanted } = timing;
  const samples = timed.relativeSamples.length;
  if (samples === 0 || samples >= wanted) return null;
  const seconds = Math.ceil((((tookMs * wanted) / samples) * cells) / 1000);
  return `of the ${wanted} samples that a comparison of ${cells} cells needs it has ${samples}: pass --time ${seconds}`;
}
