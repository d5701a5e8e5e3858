import type { Capacity, Heap } from '../../src/model/heap/heap.js';
import type { SharedHeapPlan } from '../../src/model/heap/shared-heap.js';
import type { Handle, ZsPool } from '../../src/model/zsmalloc/zs-pool.js';
import { ZspageMemory } from '../../src/model/zsmalloc/zspage-memory.js';
import type { CompressedPages } from '../../src/model/zswap/compressed-pages.js';
import { NO_EVENTS } from '../../src/model/zswap/events.js';
import { KERNELS, type Kernel } from '../../src/model/zswap/kernel-presets.js';
import { PoolLimit } from '../../src/model/zswap/pool-limit.js';
import { Zswap } from '../../src/model/zswap/zswap.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import type { CounterTotals } from '../../src/verify/threads/counter-totals.js';
import { DIGIT_COSTS, folioOf } from '../support/bare-zswap.js';

/** Start-up data of every thread. */
export interface StressPlan {
  readonly heap: SharedHeapPlan;
  /** For each folio: -1 while it is stored, else how many threads load or free it. */
  readonly folios: SharedArrayBuffer;
  readonly seed: number;
  readonly roundMs: number;
  /** A lock that is left out, to see what happens then. */
  readonly without: string | null;
}

/** Work of a thread in a round. */
export interface ThreadReport {
  /** Stores, loads, frees, writebacks and turns of the shrink worker that it began. */
  readonly steps: number;
  readonly totals: CounterTotals;
}

/** Steps of a thread between two clock checks. */
export const STEPS_PER_CLOCK_CHECK = 50;

/** Strategies by the number of the command that has them stressed. */
export const STRESSED: readonly [string, Strategy][] = [...STRATEGIES];

export const MEMCGS = 3;
const FOLIO_SIZES = [1, 4, 8, 16];
const SLOTS_PER_FOLIO = 16;
/** Every folio that there is; they do not overlap. */
export const FOLIOS = Array.from({ length: 48 }, (_, i) =>
  folioOf(i * SLOTS_PER_FOLIO, FOLIO_SIZES[i % FOLIO_SIZES.length]),
);

export const CAPACITY: Capacity = {
  entries: FOLIOS.length * SLOTS_PER_FOLIO + 8 * SLOTS_PER_FOLIO,
  zspages: 1024,
  frames: 4096,
  clusters: 16,
  nodes: 1,
};

// About a third of all pages find room.
const POOL_PAGES = 100;
const MEMCG_PAGES = 50;

/** One thread's way to the zswap that all of them share. */
export function stressedZswap(strategy: Strategy, heap: Heap): Zswap {
  return new Zswap({
    limit: new PoolLimit(POOL_PAGES, 100, 90),
    memcgs: {
      count: MEMCGS,
      maxPages: MEMCG_PAGES,
      parentMaxPages: MEMCG_PAGES * 2,
      writeback: true,
    },
    kernel: KERNELS.get(strategy.kernel ?? '6.18') as Kernel,
    pages: new PatternPages(),
    overflow: 'compress_fail',
    costs: DIGIT_COSTS,
    events: NO_EVENTS,
    memory: new ZspageMemory(heap),
    heap,
  });
}

/** Pages whose length and bytes follow from their number. */
export class PatternPages implements CompressedPages {
  compress(page: number): number {
    // Some do not compress.
    return page % 37 === 0 ? 5000 : 60 + ((page * 977) % 3900);
  }

  store(page: number, pool: ZsPool, handle: Handle, length: number): void {
    const at = pool.offsetOf(handle);
    pool.chunkOf(handle).fill(byteOf(page), at, at + length);
  }

  /** Whether an object holds what was stored of a page. */
  holds(page: number, pool: ZsPool, handle: Handle, length: number): boolean {
    const at = pool.offsetOf(handle);
    return pool
      .chunkOf(handle)
      .subarray(at, at + length)
      .every((byte) => byte === byteOf(page));
  }
}

function byteOf(page: number): number {
  return (page * 31 + 7) & 0xff;
}
