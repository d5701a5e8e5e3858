import type { Shard } from '../result/document.js';
import type { CellPlan } from './cell.js';

/**
 * Returns the cells of one corpus that belong to a shard. Shards are consecutive parts of the grid of about equal length,
 * so most shards need few corpora.
 *
 * @param cells all cells of the corpus
 * @param before number of cells of the corpora before it
 * @param total number of cells of all corpora
 */
export function cellsOfShard(
  { index, count }: Shard,
  cells: readonly CellPlan[],
  before: number,
  total: number,
): CellPlan[] {
  const first = Math.floor((total * (index - 1)) / count);
  const end = Math.floor((total * index) / count);
  return cells.filter((_, i) => before + i >= first && before + i < end);
}
