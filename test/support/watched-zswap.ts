import assert from 'node:assert/strict';
import type { Folio } from '../../src/folio/folio.js';
import type { StoreOutcome, StorePath, Strategy } from '../../src/strategy/strategy.js';
import type { Handle } from '../../src/zsmalloc/zs-pool.js';
import type { CompressedPages } from '../../src/zswap/compressed-pages.js';
import type { Entry } from '../../src/zswap/entries.js';
import type { ZswapEvents } from '../../src/zswap/events.js';
import { PoolLimit } from '../../src/zswap/pool-limit.js';
import { Zswap } from '../../src/zswap/zswap.js';

/** Pages whose compressed lengths are written down; the last one repeats. */
class ScriptedPages implements CompressedPages {
  /** Pages compressed so far, in order. */
  readonly compressed: number[] = [];
  readonly #lengths: readonly number[];

  constructor(lengths: readonly number[]) {
    this.#lengths = lengths;
  }

  lengthOf(page: number): number {
    return this.#lengths[Math.min(page, this.#lengths.length - 1)];
  }

  compress(page: number): number {
    this.compressed.push(page);
    return this.lengthOf(page);
  }

  store(): void {}
}

export interface Script {
  /** Payload bytes of page 0, 1, ...; all later pages are like the last. */
  readonly lengths: readonly number[];
  readonly maxPages?: number;
  readonly acceptPercent?: number;
  readonly keepIncompressible?: boolean;
  readonly events?: ZswapEvents;
}

const NOBODY: ZswapEvents = { published() {}, freed() {}, accepted() {}, refused() {} };

/** A zswap over scripted lengths, with a watch on every entry and object that is handed out. */
export class WatchedZswap {
  readonly zswap: Zswap;
  readonly pages: ScriptedPages;
  /** Entries and objects that were handed out and not given back. */
  readonly liveEntries: Set<Entry>;
  readonly liveHandles: Set<Handle>;

  constructor(script: Script) {
    this.pages = new ScriptedPages(script.lengths);
    this.zswap = new Zswap({
      limit: new PoolLimit(script.maxPages ?? 1_000_000, 100, script.acceptPercent ?? 90),
      pages: this.pages,
      costs: {
        limitCheckNs: 1,
        entryAllocateNs: 10,
        compressNs: 100,
        publishNs: 1_000,
        accountNs: 10_000,
      },
      memory: null,
      events: script.events ?? NOBODY,
      keepIncompressible: script.keepIncompressible ?? true,
    });
    const { entries, pool } = this.zswap;
    this.liveEntries = watch(entries, 'allocate', 'release');
    this.liveHandles = watch(pool, 'malloc', 'free');
  }

  /** Runs one store to its end, as a worker thread does. */
  store(strategy: Strategy, folio: Folio): StoreOutcome {
    return runToEnd(strategy.path(this.zswap, folio, { global: strategy.globalPolicy(this.zswap) }))
      .outcome;
  }
}

/** Runs a store without pause; what it yielded and how it ended. */
export function runToEnd(path: StorePath): { costs: number[]; outcome: StoreOutcome } {
  const costs: number[] = [];
  for (;;) {
    const step = path.next();
    if (step.done === true) return { costs, outcome: step.value };
    costs.push(step.value);
  }
}

/** A folio whose first page is also its first swap slot, unless told otherwise. */
export function folioAt(page: number, pageCount: number, slot: number = page): Folio {
  return { number: 0, slot, page, pageCount, zeroPages: 0 };
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
