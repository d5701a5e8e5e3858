import type { Overflow } from '../../src/compressor/compressor.js';
import type { Folio } from '../../src/model/folio/folio.js';
import type { CompressedPages } from '../../src/model/zswap/compressed-pages.js';
import type { Entry } from '../../src/model/zswap/entries.js';
import { NO_EVENTS, type ZswapEvents } from '../../src/model/zswap/events.js';
import type { Kernel } from '../../src/model/zswap/kernel-presets.js';
import { PoolLimit } from '../../src/model/zswap/pool-limit.js';
import type { StepCosts } from '../../src/model/zswap/step-costs.js';
import type { StepHooks } from '../../src/model/zswap/step-hooks.js';
import { Zswap } from '../../src/model/zswap/zswap.js';
import type { ZswapOptions } from '../../src/model/zswap/zswap-options.js';
import { completeStore, runStore, storeSetting } from '../../src/strategy/run-store.js';
import type { StoreOutcome } from '../../src/strategy/store-outcome.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';

/** Each step has a digit of its own, so that a sum of costs shows what it is made of. */
export const DIGIT_COSTS: StepCosts = {
  limitCheckNs: 1,
  entryAllocateNs: 10,
  compressNs: 100,
  publishNs: 1_000,
  accountNs: 10_000,
  loadNs: 100_000,
  freeNs: 1_000_000,
  scanNs: 10_000_000,
  writebackNs: 100_000_000,
  memcgVisitNs: 1_000_000_000,
  deviceNsPerPage: 100_000_000_000,
};

export interface BareOptions {
  /** Payload bytes of page 0, 1, ..., over and over. */
  readonly lengths?: readonly number[];
  /** As with lz4 unless told otherwise. */
  readonly overflow?: Overflow;
  readonly maxPages?: number;
  readonly acceptPercent?: number;
  readonly memcgs?: number;
  readonly memcgMaxPages?: number | null;
  readonly parentMaxPages?: number | null;
  readonly writeback?: boolean;
  readonly nodes?: number;
  readonly kernel?: Partial<Kernel>;
  readonly costs?: StepCosts;
  readonly events?: Partial<ZswapEvents>;
  readonly hooks?: StepHooks;
}

/** A zswap that accounts only, without limits unless told otherwise; it scans one entry at a time. */
export function bareZswap(options: BareOptions = {}): Zswap {
  return new Zswap(bareOptions(options));
}

/** Options of {@link bareZswap}, with a limit of their own. */
export function bareOptions(options: BareOptions = {}): ZswapOptions {
  const lengths = options.lengths ?? [4096];
  const pages: CompressedPages = {
    compress: (page) => lengths[page % lengths.length],
    store() {},
  };
  return {
    limit: new PoolLimit(options.maxPages ?? 1_000_000, 100, options.acceptPercent ?? 90),
    memcgs: {
      count: options.memcgs ?? 1,
      maxPages: options.memcgMaxPages ?? null,
      parentMaxPages: options.parentMaxPages ?? null,
      writeback: options.writeback ?? true,
    },
    kernel: { shrinkScan: 1, keepsIncompressible: true, lzoOverruns: false, ...options.kernel },
    nodes: options.nodes ?? 1,
    pages,
    overflow: options.overflow ?? 'compress_fail',
    costs: options.costs ?? DIGIT_COSTS,
    memory: null,
    events: { ...NO_EVENTS, ...options.events },
    ...(options.hooks === undefined ? {} : { hooks: options.hooks }),
  };
}

/** A folio whose first page is also its first slot. */
export function folioOf(slot: number, pageCount: number, memcg = 0): Folio {
  return { number: 0, slot, page: slot, pageCount, memcg, zeroPages: 0 };
}

/** Puts a page of `length` bytes at a slot, with all that belongs to it, whatever the limits say. */
export function putPage(zswap: Zswap, slot: number, length = 4096, memcg = 0): Entry {
  return putFolioPage(zswap, folioOf(slot, 1, memcg), length);
}

/** Puts the only page of a folio, as {@link putPage} does. */
export function putFolioPage(zswap: Zswap, folio: Folio, length = 4096): Entry {
  const entry = zswap.entries.allocate();
  zswap.insert(entry, folio, 0, length);
  zswap.publish(entry, folio);
  zswap.account(entry);
  zswap.addToLru(entry);
  return entry;
}

/** The slots on a memcg's LRU of a node, oldest first; a referenced one carries a star. */
export function lruOf(zswap: Zswap, memcg = 0, node = 0): string[] {
  const { slot, referenced } = zswap.entries;
  return [...zswap.memcgs[memcg].lrus[node]].map((entry) => {
    return `${slot[entry]}${referenced[entry] === 1 ? '*' : ''}`;
  });
}

/** A strategy of the registry on a zswap: stores folios one after the other, without pause. */
export function storerOf(zswap: Zswap, name: string): (folio: Folio) => StoreOutcome {
  const strategy = STRATEGIES.get(name) as Strategy;
  const setting = storeSetting(strategy, zswap);
  return (folio) => completeStore(runStore(setting, folio));
}
