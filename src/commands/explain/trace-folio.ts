import { PAGE_SIZE } from '../../common/page.js';
import { type CellPlan, cellsOf, codecsOf, type RunPlan } from '../../measure/cell.js';
import { exactInput, type RunObserver, withCorpus } from '../../measure/corpus-run.js';
import { runExact } from '../../measure/exact/exact.js';
import type { ExactInput } from '../../measure/exact/exact-input.js';
import { createCompressors } from '../../measure/open-compressors.js';
import type { Folio } from '../../model/folio/folio.js';
import { type StepPoint, StepTracer } from '../../model/zswap/step-hooks.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { StoreOutcome } from '../../strategy/store-outcome.js';
import type { StorePath, Strategy } from '../../strategy/strategy.js';
import { counterSnapshot, movements } from '../../verify/counter-snapshot.js';
import type { ExplainedStep, Explanation } from './document.js';

/** Which folio of a run is meant: the `number`-th to arrive, or the one that holds a page of the corpus. */
export type FolioChoice = { readonly folio: number } | { readonly page: number };

/** Runs the exact part of every cell and follows one folio through each. Null where none such reaches the store path. */
export async function explain(
  plan: RunPlan,
  choice: FolioChoice,
  observer: RunObserver,
): Promise<(Explanation | null)[]> {
  const compressors = await createCompressors(codecsOf(plan));
  const trails: (Explanation | null)[] = [];
  for (const corpus of plan.corpora) {
    const cells = cellsOf(plan, corpus.name);
    await withCorpus({ plan, corpus, cells, compressors, observer }, async (run) => {
      for (const cell of run.cells) {
        trails.push(await explainFolio(cell, exactInput(run, cell, null), choice));
      }
    });
  }
  return trails;
}

async function explainFolio(
  cell: CellPlan,
  input: ExactInput,
  choice: FolioChoice,
): Promise<Explanation | null> {
  const follower = new Follower(cell.strategy, choice);
  const strategy = { ...cell.strategy, path: follower.path };
  await runExact({ ...cell, strategy }, { ...input, hooks: follower.hooks });
  return follower.explanation(cell.key);
}

class Follower {
  readonly #base: Strategy;
  readonly #choice: FolioChoice;
  readonly #steps: ExplainedStep[] = [];
  #folio: Folio | null = null;
  #zswap: Zswap | null = null;
  #outcome: StoreOutcome | null = null;
  /** Descriptions of the points that the current step reached. */
  #looked: string[] = [];

  constructor(base: Strategy, choice: FolioChoice) {
    this.#base = base;
    this.#choice = choice;
  }

  /** The strategy's path; the chosen folio's steps are written down. */
  readonly path: Strategy['path'] = (store) => {
    const { zswap, folio } = store;
    const path = this.#base.path(store);
    if (this.#folio !== null || !this.#isChosen(folio)) return path;
    this.#folio = folio;
    this.#zswap = zswap;
    return this.#follow(path, zswap);
  };

  readonly hooks = new StepTracer((point, folio) => {
    if (this.#folio?.number !== folio.number || this.#zswap === null) return;
    const text = describePoint(point, folio, this.#zswap);
    if (text !== null) this.#looked.push(text);
  });

  explanation(key: string): Explanation | null {
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

  *#follow(path: StorePath, zswap: Zswap): StorePath {
    for (;;) {
      this.#looked = [];
      const before = counterSnapshot(zswap);
      const step = path.next();
      const moved = movements(before, counterSnapshot(zswap));
      this.#steps.push({ looked: counted(this.#looked), moved });
      if (step.done === true) {
        this.#outcome = step.value;
        return step.value;
      }
      yield step.value;
    }
  }
}

/** `a, a, b` as `a (2 times), b`. */
function counted(texts: readonly string[]): string[] {
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
