import type { Scenario } from '../../simulation/scenario.js';
import type { CellOffer } from '../exact/cell-offers.js';
import type { Repetition } from '../exact/repetition.js';
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

/** Arrivals of one repetition of a cell. */
export interface ArrivalsJob {
  readonly offer: CellOffer;
  readonly repetition: Repetition;
  readonly scenario: Scenario;
}

/** Runs the oracle over the arrivals of a cell. */
export interface OracleJob extends ArrivalsJob {
  readonly kind: 'oracle';
  readonly corpus: string;
  readonly key: string;
}

/** Runs one repetition of the exact part of a cell. */
export interface CellJob extends ArrivalsJob {
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
