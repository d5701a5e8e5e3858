import type { CaseRange, CheckOptions } from '../check-cases.js';
import type { CollectedDrift } from '../drift-collector.js';

/** Part of a check, as plain data. */
export type CheckJob = CheckedSubject &
  (
    | { readonly kind: 'cases'; readonly range: CaseRange }
    | { readonly kind: 'findings'; readonly collected: CollectedDrift }
  );

/** A strategy by its number, and a corpus by name. */
export interface CheckedSubject {
  readonly strategy: number;
  readonly corpus: string;
}

/** Compressed lengths of the pages of a corpus. */
export interface NotedLengths {
  readonly corpus: string;
  readonly lengths: Uint16Array;
}

/** Options and strategies of a check, as plain data. */
export interface CheckJobsPlan {
  readonly options: CheckOptions;
  /** Strategies as the user named them. */
  readonly strategies: readonly string[];
  /** Presets for strategies without their own. */
  readonly kernels: readonly string[];
}
