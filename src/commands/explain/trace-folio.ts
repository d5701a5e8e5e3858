import { PAGE_SIZE } from '../../common/page.js';
import { type CellPlan, cellsOf, codecsOf, type RunPlan } from '../../measure/cell.js';
import { type RunObserver, withCorpus } from '../../measure/corpus-run.js';
import { runExact } from '../../measure/exact/exact.js';
import type { ExactInput } from '../../measure/exact/exact-input.js';
import { ExactJobs } from '../../measure/jobs/exact-jobs.js';
import { createCompressors } from '../../measure/open-compressors.js';
import { exactInput } from '../../measure/surveyed-corpus.js';
import type { Folio } from '../../model/folio/folio.js';
import { type StepPoint, StepTracer } from '../../model/zswap/step-hooks.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { StoreOutcome } from '../../strategy/store-outcome.js';
import type { StorePath, Strategy } from '../../strategy/strategy.js';
import { counterSnapshot, movements } from '../../verify/counter-snapshot.js';
import type { FolioTrace, TraceStep } from './document.js';

/** Chosen folio: by its number in order of arrival, or by a page of the corpus that it contains. */
export type FolioChoice = { readonly folio: number } | { readonly page: number };

/** Runs the exact part of every cell and traces one folio in each. Null if that folio reaches no store path. */
export async function traceFolio(
  plan: RunPlan,
  choice: FolioChoice,
  observer: RunObserver,
): Promise<(FolioTrace | null)[]> {
  const compressors = await createCompressors(codecsOf(plan));
  const traces: (FolioTrace | null)[] = [];
  for (const corpus of plan.corpora) {
    const cells = cellsOf(plan, corpus.name);
    const jobs = new ExactJobs(plan);
    await withCorpus({ plan, corpus, cells, compressors, observer, jobs }, async (run) => {
      for (const cell of run.cells) {
        traces.push(await traceInCell(cell, exactInput(run, cell, run.offers.of(cell)), choice));
      }
    });
  }
  return traces;
}

async function traceInCell(
  cell: CellPlan,
  input: ExactInput,
  choice: FolioChoice,
): Promise<FolioTrace | null> {
  const tracer = new FolioTracer(cell.strategy, choice);
  const strategy = { ...cell.strategy, path: tracer.path };
  await runExact({ ...cell, strategy }, { ...input, hooks: tracer.hooks });
  return tracer.trace(cell.key);
}

class FolioTracer {
  readonly #base: Strategy;
  readonly #choice: FolioChoice;
  readonly #steps: TraceStep[] = [];
  #folio: Folio | null = null;
  #zswap: Zswap | null = null;
  #outcome: StoreOutcome | null = null;
  /** Descriptions of the points reached in the current step. */
  #looked: string[] = [];

  constructor(base: Strategy, choice: FolioChoice) {
    this.#base = base;
    this.#choice = choice;
  }

  /** Runs the strategy's path, and records the steps of the chosen folio. */
  readonly path: Strategy['path'] = (store) => {
    const { zswap, folio } = store;
    const path = this.#base.path(store);
    if (this.#folio !== null || !this.#isChosen(folio)) return path;
    this.#folio = folio;
    this.#zswap = zswap;
    return this.#traceSteps(path, zswap);
  };

  readonly hooks = new StepTracer((point, folio) => {
    if (this.#folio?.number !== folio.number || this.#zswap === null) return;
    const text = describePoint(point, folio, this.#zswap);
    if (text !== null) this.#looked.push(text);
  });

  trace(key: string): FolioTrace | null {
    if (this.#folio === null || this.#outcome === null) return null;
    const { number, slot, page, pageCount, memcg, zeroPages } = this.#folio;
    const { refused, storedPages, failingPage, wasted } = this.#outcome;
    return {
      key,
      folio: { number, slot, page, pageCount, memcg, zeroPages },
      outcome: { refused, storedPages, failingPage, wasted },
      steps: this.#steps,
    };
  }

  #isChosen(folio: Folio): boolean {
    if ('folio' in this.#choice) return folio.number === this.#choice.folio;
    const { page } = this.#choice;
    return page >= folio.page && page < folio.page + folio.pageCount;
  }

  *#traceSteps(path: StorePath, zswap: Zswap): StorePath {
    for (;;) {
      this.#looked = [];
      const before = counterSnapshot(zswap);
      const step = path.next();
      const moved = movements(before, counterSnapshot(zswap));
      this.#steps.push({ looked: withRepeats(this.#looked), moved });
      if (step.done === true) {
        this.#outcome = step.value;
        return step.value;
      }
      yield step.value;
    }
  }
}

/** Joins repetitions: `a, a, b` becomes `a (2 times), b`. */
function withRepeats(texts: readonly string[]): string[] {
  return [...new Set(texts)].map((text) => {
    const times = texts.filter((other) => other === text).length;
    return times === 1 ? text : `${text} (${times} times)`;
  });
}

function describePoint(point: StepPoint, folio: Folio, zswap: Zswap): string | null {
  const { limit, pool, memcgs, memcgParent } = zswap;
  const memcg = memcgs[folio.memcg];
  const pages = (bytes: number) => Math.floor(bytes / PAGE_SIZE);
  switch (point) {
    case 'pool_limit': {
      const flag = limit.full
        ? `full flag set, accepts from ${limit.acceptPages} down`
        : 'full flag clear';
      return `global limit: ${pool.pagesAllocated} of ${limit.maxPages} pages, ${flag}`;
    }
    case 'memcg_limit': {
      const own = `${memcg.name} ${pages(memcg.zswapBytes)} of ${memcg.maxPages ?? 'max'} pages`;
      return `${own}, parent ${pages(memcgParent.zswapBytes)} of ${memcgParent.maxPages ?? 'max'}`;
    }
    case 'pool_ref':
      return 'takes a reference to the pool';
    case 'entry_alloc':
      return 'allocates an entry';
    case 'compress_error':
      return 'compresses';
    case 'zs_malloc':
      return 'allocates from zsmalloc';
    case 'index_node':
      return 'publishes';
    default:
      return null;
  }
}
