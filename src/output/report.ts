import type { Table } from './table.js';

/** What a command prints, before it is put into a format. */
export interface Report {
  /** As JSON prints it. */
  readonly document: object;
  /** What it lists, an object each: the rows of CSV. */
  readonly records: readonly object[];
  /** As people read it. */
  readonly tables: readonly Table[];
  /** Program and parameters that the figures depend on, to print in front. */
  readonly header?: readonly string[];
}
