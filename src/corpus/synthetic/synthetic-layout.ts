import type { Random } from '../../common/random.js';
import { BLOCK_PAGES, type SyntheticModel, sizeKey } from './synthetic-model.js';

/** Consecutive pages at an address. */
export interface Placed {
  readonly pfn: number;
  readonly pages: number;
}

// Order 1 does not exist for anonymous memory, so three pages behind an aligned hole are in no large folio.
//
//   address / 4K   0 │  1  2  3 │  4 .. 7 │
//   pages         hole 4K 4K 4K    a block
const ALONE = 3;

/** Returns blocks and pages that lie alone, in random order, each at the next address where it is aligned. */
export function layOut(
  folios: NonNullable<SyntheticModel['folios']>,
  { pfn, pages }: Placed,
  random: Random,
): Placed[] {
  const blocks = shuffled(blocksOf(folios, pages), random);
  let next = pfn;
  return blocks.map((block) => {
    const alone = block <= ALONE;
    const unit = alone ? ALONE + 1 : block;
    const start = Math.ceil(next / unit) * unit + (alone ? 1 : 0);
    next = start + block;
    return { pfn: start, pages: block };
  });
}

/** Returns the pages of each block. Pages that fill no block of their size go to the next smaller ones. */
function blocksOf(folios: NonNullable<SyntheticModel['folios']>, pages: number): number[] {
  const blocks: number[] = [];
  let left = pages;
  let due = 0;
  for (const size of BLOCK_PAGES) {
    due += folios[sizeKey(size)] * pages;
    const count = Math.min(Math.max(0, Math.round(due / size)), Math.floor(left / size));
    for (let i = 0; i < count; i++) blocks.push(size);
    due -= count * size;
    left -= count * size;
  }
  for (; left > 0; left -= ALONE) blocks.push(Math.min(left, ALONE));
  return blocks;
}

function shuffled(blocks: number[], random: Random): number[] {
  for (let last = blocks.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [blocks[last], blocks[other]] = [blocks[other], blocks[last]];
  }
  return blocks;
}
