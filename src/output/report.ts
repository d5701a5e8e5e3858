import type { KtapTest } from './ktap.js';
import type { Table } from './table.js';

/** Output of a command, independent of the format. */
export interface Report {
  /** Document for JSON. */
  readonly document: object;
  /** Rows of CSV, one object each. */
  readonly records: readonly object[];
  /** Tables for all other formats. */
  readonly tables: readonly Table[];
  /** Program version and parameters that the figures depend on, printed first. */
  readonly header?: readonly string[];
  /** Verdicts for KTAP, of a command that gives any. */
  readonly tests?: readonly KtapTest[];
}
