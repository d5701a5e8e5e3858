import { PAGE_SIZE } from '../../common/page.js';
import { COMPRESS_BOUND, type PageCompressor } from '../../compressor/compressor.js';
import { chooseCompressor } from '../../compressor/compressors.js';
import type { PageStage } from '../../corpus/page-copy.js';
import { MIN_TEXT, Redactor } from '../../corpus/redaction/redactor.js';
import { createCompressors } from '../../measure/open-compressors.js';

const COMPRESSORS = ['lz4', 'zstd'];

/** Maximum number of pages that are compressed. A frozen process waits for them. */
const MEASURED_PAGES = 4096;

/** Redacts pages, and measures on a part of them how far their compressed lengths change. */
export class RedactingStage implements PageStage {
  readonly #redactor = new Redactor();
  readonly #compressors: ReadonlyMap<string, PageCompressor>;
  /** Compressed bytes of the measured pages, before and after, by compressor. */
  readonly #bytes: ReadonlyMap<string, { before: number; after: number }>;
  readonly #target = new Uint8Array(COMPRESS_BOUND);
  #everyPages = 1;
  #pages = 0;

  private constructor(compressors: ReadonlyMap<string, PageCompressor>) {
    this.#compressors = compressors;
    this.#bytes = new Map([...compressors.keys()].map((name) => [name, { before: 0, after: 0 }]));
  }

  static async create(): Promise<RedactingStage> {
    return new RedactingStage(await createCompressors(COMPRESSORS.map(chooseCompressor)));
  }

  begin(pages: number): void {
    this.#everyPages = Math.ceil(pages / MEASURED_PAGES);
  }

  replace(bytes: Uint8Array): Uint8Array {
    const redacted = this.#redactor.redacted(bytes);
    for (let at = 0; at < bytes.length; at += PAGE_SIZE) {
      if (this.#pages++ % this.#everyPages === 0) this.#measure(bytes, redacted, at);
    }
    return redacted;
  }

  /** Describes the change of the compressed bytes. */
  remark(): string {
    const changes = [...this.#bytes].map(([name, { before, after }]) => {
      const percent = 100 * (after / before - 1);
      return `${name} ${percent < 0 ? '' : '+'}${percent.toFixed(1)}%`;
    });
    return `text of ${MIN_TEXT} characters and more is redacted; compressed bytes: ${changes.join(', ')}`;
  }

  #measure(bytes: Uint8Array, redacted: Uint8Array, at: number): void {
    for (const [name, compressor] of this.#compressors) {
      const sums = this.#bytes.get(name);
      if (sums === undefined) continue;
      sums.before += this.#lengthOf(compressor, bytes, at);
      sums.after += this.#lengthOf(compressor, redacted, at);
    }
  }

  #lengthOf(compressor: PageCompressor, bytes: Uint8Array, at: number): number {
    return Math.min(PAGE_SIZE, compressor.compress(bytes, at, this.#target));
  }
}
