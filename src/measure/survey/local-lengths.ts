import type { PageCompressor } from '../../compressor/compressor.js';
import { LengthCollector } from './length-collector.js';
import type { LengthsByCompressor, PageLengths } from './page-lengths.js';

/** Compresses the pages of a survey on this thread. */
export class LocalLengths implements PageLengths {
  readonly #collectors: ReadonlyMap<string, LengthCollector>;

  constructor(compressors: ReadonlyMap<string, PageCompressor>, verify: boolean) {
    this.#collectors = new Map(
      [...compressors].map(([name, compressor]) => [name, new LengthCollector(compressor, verify)]),
    );
  }

  add(bytes: Uint8Array, zero: Uint8Array): void {
    for (const collector of this.#collectors.values()) collector.add(bytes, zero);
  }

  result(): LengthsByCompressor {
    return new Map([...this.#collectors].map(([name, collector]) => [name, collector.result()]));
  }
}
