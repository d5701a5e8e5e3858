import type { PageCost } from '../../compressor/compressor.js';
import type { ModelExact } from '../../result/document.js';
import { CPU_UNIT_NS, type Weights } from './weights.js';

/** Figures of a trial that costs derive from. */
export interface TrialFigures {
  readonly offeredPages: number;
  /** Pool pages, the mean from the first full pool on, plus the overshoot: pages above the limit count twice. */
  readonly ramPages: number;
  /** Pages refused and pages written back. */
  readonly ioPages: number;
  /** Compression of stored pages and of those of failed stores, decompression for loads and writeback. */
  readonly cpuNs: number;
  /** Pages in zswap at the end, without the drift of the gauge. */
  readonly keptPages: number;
}

/** Parts of a cost, each per page offered. */
export interface CostParts {
  readonly ram: number;
  readonly io: number;
  readonly cpuNs: number;
}

/** Returns the figures of a trial; CPU time from the costs of the compressor. */
export function trialFigures(exact: ModelExact, cost: PageCost): TrialFigures {
  const { pages, wasted, counters, pool, rollback } = exact;
  const compressed = pages.stored + wasted.compressions;
  const decompressed = counters.zswpwb + counters.zswpin;
  return {
    offeredPages: pages.offered,
    ramPages: meanPoolPages(exact) + pool.overshootPages,
    ioPages: pages.rejected + counters.zswpwb,
    cpuNs: compressed * cost.compressNs + decompressed * cost.decompressNs,
    keptPages: counters.stored_pages - (rollback.drift.stored_pages ?? 0),
  };
}

/** Computes the mean over virtual time from the first full pool on; the pages at the end where it never was full. */
function meanPoolPages({ timeline, pool }: ModelExact): number {
  const points = timeline.slice(
    Math.max(
      0,
      timeline.findIndex(([, , full]) => full === 1),
    ),
  );
  const wasFull = points.length > 0 && points[0][2] === 1;
  const spanNs = wasFull ? points[points.length - 1][0] - points[0][0] : 0;
  if (spanNs === 0) return pool.endPages;
  const sum = points.reduce(
    (total, [atNs, pages], i) =>
      i + 1 === points.length ? total : total + pages * (points[i + 1][0] - atNs),
    0,
  );
  return sum / spanNs;
}

/** Returns the mean parts of some trials, each trial with the same weight. */
export function meanParts(trials: readonly TrialFigures[]): CostParts {
  const mean = (value: (figures: TrialFigures) => number) =>
    trials.reduce((sum, each) => sum + value(each) / Math.max(1, each.offeredPages), 0) /
    trials.length;
  return {
    ram: mean(({ ramPages }) => ramPages),
    io: mean(({ ioPages }) => ioPages),
    cpuNs: mean(({ cpuNs }) => cpuNs),
  };
}

/** Returns the weighted cost per page offered. */
export function costOf({ ram, io, cpuNs }: CostParts, weights: Weights): number {
  return ram * weights.ram + io * weights.io + (cpuNs / CPU_UNIT_NS) * weights.cpu;
}
