import type { OracleFacts } from '../exact/run-oracle.js';
import type { SurveyedCorpus } from '../surveyed-corpus.js';

/** Part of the exact work of a run, as plain data and shared memory. */
export type ExactJob = LengthsJob | OracleJob | CellJob;

/** Compresses pages. */
export interface LengthsJob {
  readonly kind: 'lengths';
  readonly compressor: string;
  readonly bytes: Uint8Array;
  /** One byte per page: 1 for a zero page. */
  readonly zero: Uint8Array;
}

/** Runs the oracle over the arrivals of a cell. */
export interface OracleJob {
  readonly kind: 'oracle';
  readonly corpus: string;
  readonly key: string;
}

/** Runs the exact part of a cell. */
export interface CellJob {
  readonly kind: 'cell';
  readonly corpus: string;
  readonly key: string;
  readonly oracle: OracleFacts | null;
}

/** A corpus whose cells follow, or null once all have ended. */
export interface NotedCorpus {
  readonly name: string;
  readonly surveyed: SurveyedCorpus | null;
}
