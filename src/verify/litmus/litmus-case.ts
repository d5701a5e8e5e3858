import type { WrittenCase } from '../read-case.js';
import type { LitmusFigure } from './litmus-figures.js';

/** A named case: one input of a check, with the outcome that each strategy has on it. */
export interface LitmusCase extends LitmusText {
  /** Path of the file below its folder, without `.json`. */
  readonly name: string;
  /** Path of the file, for messages and modules. */
  readonly path: string;
  /** Null for a case that the model cannot show. */
  readonly test: LitmusTest | null;
  /** Reason why the model cannot show it; null if it can. */
  readonly skip: string | null;
}

/** Text for the reader. */
export interface LitmusText {
  readonly summary: string;
  /** Commits, mails and source files that the case restates. */
  readonly sources: readonly string[];
}

/** Input and expected outcomes. */
export interface LitmusTest extends WrittenCase {
  /** Compressed lengths of the pages, in bytes, over and over. */
  readonly lengths: readonly number[];
  /** Bounds of figures; a strategy that keeps all of them passes. */
  readonly requires: Bounds;
  readonly expect: readonly Expectation[];
}

/** Expected outcome of one strategy on one kernel. */
export interface Expectation {
  /** Name, or path of a module relative to the file. */
  readonly strategy: string;
  /** Preset; absent: the strategy's own, or the default one. */
  readonly kernel?: string;
  readonly outcome: LitmusOutcome;
  /** Bounds of figures in addition to the outcome. */
  readonly figures?: Bounds;
}

export type LitmusOutcome = 'passes' | 'fails';

/** A figure's value, or its minimum and maximum. */
export type Bound = number | { readonly least?: number; readonly most?: number };

export type Bounds = Readonly<Partial<Record<LitmusFigure, Bound>>>;
