import type { Machine } from '../src/result/document.js';
import type { Figure, Skipped } from './part.js';

/** What `npm run bench -- --save` writes to bench-results/performance.json, and docs/performance.md shows. */
export interface PerformanceDocument {
  readonly schema: 'zswap-bench.performance/1';
  readonly machine: Machine;
  /** Processes that wanted to run in the minute before, as the kernel counts them. */
  readonly loadAverage: number;
  readonly parts: readonly PerformancePart[];
}

/** A part with what came of it. */
export interface PerformancePart {
  readonly name: string;
  readonly title: string;
  readonly result: readonly Figure[] | Skipped;
}
