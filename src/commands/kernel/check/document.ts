import type { SlabGrowth } from '../../../guest/results.js';
import type { CounterViolation } from './violations.js';

/** Document of `kernel check`. */
export interface KernelCheckDocument {
  readonly schema: typeof KERNEL_CHECK_SCHEMA;
  readonly kernel: { readonly release: string; readonly version: string };
  /** `kernel-RELEASE`. */
  readonly strategy: string;
  readonly config: {
    readonly folioSizes: readonly string[];
    readonly compressors: readonly string[];
    readonly corpus: string;
    readonly pairs: number;
    readonly replay: string | null;
  };
  /** Options of the kernel without which no allocation can be made to fail. */
  readonly missingOptions: readonly string[];
  readonly settings: readonly SettingReport[];
  readonly drifts: readonly KernelDriftReport[];
  readonly findings: readonly KernelFindingReport[];
  /** Warnings of the kernel. */
  readonly warnings: readonly string[];
}

export const KERNEL_CHECK_SCHEMA = 'zswap-bench.kernel-check/1';

/** One sweep: a folio size, a compressor and circumstances. */
export interface SettingReport {
  readonly folioSize: string;
  readonly compressor: string;
  readonly conditions: readonly string[];
  /** Allocations of one page-out, each of which was made to fail. */
  readonly faults: number;
  /** Pairs of which both struck. */
  readonly pairs: number;
  /** Page-outs. */
  readonly cases: number;
  /** Page-outs after which zswap did not have the whole folio. */
  readonly failed: number;
  /** Page-outs of folios that were to have older entries at their slots, and had. */
  readonly older: number;
  /** Kernel objects after many page-outs of a page that is refused without a fault; null for any other. */
  readonly leak: SlabGrowth | null;
  readonly milliseconds: number;
  readonly verdict: 'exact' | 'drift';
  /** Null where the model has no such case. */
  readonly model: ModelVerdict | null;
}

/** The model's check of the same folio size and circumstances. */
export interface ModelVerdict {
  /** The mainline strategy of the release. */
  readonly strategy: string;
  /** Stores, each with another step that fails. */
  readonly cases: number;
  readonly verdict: 'exact' | 'drift';
  /** Counters minus expected counters. */
  readonly drifts: readonly {
    readonly counter: string;
    readonly lowest: number;
    readonly highest: number;
  }[];
}

export interface KernelDriftReport {
  readonly setting: string;
  readonly counter: string;
  /** Faults, from the first to the last of each unbroken row. */
  readonly cause: string;
  readonly lowest: number;
  readonly highest: number;
  readonly cases: number;
}

/** The smallest case found for a counter that is off, and all that is off in it. */
export interface KernelFindingReport {
  readonly case: string;
  readonly setting: string;
  readonly cause: string;
  readonly violations: readonly CounterViolation[];
  /** By counter: during the page-out, since before the folio was stored for the first time, and once it was freed. */
  readonly moved: readonly {
    readonly counter: string;
    readonly during: number;
    readonly kept: number;
    readonly left: number;
  }[];
  /** Pages of the folio that zswap took, that stayed in the swap cache, and that stayed mapped. */
  readonly stored: number;
  readonly cached: number;
  readonly mapped: number;
  /** The arguments that run exactly this case again, in one boot. */
  readonly replay: readonly string[];
}
