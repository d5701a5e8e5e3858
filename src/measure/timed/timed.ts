import { performance } from 'node:perf_hooks';
import { Bench } from 'tinybench';
import { COMPRESS_BOUND, type PageCompressor } from '../../compressor/compressor.js';
import type { Grouping } from '../../model/folio/folio-queue.js';
import type { Timed } from '../../result/document.js';
import type { CellPlan } from '../cell.js';
import { type CellLimits, withoutLimits } from '../cell-limits.js';
import { LivePages } from '../live-pages.js';
import { readBackAll } from '../read-back.js';
import { BLOCK_PAGES, type FolioBlock, folioBlocks } from './folio-blocks.js';
import type { ResidentPages } from './resident-pages.js';
import { StoreRig } from './store-rig.js';
import { TimedSamples } from './timed-samples.js';

export interface TimedInput {
  readonly pages: ResidentPages;
  readonly grouping: Grouping;
  readonly offerPages: number;
  /** Fresh limits for each pass. */
  readonly limits: () => CellLimits;
  readonly compressor: PageCompressor;
  readonly budgetMs: number;
  /** Samples of `relativeToCompressor` that are taken even if that takes longer than the budget. */
  readonly minSamples: number;
  readonly verify: boolean;
}

// Rounds in which the engine still compiles what it will measure.
export const WARM_UP_ROUNDS = 3;

/**
 * The timed part of a cell on one thread. Each round takes one block of folios through the bare compressor, the store
 * path with the limits out of the way, and the store path under the limits, in turn forwards and backwards, so that what
 * disturbs the machine disturbs all three.
 */
export async function runTimed(cell: CellPlan, input: TimedInput): Promise<Timed | undefined> {
  const measurement = new Measurement(cell, input);
  const end = performance.now() + input.budgetMs;
  for (let round = 0; ; round++) {
    if (!measurement.round(round >= WARM_UP_ROUNDS)) return undefined;
    if (performance.now() >= end && measurement.samples.areEnough(input.minSamples)) break;
    await new Promise(setImmediate);
  }
  return measurement.result();
}

class Measurement {
  readonly samples = new TimedSamples(BLOCK_PAGES);
  readonly #cell: CellPlan;
  readonly #input: TimedInput;
  readonly #pages: LivePages;
  readonly #nextBlock: () => FolioBlock | null;
  readonly #unlimited: StoreRig;
  #limited: StoreRig;
  #block: FolioBlock = { folios: [], startsPass: true };
  #recording = false;

  readonly #bare: () => Taken;
  readonly #unlimitedPath: () => Taken;
  readonly #limitedPath: () => Taken;

  /** Pages of the block that were stored under the limits. */
  #storedPages = 0;
  /** Pages of the block that were stored with the limits out of the way. */
  #unlimitedPages = 0;
  #forwards = false;

  constructor(cell: CellPlan, input: TimedInput) {
    this.#cell = cell;
    this.#input = input;
    this.#pages = new LivePages(input.compressor, input.pages.bytes);
    this.#nextBlock = folioBlocks(input.pages, { ...input, folioPages: cell.folioPages });
    this.#unlimited = new StoreRig(cell, this.#pages, withoutLimits());
    this.#limited = new StoreRig(cell, this.#pages, input.limits());
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

  /** Measures one block; false if there is nothing to measure. */
  round(recording: boolean): boolean {
    const block = this.#nextBlock();
    if (block === null) return false;
    this.#block = block;
    this.#recording = recording;
    if (block.startsPass) {
      this.samples.endPass();
      this.#limited = new StoreRig(this.#cell, this.#pages, this.#input.limits());
    }
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
    if (!recording) return true;
    this.samples.stored(this.#storedPages, limited.ms);
    const pages = block.folios.reduce((sum, folio) => sum + folio.pageCount, 0);
    this.samples.compared(pages, bare.ms, this.#unlimitedPages, bare.cpuMs / unlimited.cpuMs);
    return true;
  }

  result(): Timed {
    const { compressor, verify } = this.#input;
    const { zswap } = this.#limited;
    return this.samples.result(verify ? readBackAll(zswap, this.#pages, compressor) : null);
  }

  #compressBlock(): void {
    for (const folio of this.#block.folios) {
      for (let i = 0; i < folio.pageCount; i++) {
        const at = this.#pages.offsetOf(folio.page + i);
        this.#input.compressor.compress(this.#pages.bytes, at, SCRATCH);
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

const SCRATCH = new Uint8Array(COMPRESS_BOUND);

/** What a piece of work took. */
interface Taken {
  readonly ms: number;
  /** Time on a CPU: on a loaded machine it says what work costs, where the time that passed says who else was there. */
  readonly cpuMs: number;
}

/** Milliseconds of so many ticks of a microsecond; work that the clock has not seen took no more than one. */
export function cpuTime(ticks: number): number {
  return Math.max(1, ticks) / 1000;
}

/** A tinybench task that runs once at each call. */
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
