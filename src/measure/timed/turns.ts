import type { CellPlan } from '../cell.js';

/** Cells have threads of their own, which sleep while another cell is measured. Each takes some 10 MiB. */
const MAX_THREADS = 32;

/**
 * Groups cells of one corpus into turns: cells of one compressor and folio size, which are interleaved. With several threads,
 * a turn has as many cells as have {@link MAX_THREADS} threads together, but at least one. A clairvoyant strategy has no
 * timed part.
 */
export function turnsOf(cells: readonly CellPlan[], threads: number): CellPlan[][] {
  const most =
    threads === 1 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(MAX_THREADS / threads));
  const groups = new Map<string, CellPlan[]>();
  for (const cell of cells) {
    if (cell.strategy.clairvoyant) continue;
    const key = `${cell.compressor.name}/${cell.folioPages}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].flatMap((group) => chunks(group, most));
}

/** Splits a list into parts of at most `most`, of nearly equal length. */
function chunks<T>(list: readonly T[], most: number): T[][] {
  const parts = Math.ceil(list.length / most) || 1;
  const border = (i: number) => Math.floor((i * list.length) / parts);
  return Array.from({ length: parts }, (_, i) => list.slice(border(i), border(i + 1)));
}
