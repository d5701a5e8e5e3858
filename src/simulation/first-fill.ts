import { PAGE_SIZE } from '../common/page.js';
import type { Memcg } from '../model/zswap/memcg.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { FillerPages } from './filler-pages.js';
import { FillerSums } from './filler-sums.js';

/**
 * Returns the sums over the fillers that leave less than `roomPages` pages of room in the pool or a memcg, or after which the
 * next filler would exceed the pool's limit. All sums are proportional to the number of cycles of pages and memcgs, so the
 * time does not depend on the limits.
 */
export function firstFill(zswap: Zswap, pages: FillerPages, roomPages: number): FillerSums {
  const memcgs = zswap.memcgs.length;
  const room = new Room(zswap, roomPages);
  const cycle = leastCommonMultiple(pages.count, memcgs);
  const first = new FillerSums(memcgs);
  fillUp(first, pages, room, cycle);
  if (first.fillers < cycle) return first;
  const sums = first.times(largestFactor((factor) => room.isLeft(first.times(factor))));
  fillUp(sums, pages, room, Number.POSITIVE_INFINITY);
  return sums;
}

/** Adds fillers one by one while there is room, up to `maxFillers`. */
function fillUp(sums: FillerSums, pages: FillerPages, room: Room, maxFillers: number): void {
  const memcgs = sums.memcgs.length;
  let isLeft = room.isLeft(sums);
  while (isLeft && sums.fillers < maxFillers) {
    const memcg = sums.fillers % memcgs;
    const length = pages.lengthOf(sums.fillers);
    if (sums.growthOf(length) > room.limitPages - sums.poolPages) return;
    sums.add(length);
    isLeft = room.isLeftIn(memcg, sums);
  }
}

/** Room below the limits of a zswap. */
class Room {
  readonly limitPages: number;
  readonly #roomPages: number;
  readonly #memcgMaxBytes: readonly number[];
  readonly #parentMaxBytes: number;

  constructor({ limit, memcgs, memcgParent }: Zswap, roomPages: number) {
    this.limitPages = limit.maxPages;
    this.#roomPages = roomPages;
    this.#memcgMaxBytes = memcgs.map(maxBytes);
    this.#parentMaxBytes = maxBytes(memcgParent);
  }

  isLeft(sums: FillerSums): boolean {
    return this.#memcgMaxBytes.every((_, memcg) => this.isLeftIn(memcg, sums));
  }

  /** Returns whether the pool, a memcg and its parent have room. */
  isLeftIn(memcg: number, { poolPages, bytes, memcgs }: FillerSums): boolean {
    const leftBytes = Math.min(
      this.#memcgMaxBytes[memcg] - memcgs[memcg].bytes,
      this.#parentMaxBytes - bytes,
    );
    const leftPages = this.limitPages - poolPages;
    return leftPages >= this.#roomPages && leftBytes >= this.#roomPages * PAGE_SIZE;
  }
}

function maxBytes({ maxPages }: Memcg): number {
  return maxPages === null ? Number.POSITIVE_INFINITY : maxPages * PAGE_SIZE;
}

/** Returns the largest factor for which a monotonic predicate is true. */
function largestFactor(isTrue: (factor: number) => boolean): number {
  let tooMany = 1;
  while (isTrue(tooMany)) tooMany *= 2;
  let enough = 0;
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (isTrue(middle)) enough = middle;
    else tooMany = middle;
  }
  return enough;
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
