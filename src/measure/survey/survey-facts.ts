import type { Pages } from '../../model/folio/folio-queue.js';
import type { CompressedLengths } from './length-collector.js';

/** Properties of a corpus that exact runs need, determined in one pass. */
export interface Survey extends Pages {
  readonly pageCount: number;
  readonly zeroPages: number;
  /** Of `PageHash`. */
  readonly sha256: string;
  /** By the name of the compressor as given on the command line. */
  readonly compressed: ReadonlyMap<string, CompressedLengths>;
}
