// Worker thread that stores folios; threaded.ts starts this module.

import { COMPRESS_BOUND, type PageCompressor } from '../../compressor/compressor.js';
import { chooseCompressor } from '../../compressor/compressors.js';
import type { Folio } from '../../model/folio/folio.js';
import { SharedHeap } from '../../model/heap/shared-heap.js';
import { resolveAsked } from '../../strategy/resolve.js';
import { type CounterTotals, counterTotals } from '../../verify/threads/counter-totals.js';
import { PoolWorker } from '../../workers/pool-worker.js';
import { limitsOf, withoutLimits } from '../cell-limits.js';
import { LivePages } from '../live-pages.js';
import { type FolioBlock, folioBlocks } from './folio-blocks.js';
import { type RunnerPlan, StoreRunner } from './store-runner.js';
import { COMMAND, type Phase, type StoreThreadPlan } from './thread-plan.js';

class StoreThread {
  readonly #worker: PoolWorker<StoreThreadPlan>;
  readonly #cell: RunnerPlan;
  readonly #compressor: PageCompressor;
  readonly #pages: LivePages;
  readonly #nextBlock: () => FolioBlock | null;
  readonly #unlimited: StoreRunner;
  #limited: StoreRunner;
  #block: FolioBlock = { folios: [], startsPass: true };
  /** Pages reported as stored under the limits since the pass began. */
  #acceptedPages = 0;
  readonly #scratch = new Uint8Array(COMPRESS_BOUND);

  constructor(worker: PoolWorker<StoreThreadPlan>, cell: RunnerPlan, compressor: PageCompressor) {
    const { plan, thread } = worker;
    this.#worker = worker;
    this.#cell = cell;
    this.#compressor = compressor;
    this.#pages = new LivePages(compressor, plan.pages.bytes);
    // As for tasks, thread t uses memcg t mod N.
    const memcg = thread % plan.machine.memcgs;
    this.#nextBlock = folioBlocks(plan.pages, { ...plan.blocks, memcg });
    const heap = new SharedHeap(plan.unlimited, thread);
    this.#unlimited = new StoreRunner(cell, this.#pages, withoutLimits(plan.machine.memcgs), heap);
    this.#limited = this.#newRunner();
  }

  execute(command: number): Phase | CounterTotals | null {
    switch (command) {
      case COMMAND.bare:
        return this.#phase((folio) => {
          this.#compress(folio);
          return 0;
        });
      case COMMAND.unlimited:
        return this.#phase((folio) => this.#unlimited.store(folio));
      case COMMAND.limited:
        return this.#timedPhase();
      case COMMAND.totals:
        return counterTotals(this.#limited.zswap, this.#acceptedPages, 0);
      case COMMAND.clear:
        this.#eachFolio((folio) => this.#unlimited.erase([folio]));
        return null;
      default:
        this.#next();
        return null;
    }
  }

  #next(): void {
    const block = this.#nextBlock();
    if (block === null) throw new Error('no further block of folios');
    this.#block = block;
    if (!block.startsPass) return;
    this.#limited = this.#newRunner();
    this.#acceptedPages = 0;
  }

  #newRunner(): StoreRunner {
    const { machine, parameters, offerPages, limited } = this.#worker.plan;
    const limits = limitsOf(machine, parameters, offerPages);
    const heap = new SharedHeap(limited, this.#worker.thread);
    return new StoreRunner(this.#cell, this.#pages, limits, heap);
  }

  #timedPhase(): Phase {
    const folioNs: number[] = [];
    const phase = this.#phase((folio) => {
      const startMs = nowMs();
      const stored = this.#limited.store(folio);
      if (stored > 0) folioNs.push((nowMs() - startMs) * 1e6);
      return stored;
    });
    this.#acceptedPages += phase.storedPages;
    return { ...phase, folioNs };
  }

  /** Runs a phase that starts on all threads at once. `work` returns the number of pages stored. */
  #phase(work: (folio: Folio) => number): Phase {
    let storedPages = 0;
    this.#worker.barrier();
    const startMs = nowMs();
    this.#eachFolio((folio) => {
      storedPages += work(folio);
    });
    return { startMs, endMs: nowMs(), storedPages, folioNs: [] };
  }

  /** Takes folios from the queue that all threads share. */
  #eachFolio(work: (folio: Folio) => void): void {
    const { folios } = this.#block;
    for (let at = this.#worker.take(); at < folios.length; at = this.#worker.take()) {
      work(folios[at]);
    }
  }

  #compress(folio: Folio): void {
    for (let i = 0; i < folio.pageCount; i++) {
      const at = this.#pages.offsetOf(folio.page + i);
      this.#compressor.compress(this.#pages.bytes, at, this.#scratch);
    }
  }
}

/** Returns host time; performance.now() would count from each thread's own start. */
function nowMs(): number {
  const [seconds, ns] = process.hrtime();
  return seconds * 1000 + ns / 1e6;
}

const worker = new PoolWorker<StoreThreadPlan>();
const { strategy: asked, compressor: name, kernel, module } = worker.plan;
const { strategy } = await resolveAsked(asked);
const choice = chooseCompressor(name);
const cell = { kernel, compressor: choice, strategy };
const thread = new StoreThread(worker, cell, await choice.create(module));
worker.runCommands((command) => thread.execute(command));
