import type { Grouping } from '../../model/folio/folio-queue.js';
import type { Capacity } from '../../model/shared/heap.js';
import { planSharedHeap, type SharedHeapPlan } from '../../model/shared/shared-heap.js';
import type { Parameters } from '../../result/settings.js';
import type { AskedStrategy } from '../../strategy/resolve.js';
import type { CellPlan, NamedKernel } from '../cell.js';
import { type CellLimits, type LimitSettings, limitsOf, withoutLimits } from '../cell-limits.js';
import { LivePages } from '../live-pages.js';
import type { ResidentPages } from './resident-pages.js';
import { StoreRunner } from './store-runner.js';

/** What threads are told to do with the block of folios that they share. */
export const COMMAND = {
  /** Go on to the next block; where that starts a pass, with an empty pool. */
  next: 0,
  bare: 1,
  unlimited: 2,
  limited: 3,
  /** Take out what `unlimited` stored. */
  clear: 4,
  /** Say what was counted under the limits since the pass began. */
  totals: 5,
} as const;

/** One thread's part of a command that is timed. */
export interface Phase {
  /** On the clock of the machine, which all threads share. */
  readonly startMs: number;
  readonly endMs: number;
  readonly storedPages: number;
  /** Of the folios that it stored under the limits. */
  readonly folioNs: readonly number[];
}

/** All that a thread is told beforehand: plain data and shared memory. */
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
  /** What limits are taken of. */
  readonly offerPages: number;
  readonly unlimited: SharedHeapPlan;
  readonly limited: SharedHeapPlan;
}

/** What a cell's threads work on. */
export interface ThreadsInput {
  readonly threads: number;
  readonly pages: ResidentPages;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly machine: LimitSettings;
}

// Of a longer offer threads take the first part, again and again: shared memory is set aside at the start.
const MAX_PAGES = 65_536;
// A thread's share of a block: so much that it matters little who ends last.
const PAGES_PER_THREAD = 512;
const FOLIOS_PER_THREAD = 8;
const MAX_FOLIO_PAGES = 512;

/** The plan of a cell's threads; one heap has room for a whole pass, the other for a block. */
export async function planThreads(cell: CellPlan, input: ThreadsInput): Promise<StoreThreadPlan> {
  const { threads, pages, grouping, offerPages, machine } = input;
  const { folioPages, kernel, parameters, codec } = cell;
  const passPages = Math.min(offerPages, MAX_PAGES);
  const blockPages = threads * Math.max(PAGES_PER_THREAD, FOLIOS_PER_THREAD * folioPages);
  const heapFor = (most: number, limits: CellLimits) => {
    const live = new LivePages(NO_COMPRESSOR, pages.bytes);
    return planSharedHeap(
      capacityFor(most, passPages, threads),
      // The thread that looks on takes part too, when all others have ended.
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
  // Folios of each size have clusters of their own.
  const clusters = Math.ceil(slots / 512) + 16;
  return {
    entries,
    zspages: entries,
    // As if no page compressed; and as much again for zspages that are not full and frames between them.
    frames: 2 * entries,
    clusters,
    nodes: Math.ceil(clusters / 4096) + 1,
  };
}

/** For a rig that is only measured. */
const NO_COMPRESSOR = { compress: () => 0, decompress: () => {} };
