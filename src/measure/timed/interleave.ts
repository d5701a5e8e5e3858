import { performance } from 'node:perf_hooks';
import type { TimedSamples } from './timed-samples.js';

/** A cell that is measured block by block. */
export interface BlockMeasurement {
  readonly samples: TimedSamples;
  /** Memory that grows with what the cell has stored. */
  readonly heldBytes: number;
  /** Measures the next block. */
  round(recording: boolean): Promise<void>;
  /** Continues with an empty pool. */
  empty(): void;
}

/** Time and samples of cells that are interleaved. */
export interface InterleaveBudget {
  /** Of all cells together. */
  readonly budgetMs: number;
  /** Minimum of `relativeToCompressor` samples of each cell, even if they take longer than the budget. */
  readonly minSamples: number;
  /** Maximum of memory that the cells hold together; {@link MAX_HELD_BYTES} by default. */
  readonly maxHeldBytes?: number;
}

/** Rounds before measurement starts, in which the JavaScript engine still compiles the measured code. */
const WARM_UP_ROUNDS = 3;

/** Interleaved cells hold a pool each. Together they take no more than this, however many they are. */
export const MAX_HELD_BYTES = 256 << 20;

/**
 * Measures cells in rounds; in a round each takes its next block, so that noise of the host affects all of them. All pools
 * are emptied when they reach the maximum of memory.
 *
 * @returns whether pools were emptied
 */
export async function interleave(
  cells: readonly BlockMeasurement[],
  { budgetMs, minSamples, maxHeldBytes = MAX_HELD_BYTES }: InterleaveBudget,
): Promise<boolean> {
  const end = performance.now() + budgetMs;
  let emptied = false;
  for (let round = 0; ; round++) {
    if (cells.reduce((sum, { heldBytes }) => sum + heldBytes, 0) > maxHeldBytes) {
      emptied = true;
      for (const cell of cells) cell.empty();
    }
    for (const i of roundOrder(cells.length, round)) {
      await cells[i].round(round >= WARM_UP_ROUNDS);
      await new Promise(setImmediate);
    }
    const enough = cells.every(({ samples }) => samples.areEnough(minSamples));
    if (performance.now() >= end && enough) return emptied;
  }
}

/**
 * Returns the order of `count` cells in a round: the first one moves on every second round, and every other round runs
 * backwards. Each cell is equally often in each place, and of two cells each is equally often before the other.
 */
export function roundOrder(count: number, round: number): number[] {
  const first = Math.floor(round / 2);
  const order = Array.from({ length: count }, (_, i) => (first + i) % count);
  return round % 2 === 0 ? order : order.reverse();
}
