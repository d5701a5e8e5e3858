import type { Overflow } from '../../compressor/compressor.js';
import type { Heap } from '../heap/heap.js';
import type { ZspageMemory } from '../zsmalloc/zspage-memory.js';
import type { CompressedPages } from './compressed-pages.js';
import type { ZswapEvents } from './events.js';
import type { Kernel } from './kernel-presets.js';
import type { PoolLimit } from './pool-limit.js';
import type { StepCosts } from './step-costs.js';
import type { StepHooks } from './step-hooks.js';

/** The memcgs of a zswap: `count` siblings below one parent. */
export interface MemcgOptions {
  readonly count: number;
  /** memory.zswap.max of each, in pages; null for `max`. */
  readonly maxPages: number | null;
  /** memory.zswap.max of their parent. */
  readonly parentMaxPages: number | null;
  /** memory.zswap.writeback of each. */
  readonly writeback: boolean;
}

export interface ZswapOptions {
  readonly limit: PoolLimit;
  readonly memcgs: MemcgOptions;
  /** NUMA nodes; 1 where it is absent. */
  readonly nodes?: number;
  readonly kernel: Kernel;
  readonly pages: CompressedPages;
  /** Of the compressor that {@link pages} come from. */
  readonly overflow: Overflow;
  readonly costs: StepCosts;
  /** Where objects' bytes are kept, of the same heap; null to account only. */
  readonly memory: ZspageMemory | null;
  /** Where everything else is kept; one of its own unless threads share it. */
  readonly heap?: Heap;
  readonly events: ZswapEvents;
  /** Called at the steps of stores; no step fails without hooks. */
  readonly hooks?: StepHooks;
}
