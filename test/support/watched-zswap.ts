import assert from 'node:assert/strict';
import type { Overflow } from '../../src/compressor/compressor.js';
import type { Folio } from '../../src/model/folio/folio.js';
import type { Handle } from '../../src/model/zsmalloc/zs-pool.js';
import type { CompressedPages } from '../../src/model/zswap/compressed-pages.js';
import type { Entry } from '../../src/model/zswap/entries.js';
import { NO_EVENTS, type ZswapEvents } from '../../src/model/zswap/events.js';
import type { Kernel } from '../../src/model/zswap/kernel-presets.js';
import { globalLimit, type Limit, memcgLimit } from '../../src/model/zswap/limit.js';
import type { Memcg } from '../../src/model/zswap/memcg.js';
import { PoolLimit } from '../../src/model/zswap/pool-limit.js';
import type { StepCosts } from '../../src/model/zswap/step-costs.js';
import { Zswap } from '../../src/model/zswap/zswap.js';
import { completePolicy } from '../../src/strategy/limit-policies.js';
import type { LimitPolicies } from '../../src/strategy/limit-policy.js';
import { type RunningStore, runStore } from '../../src/strategy/run-store.js';
import type { StoreOutcome } from '../../src/strategy/store-outcome.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { DIGIT_COSTS } from './bare-zswap.js';

/** Pages whose compressed lengths are written down; the last one repeats. */
class ScriptedPages implements CompressedPages {
  /** Pages compressed so far, in order. */
  readonly compressed: number[] = [];
  /** Set while a length is computed without a compression. */
  asking = false;
  readonly #lengths: readonly number[];

  constructor(lengths: readonly number[]) {
    this.#lengths = lengths;
  }

  lengthOf(page: number): number {
    return this.#lengths[Math.min(page, this.#lengths.length - 1)];
  }

  compress(page: number): number {
    if (!this.asking) this.compressed.push(page);
    return this.lengthOf(page);
  }

  store(): void {}
}

export interface Script {
  /** Payload bytes of page 0, 1, ...; all later pages are like the last. */
  readonly lengths: readonly number[];
  /** As with lz4 unless told otherwise. */
  readonly overflow?: Overflow;
  readonly maxPages?: number;
  readonly acceptPercent?: number;
  readonly keepIncompressible?: boolean;
  /** Entries that one shrink looks at; 1 unless told otherwise, as in every released kernel. */
  readonly shrinkScan?: number;
  /** Instead of the two above. */
  readonly kernel?: Kernel | undefined;
  readonly memcgs?: number;
  readonly memcgMaxPages?: number | null;
  readonly memcgParentMaxPages?: number | null;
  readonly writeback?: boolean;
  readonly costs?: StepCosts;
  readonly events?: ZswapEvents;
}

interface Asked {
  readonly policies: LimitPolicies;
  readonly limits: { readonly global: Limit; readonly memcg: Limit };
}

/** A zswap over scripted lengths, with a watch on every entry and object that is handed out. */
export class WatchedZswap {
  readonly zswap: Zswap;
  readonly pages: ScriptedPages;
  /** Entries and objects that were handed out and not given back. */
  readonly liveEntries: Set<Entry>;
  readonly liveHandles: Set<Handle>;
  readonly #asked = new Map<Strategy, Asked>();

  constructor(script: Script) {
    this.pages = new ScriptedPages(script.lengths);
    this.zswap = new Zswap({
      limit: new PoolLimit(script.maxPages ?? 1_000_000, 100, script.acceptPercent ?? 90),
      memcgs: {
        count: script.memcgs ?? 1,
        maxPages: script.memcgMaxPages ?? null,
        parentMaxPages: script.memcgParentMaxPages ?? null,
        writeback: script.writeback ?? true,
      },
      kernel: script.kernel ?? {
        shrinkScan: script.shrinkScan ?? 1,
        keepsIncompressible: script.keepIncompressible ?? true,
        lzoOverruns: false,
      },
      pages: this.pages,
      overflow: script.overflow ?? 'compress_fail',
      costs: script.costs ?? DIGIT_COSTS,
      memory: null,
      events: script.events ?? NO_EVENTS,
    });
    const { entries, pool } = this.zswap;
    this.liveEntries = watch(entries, 'allocate', 'release');
    this.liveHandles = watch(pool, 'malloc', 'free');
    this.#watchQuestions();
  }

  /** All memcgs, the parent first. */
  get memcgs(): readonly Memcg[] {
    return [this.zswap.memcgParent, ...this.zswap.memcgs];
  }

  /** A strategy's policies on this zswap: the same ones each time, since they remember. */
  policiesOf(strategy: Strategy): LimitPolicies {
    return this.#askedBy(strategy).policies;
  }

  /** Bytes that policies have reserved, of the pool and at each memcg. */
  reservedBytes(): number[] {
    const { limit, pool } = this.zswap;
    const room = (limit.maxPages - pool.pagesAllocated) * 4096;
    let ofPool = 0;
    for (const { limits } of this.#asked.values()) {
      ofPool += room - limits.global.roomBytes(folioAt(0, 1));
    }
    return [ofPool, ...this.memcgs.map((memcg) => memcg.reservedBytes)];
  }

  /** Runs one store to its end, as a worker thread does. */
  store(strategy: Strategy, folio: Folio): StoreOutcome {
    return runToEnd(this.begin(strategy, folio)).outcome;
  }

  /** A store to be stepped. Its folio is in the swap cache until it has ended. */
  begin(strategy: Strategy, folio: Folio): RunningStore {
    const { zswap } = this;
    return runStore({ strategy, zswap, policies: this.policiesOf(strategy) }, folio);
  }

  #askedBy(strategy: Strategy): Asked {
    let asked = this.#asked.get(strategy);
    if (asked === undefined) {
      const limits = { global: globalLimit(this.zswap), memcg: memcgLimit(this.zswap) };
      const policies = {
        global: completePolicy(strategy.global, this.zswap, limits.global),
        memcg: completePolicy(strategy.memcg, this.zswap, limits.memcg),
      };
      asked = { policies, limits };
      this.#asked.set(strategy, asked);
    }
    return asked;
  }

  /** Asking for a length is not compressing, though it goes the same way. */
  #watchQuestions(): void {
    const { zswap, pages } = this;
    const payloadOf = zswap.payloadOf.bind(zswap);
    zswap.payloadOf = (folio, index) => {
      pages.asking = true;
      const length = payloadOf(folio, index);
      pages.asking = false;
      return length;
    };
  }
}

/** Runs a store without pause; what it yielded and how it ended. */
export function runToEnd(path: Pick<RunningStore, 'next'>): {
  costs: number[];
  outcome: StoreOutcome;
} {
  const costs: number[] = [];
  for (;;) {
    const step = path.next();
    if (step.done === true) return { costs, outcome: step.value };
    costs.push(step.value);
  }
}

/** A folio whose first page is also its first swap slot, unless told otherwise. */
export function folioAt(page: number, pageCount: number, slot: number = page, memcg = 0): Folio {
  return { number: 0, slot, page, pageCount, memcg, zeroPages: 0 };
}

/** Keeps the set of what `take` handed out and `give` has not got back; nothing may come twice either way. */
function watch<Take extends string, Give extends string>(
  owner: Record<Take, (...args: number[]) => number> & Record<Give, (thing: number) => void>,
  take: Take,
  give: Give,
): Set<number> {
  const live = new Set<number>();
  const { [take]: taking, [give]: giving } = owner as Record<string, (...args: number[]) => number>;
  Object.assign(owner, {
    [take]: (...args: number[]) => {
      const thing = taking.apply(owner, args);
      assert.ok(!live.has(thing), `${take}() handed out ${thing}, which is in use`);
      live.add(thing);
      return thing;
    },
    [give]: (thing: number) => {
      assert.ok(live.delete(thing), `${give}(${thing}), which is not in use`);
      giving.call(owner, thing);
    },
  });
  return live;
}
