import type { AlignedFolios } from '../../measure/survey/aligned-folios.js';
import type { Compressibility } from '../../measure/survey/compressibility.js';

/** Facts about a corpus. */
export interface CorpusInfo {
  readonly name: string;
  readonly format: string;
  readonly pages: number;
  readonly zeroPages: number;
  /** Pages filled with one 8-byte word other than zero. */
  readonly sameFilledPages: number;
  /** Pages with the content of an earlier page, zero pages left out; null for a file of lengths, which has no content. */
  readonly duplicatePages: number | null;
  readonly runs: number;
  readonly sha256: string;
  /** Share of pages in aligned folios of at least each size, with folios as large as possible; null without addresses. */
  readonly alignedShare: Readonly<Record<string, number>> | null;
  /** Lengths of the pages that are not zero, by compressor. */
  readonly compressors: Readonly<Record<string, Compressibility>>;
  /** Aligned folios by size, 16K and larger; null without addresses. */
  readonly folios: Readonly<Record<string, AlignedFolios>> | null;
  readonly remarks: readonly string[];
}
