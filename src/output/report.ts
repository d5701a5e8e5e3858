import type { Table } from './table.js';

/** What a command prints, before it is put into a format. */
export interface Report {
  /** As JSON prints it. */
  readonly document: object;
  /** What it lists, an object each: the rows of CSV. */
  readonly records: readonly object[];
  /** As people read it. */
  readonly tables: readonly Table[];
  /** What made it, in a line, for formats that travel. */
  readonly origin?: string;
}
