import type { Shard } from '../result/document.js';
import type { CellPlan } from './cell.js';

/**
 * The cells of one corpus that belong to a shard. Shards are consecutive stretches of the whole grid of about equal
 * length, so that most need few of the corpora.
 *
 * @param cells all cells of the corpus
 * @param before cells of the corpora before it
 * @param total cells of all corpora
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
