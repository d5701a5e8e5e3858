import { performance } from 'node:perf_hooks';
import { PAGE_SIZE } from '../../common/page.js';
import {
  COMPRESS_BOUND,
  CompressorError,
  type PageCompressor,
} from '../../compressor/compressor.js';
import { quantile } from '../../statistics/estimate.js';
import { comparedSpeeds } from './compared-speeds.js';
import type { ComparedTimes, PageNs, Speed } from './document.js';
import { pageBlocks, TIMED_BLOCK_PAGES } from './page-blocks.js';

// Rounds in which the JIT still compiles the measured code.
const WARM_UP_ROUNDS = 4;
const MIN_ROUNDS = 6;

/**
 * Times compressors over the same pages. In each round all of them take the same block of pages, in alternating order, so
 * that noise of the host affects all.
 *
 * @param compressors by name
 * @param bytes the corpus
 * @param pages indices of the compared pages, at least one
 * @returns figures by name
 */
export async function timeCompressors(
  compressors: ReadonlyMap<string, PageCompressor>,
  bytes: Uint8Array,
  pages: Uint32Array,
  budgetMs: number,
): Promise<Map<string, ComparedTimes>> {
  const source = Buffer.alloc(TIMED_BLOCK_PAGES * PAGE_SIZE);
  const nextBlock = pageBlocks(bytes, pages, source);
  const compressorsInOrder = [...compressors].map(
    ([name, compressor]) => new TimedCompressor(name, compressor, source),
  );
  const backwards = compressorsInOrder.toReversed();
  const end = performance.now() + budgetMs;
  for (let round = 0; ; round++) {
    const count = nextBlock();
    for (const timed of round % 2 === 0 ? compressorsInOrder : backwards) {
      timed.round(count, round >= WARM_UP_ROUNDS);
    }
    if (round + 1 >= WARM_UP_ROUNDS + MIN_ROUNDS && performance.now() >= end) break;
    await new Promise(setImmediate);
  }
  const compressSpeeds = comparedSpeeds(
    new Map(compressorsInOrder.map(({ name, compressMBps }) => [name, compressMBps])),
  );
  const decompressSpeeds = comparedSpeeds(
    new Map(compressorsInOrder.map(({ name, decompressMBps }) => [name, decompressMBps])),
  );
  return new Map(
    compressorsInOrder.map((each) => [
      each.name,
      {
        compressMBps: compressSpeeds.get(each.name) as Speed,
        decompressMBps: decompressSpeeds.get(each.name) as Speed,
        compressNs: pageNs(each.compressNs),
        decompressNs: pageNs(each.decompressNs),
        timedRoundTrip: { checked: each.checked, mismatches: each.mismatches },
      },
    ]),
  );
}

/** Measurements of one compressor: a speed per round, a time per page. */
class TimedCompressor {
  readonly name: string;
  readonly compressMBps: number[] = [];
  readonly decompressMBps: number[] = [];
  readonly compressNs: number[] = [];
  readonly decompressNs: number[] = [];
  checked = 0;
  mismatches = 0;
  readonly #compressor: PageCompressor;
  readonly #source: Buffer;

  constructor(name: string, compressor: PageCompressor, source: Buffer) {
    this.name = name;
    this.#compressor = compressor;
    this.#source = source;
  }

  /** Times a block as a whole, then page by page, which includes the cost of the clock. */
  round(count: number, recording: boolean): void {
    const start = performance.now();
    for (let page = 0; page < count; page++) this.#compress(page);
    const compressMs = performance.now() - start;
    this.#spoil(count);
    const middle = performance.now();
    for (let page = 0; page < count; page++) this.#decompress(page);
    const decompressMs = performance.now() - middle;
    this.#compare(count);

    const compressNs = clockEach(count, (page) => this.#compress(page));
    this.#spoil(count);
    const decompressNs = clockEach(count, (page) => this.#decompress(page));
    this.#compare(count);
    if (!recording) return;
    this.compressMBps.push(megabytesPerSecond(count, compressMs));
    this.decompressMBps.push(megabytesPerSecond(count, decompressMs));
    this.compressNs.push(...compressNs);
    this.decompressNs.push(...decompressNs);
  }

  #compress(page: number): void {
    lengths[page] = this.#compressor.compress(this.#source, page * PAGE_SIZE, PAYLOADS[page]);
  }

  /** Decompresses a page; copies an incompressible one, as zswap does. */
  #decompress(page: number): void {
    if (lengths[page] >= PAGE_SIZE) {
      const at = page * PAGE_SIZE;
      RESTORED[page].set(this.#source.subarray(at, at + PAGE_SIZE));
      return;
    }
    try {
      this.#compressor.decompress(PAYLOADS[page], 0, lengths[page], RESTORED[page]);
    } catch (error) {
      if (!(error instanceof CompressorError)) throw error;
      lengths[page] = DAMAGED;
    }
  }

  /** Overwrites the output, so that bytes of an earlier page cannot pass the comparison: the last byte is always wrong. */
  #spoil(count: number): void {
    for (let page = 0; page < count; page++) {
      RESTORED[page].fill(~this.#source[(page + 1) * PAGE_SIZE - 1]);
    }
  }

  #compare(count: number): void {
    for (let page = 0; page < count; page++) {
      const at = page * PAGE_SIZE;
      const equal = this.#source.compare(RESTORED[page], 0, PAGE_SIZE, at, at + PAGE_SIZE) === 0;
      this.checked++;
      if (!equal || lengths[page] === DAMAGED) this.mismatches++;
    }
  }
}

// Output buffers that all compressors share: payloads of a block, their lengths, restored pages.
const pieces = (length: number) => {
  const bytes = new Uint8Array(TIMED_BLOCK_PAGES * length);
  return Array.from({ length: TIMED_BLOCK_PAGES }, (_, i) =>
    bytes.subarray(i * length, (i + 1) * length),
  );
};
const PAYLOADS = pieces(COMPRESS_BOUND);
const RESTORED = pieces(PAGE_SIZE);
const lengths = new Uint32Array(TIMED_BLOCK_PAGES);
const DAMAGED = 0xffff_ffff;

function clockEach(count: number, work: (page: number) => void): number[] {
  const ns: number[] = [];
  for (let page = 0; page < count; page++) {
    const start = performance.now();
    work(page);
    ns.push((performance.now() - start) * 1e6);
  }
  return ns;
}

/** Returns 10^6 bytes of pages per second. */
export function megabytesPerSecond(pages: number, ms: number): number {
  return (pages * PAGE_SIZE) / (ms * 1000);
}

function pageNs(ns: readonly number[]): PageNs {
  return { p50: Math.round(quantile(ns, 0.5)), p99: Math.round(quantile(ns, 0.99)) };
}
