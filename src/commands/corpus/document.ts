/** What is in a corpus. */
export interface CorpusInfo {
  readonly name: string;
  readonly format: string;
  readonly pages: number;
  readonly zeroPages: number;
  readonly runs: number;
  readonly sha256: string;
  /** Share of the pages that are in folios of at least each size when folios are as large as they can be; null without addresses. */
  readonly alignedShare: Readonly<Record<string, number>> | null;
  readonly remarks: readonly string[];
}
