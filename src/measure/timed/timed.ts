import { performance } from 'node:perf_hooks';
import { Bench } from 'tinybench';
import { PAGE_SIZE } from '../../common/page.js';
import { COMPRESS_BOUND, type PageCompressor } from '../../compressor/compressor.js';
import type { Grouping } from '../../model/folio/folio-queue.js';
import type { Timed } from '../../result/document.js';
import type { CellPlan } from '../cell.js';
import { type CellLimits, withoutLimits } from '../cell-limits.js';
import { LivePages } from '../live-pages.js';
import { readBackAll } from '../read-back.js';
import { FOLIO_BLOCK_PAGES, type FolioBlock, folioBlocks } from './folio-blocks.js';
import { type BlockMeasurement, type InterleaveBudget, interleave } from './interleave.js';
import type { ResidentPages } from './resident-pages.js';
import { StoreRunner } from './store-runner.js';
import { TimedSamples } from './timed-samples.js';

/** Input of the timed parts of cells that are interleaved. */
export interface TimedInput extends InterleaveBudget {
  readonly pages: ResidentPages;
  readonly grouping: Grouping;
  readonly offerPages: number;
  /** Fresh limits for each pass. */
  readonly limits: (cell: CellPlan) => CellLimits;
  readonly compressor: (cell: CellPlan) => PageCompressor;
  readonly verify: boolean;
}

/** Timed parts of interleaved cells, in their order; none without a page to measure. */
export interface TimedTurn {
  readonly parts: readonly Timed[];
  /** Whether pools were emptied for lack of memory. */
  readonly emptied: boolean;
}

/**
 * Runs the timed parts of cells on one thread. Each round takes one block of folios of each cell through the bare compressor,
 * the store path without limits and the store path under the limits. The order alternates, so that noise of the host affects
 * all three.
 */
export async function runTimed(cells: readonly CellPlan[], input: TimedInput): Promise<TimedTurn> {
  const measured = cells.map((cell) => new Measurement(cell, input));
  if (measured.some(({ hasBlocks }) => !hasBlocks)) return { parts: [], emptied: false };
  const emptied = await interleave(measured, input);
  return { parts: measured.map((each) => each.result()), emptied };
}

class Measurement implements BlockMeasurement {
  readonly samples = new TimedSamples(FOLIO_BLOCK_PAGES);
  readonly #cell: CellPlan;
  readonly #input: TimedInput;
  readonly #compressor: PageCompressor;
  readonly #pages: LivePages;
  readonly #nextBlock: () => FolioBlock | null;
  readonly #unlimited: StoreRunner;
  #limited: StoreRunner;
  #block: FolioBlock = { folios: [], startsPass: true };
  #recording = false;

  readonly #bare: () => Taken;
  readonly #unlimitedPath: () => Taken;
  readonly #limitedPath: () => Taken;

  /** Pages of the block that were stored under the limits. */
  #storedPages = 0;
  /** Pages of the block that were stored without limits. */
  #unlimitedPages = 0;
  #forwards = false;

  constructor(cell: CellPlan, input: TimedInput) {
    this.#cell = cell;
    this.#input = input;
    this.#compressor = input.compressor(cell);
    this.#pages = new LivePages(this.#compressor, input.pages.bytes);
    this.#nextBlock = this.#blocks();
    this.#unlimited = new StoreRunner(cell, this.#pages, withoutLimits());
    this.#limited = new StoreRunner(cell, this.#pages, input.limits(cell));
    const bench = new Bench({
      iterations: 1,
      time: 0,
      warmup: false,
      throws: true,
      retainSamples: true,
    });
    this.#bare = stopwatch(bench, 'bare compressor', () => this.#compressBlock());
    this.#unlimitedPath = stopwatch(bench, 'store path', () => this.#storeUnlimited());
    this.#limitedPath = stopwatch(bench, 'store path under the limits', () => this.#storeLimited());
  }

  /** Whether there is anything to measure. */
  get hasBlocks(): boolean {
    return this.#blocks()() !== null;
  }

  get heldBytes(): number {
    const { pool, counters } = this.#limited.zswap;
    return pool.pagesAllocated * PAGE_SIZE + counters.stored_pages * ENTRY_BYTES;
  }

  empty(): void {
    this.samples.endPass();
    this.#limited = new StoreRunner(this.#cell, this.#pages, this.#input.limits(this.#cell));
  }

  async round(recording: boolean): Promise<void> {
    const block = this.#nextBlock();
    if (block === null) return;
    this.#block = block;
    this.#recording = recording;
    if (block.startsPass) this.empty();
    let bare: Taken;
    let unlimited: Taken;
    let limited: Taken;
    this.#forwards = !this.#forwards;
    if (this.#forwards) {
      bare = this.#bare();
      unlimited = this.#unlimitedPath();
      limited = this.#limitedPath();
    } else {
      limited = this.#limitedPath();
      unlimited = this.#unlimitedPath();
      bare = this.#bare();
    }
    this.#unlimited.erase(block.folios);
    if (!recording) return;
    this.samples.stored(this.#storedPages, limited.ms);
    const pages = block.folios.reduce((sum, folio) => sum + folio.pageCount, 0);
    this.samples.compared(pages, bare.ms, this.#unlimitedPages, bare.cpuMs / unlimited.cpuMs);
  }

  result(): Timed {
    const { zswap } = this.#limited;
    const { verify } = this.#input;
    return this.samples.result(verify ? readBackAll(zswap, this.#pages, this.#compressor) : null);
  }

  #blocks(): () => FolioBlock | null {
    const { pages } = this.#input;
    return folioBlocks(pages, { ...this.#input, folioPages: this.#cell.folioPages });
  }

  #compressBlock(): void {
    for (const folio of this.#block.folios) {
      for (let i = 0; i < folio.pageCount; i++) {
        const at = this.#pages.offsetOf(folio.page + i);
        this.#compressor.compress(this.#pages.bytes, at, SCRATCH);
      }
    }
  }

  #storeUnlimited(): void {
    this.#unlimitedPages = 0;
    for (const folio of this.#block.folios) this.#unlimitedPages += this.#unlimited.store(folio);
  }

  #storeLimited(): void {
    this.#storedPages = 0;
    for (const folio of this.#block.folios) {
      const start = performance.now();
      const stored = this.#limited.store(folio);
      if (stored === 0) continue;
      this.#storedPages += stored;
      if (this.#recording) this.samples.folioNs.add((performance.now() - start) * 1e6);
    }
  }
}

/** Entry of a stored page, with its places in index, LRU and zspage. */
const ENTRY_BYTES = 64;

const SCRATCH = new Uint8Array(COMPRESS_BOUND);

/** Time that one call took. */
interface Taken {
  readonly ms: number;
  /** CPU time: on a loaded host it shows the cost of the work, while wall time includes other processes. */
  readonly cpuMs: number;
}

/** Returns CPU time in ms from microsecond ticks; at least one tick, because the clock misses shorter work. */
export function cpuTime(ticks: number): number {
  return Math.max(1, ticks) / 1000;
}

/** Returns a function that runs a tinybench task once. */
function stopwatch(bench: Bench, name: string, work: () => void): () => Taken {
  let cpuMs = 0;
  const watched = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    cpuMs = cpuTime(user + system);
  };
  const task = bench.add(name, watched, { async: false }).getTask(name);
  return () => {
    task?.reset(false);
    const result = task?.runSync().result;
    if (result?.state !== 'completed') throw new Error(`${name} was not measured`);
    return { ms: result.latency.mean, cpuMs };
  };
}
