/** Facts about a corpus. */
export interface CorpusInfo {
  readonly name: string;
  readonly format: string;
  readonly pages: number;
  readonly zeroPages: number;
  readonly runs: number;
  readonly sha256: string;
  /** Share of pages in aligned folios of at least each size, with folios as large as possible; null without addresses. */
  readonly alignedShare: Readonly<Record<string, number>> | null;
  readonly remarks: readonly string[];
}
