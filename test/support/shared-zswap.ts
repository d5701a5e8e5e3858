import type { Capacity, Heap } from '../../src/model/heap/heap.js';
import { planSharedHeap, SharedHeap } from '../../src/model/heap/shared-heap.js';
import { ZspageMemory } from '../../src/model/zsmalloc/zspage-memory.js';
import { Zswap } from '../../src/model/zswap/zswap.js';
import type { ZswapOptions } from '../../src/model/zswap/zswap-options.js';

/** Room for some thousand pages. */
export const CAPACITY: Capacity = {
  entries: 2048,
  zspages: 2048,
  frames: 4096,
  clusters: 64,
  nodes: 1,
};

/** Creates one zswap per thread over one heap; `options` is called once per thread. */
export function sharedZswaps(
  threads: number,
  options: () => Omit<ZswapOptions, 'memory' | 'heap'>,
): { zswaps: Zswap[]; heaps: SharedHeap[] } {
  const over = (heap: Heap) => new Zswap({ ...options(), memory: new ZspageMemory(heap), heap });
  const plan = planSharedHeap(CAPACITY, threads, over);
  const heaps = Array.from({ length: threads }, (_, thread) => new SharedHeap(plan, thread));
  return { zswaps: heaps.map(over), heaps };
}
