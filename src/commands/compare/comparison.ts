import type { TimedComparison } from '../../result/compare-timed.js';
import type { ResultDocument } from '../../result/document.js';
import { compareExact, type ExactComparison } from './exact-differences.js';
import { compareTimed } from './timed-differences.js';
import { warningsOf } from './warnings.js';

export const COMPARE_SCHEMA = 'zswap-bench.compare/1';

/** Document of `compare`. */
export interface Comparison {
  readonly schema: typeof COMPARE_SCHEMA;
  readonly old: Side;
  readonly new: Side;
  /** Warnings, one sentence each. */
  readonly warnings: readonly string[];
  readonly exact: ExactComparison;
  readonly timed: readonly TimedComparison[];
}

/** Origin of one side. */
export interface Side {
  readonly version: string;
  readonly machine: string;
  readonly node: string;
}

/** Compares two results: exact figures exactly, timed figures by their samples. */
export function compareResults(old: ResultDocument, now: ResultDocument): Comparison {
  return {
    schema: COMPARE_SCHEMA,
    old: sideOf(old),
    new: sideOf(now),
    warnings: warningsOf(old, now),
    exact: compareExact(old, now),
    timed: compareTimed(old, now),
  };
}

export function sideOf({ tool, machine }: ResultDocument): Side {
  return { version: tool.version, machine: machine.fingerprint, node: machine.node };
}
