import { createHash } from 'node:crypto';

// SHA-256 over records, one for each non-zero page and each range of zero pages:
//
//   ┌──────┬─────────────────────────┬──────────────────────────────────────────────┐
//   │ kind │ page frame number (u64) │ 4096 bytes of the page, or the count (u64)   │
//   └──────┴─────────────────────────┴──────────────────────────────────────────────┘
//   kind: 0 zero pages, 1 a page; 2 more if a run starts here
//
// Numbers are little-endian. A range of zero pages ends at the next page that is not zero, at the end of its run, or at the
// end of the pages. The kind tells the length of a record, so different page sets never have the same records.
const ZERO_PAGES = 0;
const PAGE = 1;
const RUN_STARTS = 2;

/** Checksum of a corpus. It covers content and position of every page, zero pages and borders of runs included. */
export class PageHash {
  readonly #hash = createHash('sha256');
  readonly #record = new Uint8Array(17);
  readonly #view = new DataView(this.#record.buffer);
  #zeroKind = 0;
  #zeroStart = 0;
  #zeroPages = 0;

  /** @param content null for a zero page */
  add(pfn: number, content: Uint8Array | null, startsRun: boolean): void {
    const kind = startsRun ? RUN_STARTS : 0;
    if (content === null && !startsRun && this.#zeroPages > 0) {
      this.#zeroPages++;
      return;
    }
    this.#endZeroPages();
    if (content !== null) {
      this.#hash.update(this.#head(kind + PAGE, pfn)).update(content);
      return;
    }
    this.#zeroKind = kind + ZERO_PAGES;
    this.#zeroStart = pfn;
    this.#zeroPages = 1;
  }

  digest(): string {
    this.#endZeroPages();
    return this.#hash.digest('hex');
  }

  #endZeroPages(): void {
    if (this.#zeroPages === 0) return;
    this.#head(this.#zeroKind, this.#zeroStart);
    this.#view.setBigUint64(9, BigInt(this.#zeroPages), true);
    this.#hash.update(this.#record);
    this.#zeroPages = 0;
  }

  /** Returns kind and position; valid until the next call. */
  #head(kind: number, pfn: number): Uint8Array {
    this.#view.setUint8(0, kind);
    this.#view.setBigUint64(1, BigInt(pfn), true);
    return this.#record.subarray(0, 9);
  }
}
