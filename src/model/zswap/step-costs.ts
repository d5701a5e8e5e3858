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

/** Measured times of a page in a store that nothing refuses, and in a load that frees it. */
export interface MeasuredPage {
  readonly outNs: number;
  readonly inNs: number;
  readonly folioPages: number;
}

/**
 * The steps' costs for a compressor on a measured machine. A measured time is not split by step: the steps of a store are
 * scaled by one factor so that they add up to it, those of a load by another. The rest stays as it is.
 */
export function scaledCosts(cost: PageCost, measured: MeasuredPage): StepCosts {
  const own = stepCosts(cost);
  const { folioPages } = measured;
  const ofFolio = own.limitCheckNs + own.accountNs;
  const store = ofFolio / folioPages + own.entryAllocateNs + own.compressNs + own.publishNs;
  const out = scaling(measured.outNs / store);
  const back = scaling(measured.inNs / (own.loadNs + own.freeNs));
  return {
    ...own,
    limitCheckNs: out(own.limitCheckNs),
    entryAllocateNs: out(own.entryAllocateNs),
    compressNs: out(own.compressNs),
    publishNs: out(own.publishNs),
    accountNs: out(own.accountNs),
    loadNs: back(own.loadNs),
    freeNs: back(own.freeNs),
    writebackNs: back(cost.decompressNs) + own.deviceNsPerPage,
  };
}

function scaling(factor: number): (ns: number) => number {
  return (ns) => Math.max(1, Math.round(ns * factor));
}
