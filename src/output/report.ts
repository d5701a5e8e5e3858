import type { KtapTest } from './ktap.js';
import type { OccupancyPlot } from './occupancy-plot.js';
import type { Table } from './table.js';
import type { Tone } from './tone.js';

/** Output of a command, independent of the format. */
export interface Report {
  /** Document for JSON. */
  readonly document: object;
  /** Rows of CSV, one object each. */
  readonly records: readonly object[];
  /** Tables for all other formats. */
  readonly tables: readonly Table[];
  /** Plots of the table format, below the tables. */
  readonly plots?: readonly OccupancyPlot[];
  /** Program version and parameters that the figures depend on, printed first. */
  readonly header?: readonly string[];
  /** Command that printed it, for a mail. */
  readonly command?: string;
  /** Conditions and corpora of the figures, for a mail, in a line each. */
  readonly facts?: readonly string[];
  /** Tables of a mail, where they are not those of the other formats. */
  readonly mailTables?: readonly Table[];
  /** Verdict of the command in one line, printed last. */
  readonly conclusion?: Conclusion;
  /** Verdicts for KTAP, of a command that gives any. */
  readonly tests?: readonly KtapTest[];
}

/** Verdict of a command in one line. */
export interface Conclusion {
  readonly text: string;
  readonly tone: Tone;
}

/** Returns the last line of a report with a conclusion, without newline; null if it has none. */
export function verdictLine({ conclusion }: Report): string | null {
  return conclusion === undefined ? null : `Verdict: ${conclusion.text}`;
}
