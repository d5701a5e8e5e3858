import type { PageCost } from '../../compressor/compressor.js';

/** Virtual time of the steps of store paths, loads and writeback, in ns. docs/costs.md says where they come from. */
export interface StepCosts {
  readonly limitCheckNs: number;
  readonly entryAllocateNs: number;
  /** Compress a page, allocate from zsmalloc, copy. */
  readonly compressNs: number;
  readonly publishNs: number;
  readonly accountNs: number;
  /** Read a page back from the pool. */
  readonly loadNs: number;
  readonly freeNs: number;
  /** Look at one entry of an LRU. */
  readonly scanNs: number;
  /** Write one entry back: decompress it, and a 4K write. */
  readonly writebackNs: number;
  /** The shrink worker's way to a memcg. */
  readonly memcgVisitNs: number;
  /** The device's share of a refused folio, and of a page that is not in zswap any more. */
  readonly deviceNsPerPage: number;
}

const DEVICE_NS_PER_PAGE = 8_000;

/** The steps' costs for a compressor. */
export function stepCosts(cost: PageCost): StepCosts {
  return {
    limitCheckNs: 50,
    entryAllocateNs: 100,
    compressNs: cost.compressNs + 400,
    publishNs: 200,
    accountNs: 50,
    loadNs: cost.decompressNs + 400,
    freeNs: 200,
    scanNs: 50,
    writebackNs: cost.decompressNs + DEVICE_NS_PER_PAGE,
    memcgVisitNs: 1_000,
    deviceNsPerPage: DEVICE_NS_PER_PAGE,
  };
}
