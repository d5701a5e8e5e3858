import type { Grouping } from '../../model/folio/folio-queue.js';
import type { Capacity } from '../../model/heap/heap.js';
import { planSharedHeap, type SharedHeapPlan } from '../../model/heap/shared-heap.js';
import type { Parameters } from '../../result/settings.js';
import type { AskedStrategy } from '../../strategy/resolve.js';
import type { CellPlan, NamedKernel } from '../cell.js';
import { type CellLimits, type LimitSettings, limitsOf, withoutLimits } from '../cell-limits.js';
import { LivePages } from '../live-pages.js';
import type { ResidentPages } from './resident-pages.js';
import { StoreRunner } from './store-runner.js';

/** Commands on the block of folios that the threads share. */
export const COMMAND = {
  /** Advance to the next block; a block that starts a pass starts with an empty pool. */
  next: 0,
  bare: 1,
  unlimited: 2,
  limited: 3,
  /** Erase the folios that `unlimited` stored. */
  clear: 4,
  /** Reply with the counters under the limits since the pass began. */
  totals: 5,
} as const;

/** One thread's part of a timed phase. */
export interface Phase {
  /** On the host's monotonic clock, which all threads share. */
  readonly startMs: number;
  readonly endMs: number;
  readonly storedPages: number;
  /** Time of each folio stored under the limits. */
  readonly folioNs: readonly number[];
}

/** Start-up data of a thread: plain data and shared memory. */
export interface StoreThreadPlan {
  readonly strategy: AskedStrategy;
  readonly kernel: NamedKernel;
  readonly compressor: string;
  readonly module: WebAssembly.Module | undefined;
  readonly pages: ResidentPages;
  readonly blocks: {
    readonly grouping: Grouping;
    readonly folioPages: number;
    readonly offerPages: number;
    readonly blockPages: number;
  };
  readonly machine: LimitSettings;
  readonly parameters: Parameters;
  /** Offer that the limits are a share of. */
  readonly offerPages: number;
  readonly unlimited: SharedHeapPlan;
  readonly limited: SharedHeapPlan;
}

/** Input of a cell's threads. */
export interface ThreadsInput {
  readonly threads: number;
  readonly pages: ResidentPages;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly machine: LimitSettings;
}

// Threads repeat the first part of a longer offer, because shared memory is allocated at the start. Interleaved cells share
// this maximum.
const MAX_PAGES = 65_536;
// A thread's share of a block, large enough that the end of the slowest thread matters little.
const PAGES_PER_THREAD = 512;
const FOLIOS_PER_THREAD = 8;
const MAX_FOLIO_PAGES = 512;

/**
 * Plans a cell's threads. One heap has room for a whole pass, the other for a block.
 *
 * @param cells number of cells that are interleaved
 */
export async function planThreads(
  cell: CellPlan,
  input: ThreadsInput,
  cells = 1,
): Promise<StoreThreadPlan> {
  const { threads, pages, grouping, offerPages, machine } = input;
  const { folioPages, kernel, parameters, codec } = cell;
  const passPages = Math.min(offerPages, Math.floor(MAX_PAGES / cells));
  const blockPages = threads * Math.max(PAGES_PER_THREAD, FOLIOS_PER_THREAD * folioPages);
  const heapFor = (most: number, limits: CellLimits) => {
    const live = new LivePages(NO_COMPRESSOR, pages.bytes);
    return planSharedHeap(
      capacityFor(most, passPages, threads),
      // The main thread uses the heap too, once all others are idle.
      threads + 1,
      (heap) => new StoreRunner(cell, live, limits, heap),
    );
  };
  return {
    strategy: cell.origin ?? { strategy: cell.name },
    kernel,
    compressor: codec.name,
    module: await codec.module?.(),
    pages,
    blocks: { grouping, folioPages, offerPages: passPages, blockPages },
    machine,
    parameters,
    offerPages,
    unlimited: heapFor(Math.min(passPages, blockPages + folioPages), withoutLimits(machine.memcgs)),
    limited: heapFor(passPages, limitsOf(machine, parameters, offerPages)),
  };
}

/** @param most pages stored at once; @param slots swap slots of a pass */
function capacityFor(most: number, slots: number, threads: number): Capacity {
  const entries = most + threads * MAX_FOLIO_PAGES;
  // Folios of each size have their own clusters.
  const clusters = Math.ceil(slots / 512) + 16;
  return {
    entries,
    zspages: entries,
    // As if no page compressed, and as much again for zspages that are not full and frames between them.
    frames: 2 * entries,
    clusters,
    nodes: Math.ceil(clusters / 4096) + 1,
  };
}

/** Compressor for a runner that only sizes its heap. */
const NO_COMPRESSOR = { compress: () => 0, decompress: () => {} };
